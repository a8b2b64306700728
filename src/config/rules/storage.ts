import type { Environment } from "../environment";
import { bucketName, standbyName } from "../names";
import type { LocalProblem } from "../problem";
import type { StorageSection } from "../sections/storage";
import { bucketKinds } from "../values/bucket-kinds";
import { isReservedBucketName, reservedBucketNames } from "../values/reserved-names";

/** Objects age in S3's order, and bucket names are names that S3 takes. */
export function checkStorage(environment: Partial<Environment>): LocalProblem[] {
  const { storage } = environment;
  if (!storage) return [];
  return [...checkTransitions(storage), ...checkBucketNames(environment, storage)];
}

// Each class is billed for at least 30 days, and S3 refuses a rule that moves objects on earlier.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
const daysInInfrequentAccess = 30;

function checkTransitions({ media }: StorageSection): LocalProblem[] {
  const problems: LocalProblem[] = [];
  const earliest = media.infrequentAccessAfterDays + daysInInfrequentAccess;
  if (media.glacierAfterDays < earliest) {
    problems.push({
      path: ["storage", "media", "glacierAfterDays"],
      value: media.glacierAfterDays,
      allowed: `${earliest} or more: ${daysInInfrequentAccess} days after infrequentAccessAfterDays`,
      fix: "raise it, or lower infrequentAccessAfterDays",
    });
  }
  if (media.deepArchiveAccessAfterDays <= media.archiveAccessAfterDays) {
    problems.push({
      path: ["storage", "media", "deepArchiveAccessAfterDays"],
      value: media.deepArchiveAccessAfterDays,
      allowed: `more than archiveAccessAfterDays, ${media.archiveAccessAfterDays}`,
      fix: "raise it, or lower archiveAccessAfterDays: objects reach DEEP_ARCHIVE_ACCESS through ARCHIVE_ACCESS",
    });
  }
  return problems;
}

// What schema and prefix leave open of https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const maximumLength = 63;

function checkBucketNames({ prefix, disasterRecovery }: Partial<Environment>, storage: StorageSection): LocalProblem[] {
  if (prefix === undefined) return [];
  const prefixes = disasterRecovery ? [prefix, standbyName(prefix)] : [prefix];
  const names = prefixes.flatMap((start) => bucketKinds.map((kind) => bucketName(start, kind, storage.bucketSuffix)));
  const longest = names.reduce((a, b) => (b.length > a.length ? b : a));
  const path = ["storage", "bucketSuffix"];
  const value = storage.bucketSuffix;
  if (longest.length > maximumLength) {
    const allowed = `at most ${(value ?? "").length - (longest.length - maximumLength)} characters with this prefix`;
    const fix = `shorten it: ${longest} has ${longest.length} characters, and S3 takes ${maximumLength}`;
    return [{ path, value, allowed, fix }];
  }
  const taken = names.find(isReservedBucketName);
  if (taken === undefined) return [];
  const allowed = `bucket names that neither ${reservedBucketNames}`;
  // The kind stands between prefix and suffix, so only one of the two can be what is reserved.
  const source =
    isReservedBucketName(prefix) || isReservedBucketName(`${prefix}-`)
      ? { path: ["prefix"], value: prefix }
      : { path, value };
  return [{ ...source, allowed, fix: `choose another: AWS reserves names such as ${taken}` }];
}
