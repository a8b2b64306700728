import { storageSection } from "../../../src/config/sections/storage";
import { bucketKinds } from "../../../src/config/values/bucket-kinds";
import { StorageStack, type StorageStackProps } from "../../../src/stacks/storage-stack";
import { testNetwork } from "../../support/producers";
import { fixtureStack } from "../../support/stack-json";
import { baseProps, synthApp } from "../../support/synth";

function synthStorage(props: Partial<StorageStackProps> = {}) {
  const stacks = synthApp((app) => {
    new StorageStack(app, "storage", {
      ...baseProps,
      namePrefix: "acme",
      storage: storageSection.parse(undefined),
      corsOrigins: ["https://acme.test"],
      network: testNetwork,
      ...props,
    });
  });
  if (!stacks.storage) throw new Error("the stack was not synthesized");
  return stacks.storage;
}

const names = (stack: ReturnType<typeof synthStorage>) =>
  stack.names("aws_s3_bucket").map((name) => stack.resource("aws_s3_bucket", name).bucket);

test("src/stacks/storage-stack.ts has a bucket for each kind of src/config/values/bucket-kinds.ts, called prefix and kind", () => {
  expect(names(synthStorage()).sort()).toEqual(bucketKinds.map((kind) => `acme-${kind}`).sort());
});

test("bucketSuffix ends every name, and the log bucket's policy follows", () => {
  const stack = synthStorage({ storage: storageSection.parse({ bucketSuffix: "7f3a" }) });
  expect(names(stack).sort()).toEqual(bucketKinds.map((kind) => `acme-${kind}-7f3a`).sort());
  const logged = bucketKinds.filter((kind) => kind !== "logs").map((kind) => `arn:aws:s3:::acme-${kind}-7f3a`);
  expect(JSON.stringify(stack.data("aws_iam_policy_document", "logs"))).toContain(JSON.stringify(logged));
});

test("CORS: the bucket answers the origins that it is given", () => {
  const corsOrigins = ["https://a.test", "https://b.test"];
  expect(synthStorage({ corsOrigins }).resource("aws_s3_bucket_cors_configuration", "static_assets").cors_rule).toEqual(
    [expect.objectContaining({ allowed_origins: corsOrigins })],
  );
});

test("the static assets' policy is left to the edge stack", () => {
  expect(synthStorage().names("aws_s3_bucket_policy")).not.toContain("static_assets");
});

test("retention of versions and of logs", () => {
  const storage = storageSection.parse({ noncurrentVersionDays: 12, accessLogRetentionDays: 34 });
  const stack = synthStorage({ storage });
  const rules = (name: string) => stack.resource("aws_s3_bucket_lifecycle_configuration", name).rule;
  for (const name of ["backups", "media", "static_assets"]) {
    expect(rules(name)).toContainEqual(
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 12 }] }),
    );
  }
  for (const name of ["logs", "cdn_logs"]) {
    expect(rules(name)).toContainEqual(expect.objectContaining({ expiration: [{ days: 34 }] }));
  }
});

test("without deletionProtection nothing is held back", () => {
  const stack = synthStorage({ storage: storageSection.parse({ deletionProtection: false }) });
  for (const name of stack.names("aws_s3_bucket")) {
    expect(stack.resource("aws_s3_bucket", name)).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  }
  expect(stack.resource("aws_efs_file_system", "shared").lifecycle).toEqual({ prevent_destroy: false });
});

test.each(["staging", "production"])("CORS: %s: bucket and distribution name the same origins", (environment) => {
  const [rule] = fixtureStack(`${environment}-storage`).resource("aws_s3_bucket_cors_configuration", "static_assets")
    .cors_rule as { allowed_origins: string[] }[];
  const policy = fixtureStack(`${environment}-edge`).resource("aws_cloudfront_response_headers_policy", "static");
  expect(policy.cors_config).toMatchObject({ access_control_allow_origins: { items: rule?.allowed_origins } });
});
