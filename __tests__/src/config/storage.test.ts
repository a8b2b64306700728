import { type EnvironmentInput, loadEnvironments, type Problem } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { staging } from "../../fixtures/environments/staging";
import { problemsOf } from "../../support/problems";

type StorageInput = EnvironmentInput["storage"];

function problems(storage: StorageInput, changes: Partial<EnvironmentInput> = {}): readonly Problem[] {
  return problemsOf([{ ...staging, ...changes, storage }]);
}

function defaults(storage?: StorageInput) {
  return loadEnvironments([{ ...staging, storage }])[0]?.storage;
}

test("everything has a default that suits production", () => {
  expect(defaults()).toEqual({
    deletionProtection: true,
    media: {
      infrequentAccessAfterDays: 30,
      glacierAfterDays: 90,
      archiveAccessAfterDays: 90,
      deepArchiveAccessAfterDays: 180,
    },
    noncurrentVersionDays: 90,
    accessLogRetentionDays: 365,
    fileSystem: { infrequentAccessAfterDays: 30, throughputMode: "elastic" },
  });
});

test("a part of a sub-section keeps the defaults of the rest", () => {
  expect(defaults({ media: { glacierAfterDays: 120 } })?.media).toEqual({
    infrequentAccessAfterDays: 30,
    glacierAfterDays: 120,
    archiveAccessAfterDays: 90,
    deepArchiveAccessAfterDays: 180,
  });
});

test("the shipped environments are accepted", () => {
  expect(loadEnvironments([production, staging])).toHaveLength(2);
});

const archiveTiers = "choose a number in between: S3 moves objects to its archive tiers at no other time";

test.each([
  ["infrequentAccessAfterDays", 29, "30 to 3650 days", "choose 30 or more: S3 moves nothing to STANDARD_IA earlier"],
  ["infrequentAccessAfterDays", 30.5, "30 to 3650 days", "choose 30 or more: S3 moves nothing to STANDARD_IA earlier"],
  ["archiveAccessAfterDays", 89, "90 to 730 days", archiveTiers],
  ["archiveAccessAfterDays", 731, "90 to 730 days", archiveTiers],
  ["deepArchiveAccessAfterDays", 179, "180 to 730 days", archiveTiers],
  ["deepArchiveAccessAfterDays", 731, "180 to 730 days", archiveTiers],
])("media.%s %d is outside of S3's bounds", (key, value, allowed, fix) => {
  expect(problems({ media: { [key]: value } })).toEqual([
    { path: `staging.storage.media.${key}`, value, allowed, fix },
  ]);
});

test("objects stay in STANDARD_IA for 30 days", () => {
  expect(problems({ media: { infrequentAccessAfterDays: 45, glacierAfterDays: 74 } })).toEqual([
    {
      path: "staging.storage.media.glacierAfterDays",
      value: 74,
      allowed: "75 or more: 30 days after infrequentAccessAfterDays",
      fix: "raise it, or lower infrequentAccessAfterDays",
    },
  ]);
  expect(problems({ media: { infrequentAccessAfterDays: 45, glacierAfterDays: 75 } })).toEqual([]);
});

test("the deep archive comes after the archive", () => {
  expect(problems({ media: { archiveAccessAfterDays: 200, deepArchiveAccessAfterDays: 200 } })).toEqual([
    {
      path: "staging.storage.media.deepArchiveAccessAfterDays",
      value: 200,
      allowed: "more than archiveAccessAfterDays, 200",
      fix: "raise it, or lower archiveAccessAfterDays: objects reach DEEP_ARCHIVE_ACCESS through ARCHIVE_ACCESS",
    },
  ]);
});

test.each([
  "http://techally.com",
  "https://techally.com/",
  "https://techally.com/app",
  "https://TechAlly.com",
  "techally.com",
  "https://*.techally.com",
  "*",
  "https://techally.com:443",
  "https://techally.com:99999",
  "https://localhost",
])("corsOrigins: %s is no origin", (value) => {
  expect(problems({ corsOrigins: ["https://www.techally.com:8443", value] })).toEqual([
    {
      path: "staging.storage.corsOrigins[1]",
      value,
      allowed: "an origin: https://, a host in lower case and, if need be, a port",
      fix: "write it as browsers send it, such as https://techally.com: no path, no slash at the end, no :443",
    },
  ]);
});

test("corsOrigins: an empty list would switch CORS off by accident", () => {
  expect(problems({ corsOrigins: [] })).toEqual([
    {
      path: "staging.storage.corsOrigins",
      value: [],
      allowed: "at least 1 entry",
      fix: "change the value to an allowed one",
    },
  ]);
});

test.each(["Upper", "under_score", "-start", "end-", "two--hyphens", "dot.ted", ""])("bucketSuffix: %j", (value) => {
  expect(problems({ bucketSuffix: value })).toEqual([
    {
      path: "staging.storage.bucketSuffix",
      value,
      allowed: "lower-case letters, digits and single hyphens between them",
      fix: "use something that is yours alone, such as the account id",
    },
  ]);
});

test("bucketSuffix: names have at most 63 characters, the standby's included", () => {
  const value = "a".repeat(34);
  const single = "techally-staging-static-assets-";
  expect(problems({ bucketSuffix: "a".repeat(32) })).toEqual([]);
  expect(problems({ bucketSuffix: value })).toEqual([
    {
      path: "staging.storage.bucketSuffix",
      value,
      allowed: "at most 32 characters with this prefix",
      fix: `shorten it: ${single}${value} has 65 characters, and S3 takes 63`,
    },
  ]);
  const standby = problems({ bucketSuffix: value }, { disasterRecovery: production.disasterRecovery });
  expect(standby[0]?.allowed).toBe("at most 29 characters with this prefix");
});

test("bucket names that AWS keeps for itself", () => {
  const allowed =
    "bucket names that neither start with xn--, sthree- or amzn-s3-demo-, nor end with -s3alias, --ol-s3, --x-s3 or --table-s3";
  expect(problems({ bucketSuffix: "own-s3alias" })).toEqual([
    {
      path: "staging.storage.bucketSuffix",
      value: "own-s3alias",
      allowed,
      fix: "choose another: AWS reserves names such as techally-staging-static-assets-own-s3alias",
    },
  ]);
  expect(problems({}, { prefix: "sthree-shop" })).toEqual([
    {
      path: "staging.prefix",
      value: "sthree-shop",
      allowed,
      fix: "choose another: AWS reserves names such as sthree-shop-static-assets",
    },
  ]);
});

test.each(["noncurrentVersionDays", "accessLogRetentionDays"])("%s is at least one day", (key) => {
  expect(problems({ [key]: 0 })).toEqual([
    { path: `staging.storage.${key}`, value: 0, allowed: "at least 1", fix: "change the value to an allowed one" },
  ]);
});

test("the file system takes the days and modes that EFS knows", () => {
  const input = { infrequentAccessAfterDays: 45, throughputMode: "provisioned" } as unknown as object;
  const fix = "change the value to an allowed one";
  expect(problems({ fileSystem: input })).toEqual([
    {
      path: "staging.storage.fileSystem.infrequentAccessAfterDays",
      value: 45,
      allowed: "1, 7, 14, 30, 60, 90, 180, 270, 365",
      fix,
    },
    {
      path: "staging.storage.fileSystem.throughputMode",
      value: "provisioned",
      allowed: '"elastic", "bursting"',
      fix,
    },
  ]);
});
