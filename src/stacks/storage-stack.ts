import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { Construct } from "constructs";
import type { BucketReference } from "../../modules/storage/bucket-reference";
import { BucketReplication } from "../../modules/storage/bucket-replication";
import { housekeeping } from "../../modules/storage/lifecycle";
import { LogBucket } from "../../modules/storage/log-bucket";
import { MediaBucket } from "../../modules/storage/media-bucket";
import { SecureBucket } from "../../modules/storage/secure-bucket";
import { SharedFileSystem } from "../../modules/storage/shared-file-system";
import { StaticAssetsBucket } from "../../modules/storage/static-assets-bucket";
import type { StorageSection } from "../config/sections/storage";
import { BaseStack, type BaseStackProps } from "./base-stack";

export interface StorageStackProps extends BaseStackProps {
  readonly namePrefix: string;
  readonly storage: StorageSection;
  /** The environment's domain, whose pages may load static assets unless the configuration names other origins. */
  readonly domain: string;
  /** Subnets of the file system's mount targets, keyed by availability zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** Security groups of the file system's mount targets. */
  readonly securityGroupIds: readonly string[];
  /**
   * The standby region's storage, to which new objects are copied.
   * @default - nothing is copied
   */
  readonly replicateTo?: Pick<StorageStack, "staticAssets" | "media" | "backups">;
}

/**
 * One region's buckets and file system (INF-001 §6, §9.1).
 *
 * The policy of the static assets bucket belongs to the stack that knows the distribution's access identity: a bucket
 * has one policy, and the distribution needs the bucket first.
 *
 * The standby region has a file system of its own, filled from the copies of the daily backups that §9.1 asks for. EFS
 * replication would keep it read-only until the replication is deleted, so nothing could run there before a failover.
 */
export class StorageStack extends BaseStack {
  readonly staticAssets: BucketReference;
  readonly media: BucketReference;
  readonly backups: BucketReference;
  /** Access logs of buckets and load balancers; load balancers write under `loadBalancerLogPrefix`. */
  readonly logs: BucketReference;
  /** Access logs of CloudFront, which wants a bucket with ACLs. */
  readonly cdnLogs: BucketReference;
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  /** Access point at `/shared` for pods that mount the file system without a volume of their own. */
  readonly accessPointId: string;

  constructor(scope: Construct, id: string, props: StorageStackProps) {
    super(scope, id, props);
    const { namePrefix, storage } = props;
    const { media: mediaConfig, noncurrentVersionDays, deletionProtection: preventDestroy } = storage;
    const bucketName = (name: string) => [namePrefix, name, storage.bucketSuffix].filter(Boolean).join("-");
    const recorded = ["static-assets", "media", "backups", "cdn-logs"].map(bucketName);

    const { bucket: logs } = new LogBucket(this, "logs-bucket", {
      bucketName: bucketName("logs"),
      sources: recorded,
      retentionDays: storage.accessLogRetentionDays,
      preventDestroy,
    });
    const common = { preventDestroy, accessLogs: logs, noncurrentVersionDays };
    const { bucket: staticAssets } = new StaticAssetsBucket(this, "static-assets-bucket", {
      ...common,
      bucketName: bucketName("static-assets"),
      policy: "none",
      corsOrigins: storage.corsOrigins ?? [`https://${props.domain}`],
    });
    const { bucket: media } = new MediaBucket(this, "media-bucket", {
      ...common,
      ...mediaConfig,
      bucketName: bucketName("media"),
    });
    const backups = new SecureBucket(this, "backups", { ...common, bucketName: bucketName("backups") });
    new S3BucketLifecycleConfiguration(new Construct(this, "backups-lifecycle"), "backups", {
      bucket: backups.reference.name,
      rule: housekeeping(noncurrentVersionDays),
      dependsOn: [backups.versioning],
    });
    const cdnLogs = new SecureBucket(this, "cdn_logs", {
      ...common,
      bucketName: bucketName("cdn-logs"),
      objectOwnership: "BucketOwnerPreferred",
    });
    this.staticAssets = staticAssets.reference;
    this.media = media.reference;
    this.backups = backups.reference;
    this.logs = logs.reference;
    this.cdnLogs = cdnLogs.reference;

    if (props.replicateTo) {
      const target = props.replicateTo;
      new BucketReplication(this, "replication", {
        namePrefix,
        buckets: {
          static_assets: { source: staticAssets, target: target.staticAssets },
          media: { source: media, target: target.media },
          backups: { source: backups, target: target.backups },
        },
      });
    }

    const fileSystem = new SharedFileSystem(this, "file-system", {
      namePrefix,
      subnetIds: props.subnetIds,
      securityGroupIds: props.securityGroupIds,
      infrequentAccessAfterDays: storage.fileSystem.infrequentAccessAfterDays,
      throughputMode: storage.fileSystem.throughputMode,
      preventDestroy,
      tags: { Environment: props.environment },
    });
    this.fileSystemId = fileSystem.fileSystemId;
    this.fileSystemArn = fileSystem.fileSystemArn;
    this.accessPointId = fileSystem.accessPointId;
  }
}
