import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { fixtureStack, fixtureStacks } from "../support/stack-json";

describe("§1.1 Route 53 DNS", () => {
  test.each([
    ["production-dns", "techally.com"],
    ["staging-dns", "staging.techally.com"],
    ["development-dns", "development.techally.com"],
  ])("%s holds the zone %s and prints its name servers", (name, domain) => {
    const stack = fixtureStack(name);
    expect(stack.text).toHaveResourceWithProperties(Route53Zone, { name: domain });
    expect(stack.outputs.name_servers?.value).toBe("${aws_route53_zone.main.name_servers}");
  });
});

describe("§1.2 technology stack: Terraform 1.5+", () => {
  test.each(fixtureStacks())("%s asks for a Terraform that locks state in S3 by itself", (name) => {
    expect(fixtureStack(name).root.terraform?.required_version).toBe(">= 1.11.0, < 2.0.0");
  });
});

describe("remote state", () => {
  test.each(fixtureStacks().filter((name) => name !== "bootstrap"))("%s has a workspace of its own", (name) => {
    expect(fixtureStack(name).root.terraform?.cloud).toEqual({
      organization: "techally",
      workspaces: { name: `techally-${name}` },
    });
  });

  const bootstrap = fixtureStack("bootstrap");

  test("bootstrap keeps its own state in a file", () => {
    expect(bootstrap.root.terraform).not.toHaveProperty("cloud");
    expect(bootstrap.root.terraform?.backend).toHaveProperty("local");
  });

  test("bootstrap's bucket is versioned, encrypted with its own key, closed and kept", () => {
    expect(bootstrap.resource("aws_s3_bucket", "terraform_state")).toMatchObject({
      bucket: "techally-terraform-state",
      lifecycle: { prevent_destroy: true },
    });
    expect(bootstrap.resource("aws_s3_bucket_versioning", "terraform_state")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(bootstrap.resource("aws_s3_bucket_server_side_encryption_configuration", "terraform_state").rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: "${aws_kms_key.terraform_state.arn}",
          sse_algorithm: "aws:kms",
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(bootstrap.resource("aws_s3_bucket_public_access_block", "terraform_state")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(bootstrap.resource("aws_kms_alias", "terraform_state").name).toBe("alias/techally-terraform-state");
    expect(bootstrap.resource("aws_kms_key", "terraform_state")).toMatchObject({ enable_key_rotation: true });
  });

  test("bootstrap's bucket answers over TLS only and forgets old versions after a year", () => {
    expect(bootstrap.data("aws_iam_policy_document", "terraform_state").statement).toContainEqual(
      expect.objectContaining({
        effect: "Deny",
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      }),
    );
    expect(bootstrap.resource("aws_s3_bucket_lifecycle_configuration", "terraform_state").rule).toEqual([
      expect.objectContaining({
        status: "Enabled",
        noncurrent_version_expiration: [{ newer_noncurrent_versions: 20, noncurrent_days: 365 }],
      }),
    ]);
  });
});
