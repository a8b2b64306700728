import { z } from "zod";
import { int32 } from "./formats/bounds";
import { setAtCreation } from "./formats/creation";
import { hostAndPort, matching } from "./formats/text";

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html
const days = z.int().min(1).max(int32);

/** Days within what S3 takes. */
function daysFrom(minimum: number, maximum: number, fix: string) {
  const allowed = `${minimum} to ${maximum} days`;
  return z
    .number()
    .refine((value) => Number.isInteger(value) && value >= minimum && value <= maximum, {
      params: { allowed, fix },
      abort: true,
    })
    .max(maximum);
}

const archiveTiers = "choose a number in between: S3 moves objects to its archive tiers at no other time";

// https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html
const infrequentAccessDays = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;

// As many as a bucket may have rules: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
const originsOfBucket = 100;

const origin = matching(
  new RegExp(`^https://(?!.*:443$)(?=[^:]*\\.([a-z]{2,63}|xn--[a-z0-9-]{1,59})(:|$))${hostAndPort}$`),
  {
    allowed: "an origin: https://, a host in lower case and, if need be, a port",
    fix: "write it as browsers send it, such as https://techally.com: no path, no slash at the end, no :443",
  },
);

/** Transitions of the media bucket, in days after an object was written (INF-001 §6.1). */
const mediaSection = z.object({
  /** Days until objects move to STANDARD_IA. Default: 30, S3's minimum. */
  infrequentAccessAfterDays: daysFrom(30, 3650, "choose 30 or more: S3 moves nothing to STANDARD_IA earlier").default(
    30,
  ),
  /** Days until objects move to GLACIER, from where they must be restored before they can be read. Default: 90. */
  glacierAfterDays: days.default(90),
  /** Days without access until objects in INTELLIGENT_TIERING move to ARCHIVE_ACCESS. Default: 90. */
  archiveAccessAfterDays: daysFrom(90, 730, archiveTiers).default(90),
  /** Days without access until objects in INTELLIGENT_TIERING move to DEEP_ARCHIVE_ACCESS. Default: 180. */
  deepArchiveAccessAfterDays: daysFrom(180, 730, archiveTiers).default(180),
});

/** The file system that pods share (INF-001 §6.2). */
const fileSystemSection = z.object({
  /** Days without access until files move to the infrequent-access class. Default: 30. */
  infrequentAccessAfterDays: z.literal(infrequentAccessDays).default(30),
  /** `elastic` pays per byte moved and has no ceiling to plan for; `bursting` is free and as fast as the data is large. */
  throughputMode: z.enum(["elastic", "bursting"]).default("elastic"),
});

const bucketSuffix = matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
  allowed: "lower-case letters, digits and single hyphens between them",
  fix: "use something that is yours alone, such as the account id",
});

const section = z.object({
  /**
   * Last part of every bucket name: names are shared with everyone on AWS, and the plain ones may be taken.
   * Set at creation: another suffix means new, empty buckets. Default: none, the names are as in INF-001.
   */
  bucketSuffix: setAtCreation(bucketSuffix.optional(), "replaced"),
  /**
   * Refuses plans that destroy a bucket or the file system. Without it they go with all that is in them. Default: true.
   */
  deletionProtection: z.boolean().default(true),
  /**
   * Sites whose pages may load static assets from elsewhere (CORS), in the bucket's and CloudFront's answers alike.
   * Default: `https://` and each host that CloudFront serves, the domain and those of `edge.webHosts`.
   */
  corsOrigins: z.array(origin).min(1).max(originsOfBucket).optional(),
  media: mediaSection.prefault({}),
  /** Days that overwritten and deleted objects can still be brought back. Default: 90. */
  noncurrentVersionDays: days.default(90),
  /** Days that access logs are kept. Default: 365. */
  accessLogRetentionDays: days.default(365),
  fileSystem: fileSystemSection.prefault({}),
});

/** Buckets and the shared file system (INF-001 §6). */
export const storageSection = section.prefault({});

export type StorageSection = z.output<typeof storageSection>;
