import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { fixtureOutput } from "../support/output-folder";
import { fixtureStack, stackDependencies } from "../support/stack-json";

const primary = fixtureStack("production-storage");
const standby = fixtureStack("production-dr-storage");
const bucket = (name: string) => `\${aws_s3_bucket.${name}.id}`;

describe("§6.1 static assets bucket", () => {
  test("aws_s3_bucket.static_assets is techally-static-assets", () => {
    expect(primary.text).toHaveResourceWithProperties(S3Bucket, { bucket: "techally-static-assets" });
    expect(primary.resource("aws_s3_bucket", "static_assets").bucket).toBe("techally-static-assets");
  });

  test("versioning is enabled", () => {
    expect(primary.resource("aws_s3_bucket_versioning", "static_assets")).toEqual({
      bucket: bucket("static_assets"),
      versioning_configuration: { status: "Enabled" },
    });
  });

  test("the public is blocked, unlike in the document: only the distribution reads the bucket", () => {
    expect(primary.resource("aws_s3_bucket_public_access_block", "static_assets")).toEqual({
      bucket: bucket("static_assets"),
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("CORS", () => {
    expect(primary.resource("aws_s3_bucket_cors_configuration", "static_assets")).toEqual({
      bucket: bucket("static_assets"),
      cors_rule: [
        {
          allowed_headers: ["*"],
          allowed_methods: ["GET", "HEAD"],
          allowed_origins: ["https://techally.com"],
          expose_headers: ["ETag"],
          max_age_seconds: 3000,
        },
      ],
    });
  });

  test("CloudFront's access identity can read what S3's own keys encrypt", () => {
    expect(primary.resource("aws_s3_bucket_server_side_encryption_configuration", "static_assets").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });
});

describe("§6.1 media bucket", () => {
  test("aws_s3_bucket.media is techally-media", () => {
    expect(primary.resource("aws_s3_bucket", "media").bucket).toBe("techally-media");
  });

  test("lifecycle: transition-to-ia after 30 days, GLACIER after 90, for every object", () => {
    const { bucket: of, rule } = primary.resource("aws_s3_bucket_lifecycle_configuration", "media");
    expect(of).toBe(bucket("media"));
    expect(rule).toEqual([
      {
        id: "transition-to-ia",
        status: "Enabled",
        filter: [{}],
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 90, storage_class: "GLACIER" },
        ],
      },
      expect.objectContaining({ id: "clean-up" }),
    ]);
  });

  test("intelligent tiering: media-tiering, ARCHIVE_ACCESS after 90 days, DEEP_ARCHIVE_ACCESS after 180", () => {
    expect(primary.resource("aws_s3_bucket_intelligent_tiering_configuration", "media")).toEqual({
      bucket: bucket("media"),
      name: "media-tiering",
      tiering: [
        { access_tier: "ARCHIVE_ACCESS", days: 90 },
        { access_tier: "DEEP_ARCHIVE_ACCESS", days: 180 },
      ],
    });
  });
});

describe("§6.1 all buckets", () => {
  const documented = ["backups", "cdn_logs", "logs", "media", "static_assets"];

  test.each([
    ["production", primary, "techally"],
    ["the standby region", standby, "techally-dr"],
  ])("%s: names, versions, TLS and encryption", (_, stack, prefix) => {
    expect(stack.names("aws_s3_bucket")).toEqual(expect.arrayContaining(documented));
    for (const name of stack.names("aws_s3_bucket")) {
      expect(stack.resource("aws_s3_bucket", name)).toEqual({
        bucket: `${prefix}-${name.replaceAll("_", "-")}`,
        lifecycle: { prevent_destroy: true },
      });
      expect(stack.resource("aws_s3_bucket_versioning", name).versioning_configuration).toEqual({ status: "Enabled" });
      expect(Object.values(stack.resource("aws_s3_bucket_public_access_block", name)).filter(Boolean)).toHaveLength(5);
      expect(stack.names("aws_s3_bucket_server_side_encryption_configuration")).toContain(name);
    }
  });

  test("the edge stack owns the static buckets' policies, since the distribution reads either region's", () => {
    for (const stack of [primary, standby]) {
      const others = stack.names("aws_s3_bucket").filter((name) => name !== "static_assets");
      expect(stack.names("aws_s3_bucket_policy")).toEqual(others);
    }
  });

  test("only CloudFront's log bucket has ACLs", () => {
    for (const name of primary.names("aws_s3_bucket")) {
      expect(primary.resource("aws_s3_bucket_ownership_controls", name).rule).toEqual({
        object_ownership: name === "cdn_logs" ? "BucketOwnerPreferred" : "BucketOwnerEnforced",
      });
    }
  });

  test("requests to every bucket but the log bucket itself are recorded", () => {
    const others = primary.names("aws_s3_bucket").filter((name) => name !== "logs");
    expect(primary.names("aws_s3_bucket_logging")).toEqual(others);
  });
});

describe("§6.2 shared file system", () => {
  test("aws_efs_file_system.shared, argument for argument", () => {
    expect(primary.text).toHaveResource(EfsFileSystem);
    expect(primary.resource("aws_efs_file_system", "shared")).toMatchObject({
      creation_token: "techally-shared",
      encrypted: true,
      performance_mode: "generalPurpose",
      throughput_mode: "elastic",
      lifecycle_policy: [
        { transition_to_ia: "AFTER_30_DAYS" },
        { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
      ],
      tags: { Name: "techally-shared-storage", Environment: "production" },
    });
  });

  test.each([
    ["production", primary, "production_network", ["us_east_1a", "us_east_1b", "us_east_1c"]],
    ["the standby region", standby, "production_dr_network", ["us_west_2a", "us_west_2b"]],
  ])("%s: a mount target in each private subnet, with the efs security group", (_, stack, network, zones) => {
    expect(stack.names("aws_efs_mount_target")).toEqual(zones.map((zone) => `shared_${zone}`));
    const outputs = `data.terraform_remote_state.${network}.outputs`;
    for (const zone of zones) {
      expect(stack.resource("aws_efs_mount_target", `shared_${zone}`)).toEqual({
        file_system_id: "${aws_efs_file_system.shared.id}",
        subnet_id: `\${${outputs}.aws_subnet_private_${zone}_id}`,
        security_groups: [`\${${outputs}.aws_security_group_efs_id}`],
      });
    }
  });

  test("the standby region has a file system of its own, writable before a failover", () => {
    expect(standby.resource("aws_efs_file_system", "shared").creation_token).toBe("techally-dr-shared");
    expect(primary.names("aws_efs_replication_configuration")).toEqual([]);
  });
});

describe("§9.1 application data", () => {
  const copied = ["backups", "media", "static_assets"];

  test("s3.versioning: enabled on both sides of every copy", () => {
    for (const stack of [primary, standby]) {
      for (const name of copied) {
        expect(stack.resource("aws_s3_bucket_versioning", name).versioning_configuration).toEqual({
          status: "Enabled",
        });
      }
    }
  });

  test("s3.cross_region_replication: to us-west-2, as STANDARD_IA", () => {
    expect(standby.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    expect(primary.names("aws_s3_bucket_replication_configuration")).toEqual(expect.arrayContaining(copied));
    const outputs = "data.terraform_remote_state.production_dr_storage.outputs";
    for (const name of copied) {
      expect(primary.resource("aws_s3_bucket_replication_configuration", name)).toMatchObject({
        bucket: bucket(name),
        rule: [
          {
            status: "Enabled",
            destination: { bucket: `\${${outputs}.aws_s3_bucket_${name}_arn}`, storage_class: "STANDARD_IA" },
          },
        ],
      });
    }
  });

  test("s3.cross_region_replication: the standby's buckets are there first, and are copied nowhere", () => {
    const dependencies = stackDependencies(fixtureOutput());
    expect(dependencies["production-storage"]).toContain("production-dr-storage");
    expect(standby.names("aws_s3_bucket_replication_configuration")).toEqual([]);
  });

  test("s3.lifecycle_policies: 30 and 90 days, for the copies too", () => {
    const rules = (stack: typeof primary) => stack.resource("aws_s3_bucket_lifecycle_configuration", "media").rule;
    expect(rules(standby)).toEqual(rules(primary));
    expect(rules(standby)).toContainEqual(
      expect.objectContaining({
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 90, storage_class: "GLACIER" },
        ],
      }),
    );
  });

  test("efs.backup_policy: the backup plan alone makes backups", () => {
    for (const stack of [primary, standby]) {
      expect(stack.resource("aws_efs_backup_policy", "shared").backup_policy).toEqual({ status: "DISABLED" });
    }
  });

  test("kubernetes.etcd.storage: techally-backups keeps its objects in a class that can be read at once", () => {
    expect(primary.resource("aws_s3_bucket", "backups").bucket).toBe("techally-backups");
    expect(primary.resource("aws_s3_bucket_lifecycle_configuration", "backups").rule).toEqual([
      expect.not.objectContaining({ transition: expect.anything() }),
    ]);
  });
});

describe("§9.1 the other environments", () => {
  test.each(["staging", "development"])("%s copies nothing to another region", (name) => {
    const stack = fixtureStack(`${name}-storage`);
    expect(stack.names("aws_s3_bucket_replication_configuration")).toEqual([]);
    expect(stack.resource("aws_s3_bucket", "media").bucket).toBe(`techally-${name}-media`);
    expect(stack.resource("aws_s3_bucket_cors_configuration", "static_assets").cors_rule).toEqual([
      expect.objectContaining({
        allowed_origins: [`https://${name}.techally.com`, `https://www.${name}.techally.com`],
      }),
    ]);
  });

  test("only development can be torn down with its data", () => {
    expect(fixtureStack("staging-storage").resource("aws_s3_bucket", "media").lifecycle).toEqual({
      prevent_destroy: true,
    });
    expect(fixtureStack("development-storage").resource("aws_s3_bucket", "media")).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });
});
