import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SharedFileSystem, type SharedFileSystemProps } from "../../../modules/storage/shared-file-system";
import { synthConstruct } from "../../support/synth";

function synthFileSystem(props: Partial<SharedFileSystemProps> = {}) {
  return synthConstruct((stack) => {
    new SharedFileSystem(stack, "files", {
      namePrefix: "acme",
      subnetIds: { "eu-west-1a": "subnet-a", "eu-west-1b": "subnet-b" },
      securityGroupIds: ["sg-1"],
      infrequentAccessAfterDays: 14,
      ...props,
    });
  });
}

const fileSystemId = "${aws_efs_file_system.shared.id}";

test("by default: elastic, encrypted with a key of its own, not to be destroyed", () => {
  const json = synthFileSystem();
  expect(json.text).toHaveResourceWithProperties(EfsFileSystem, { creation_token: "acme-shared" });
  expect(json.resource("aws_efs_file_system", "shared")).toEqual({
    creation_token: "acme-shared",
    encrypted: true,
    kms_key_id: "${aws_kms_key.file_system.arn}",
    performance_mode: "generalPurpose",
    throughput_mode: "elastic",
    lifecycle_policy: [
      { transition_to_ia: "AFTER_14_DAYS" },
      { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
    ],
    tags: { Name: "acme-shared-storage" },
    lifecycle: { prevent_destroy: true },
  });
  expect(json.text).toHaveResourceWithProperties(KmsKey, {
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(json.resource("aws_kms_alias", "file_system")).toEqual({
    name: "alias/acme-shared-storage",
    target_key_id: "${aws_kms_key.file_system.key_id}",
  });
});

test("a mount target in each zone, named after it", () => {
  const json = synthFileSystem();
  expect(json.names("aws_efs_mount_target")).toEqual(["shared_eu_west_1a", "shared_eu_west_1b"]);
  expect(json.resource("aws_efs_mount_target", "shared_eu_west_1b")).toEqual({
    file_system_id: fileSystemId,
    subnet_id: "subnet-b",
    security_groups: ["sg-1"],
  });
});

test("clients come over TLS and through an access point, and are never root", () => {
  const json = synthFileSystem();
  const everyone = [{ type: "AWS", identifiers: ["*"] }];
  const resources = ["${aws_efs_file_system.shared.arn}"];
  expect(json.data("aws_iam_policy_document", "shared").statement).toEqual([
    {
      sid: "MountThroughAccessPoints",
      actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      resources,
      principals: everyone,
      condition: [
        { test: "Bool", variable: "elasticfilesystem:AccessedViaMountTarget", values: ["true"] },
        { test: "Null", variable: "elasticfilesystem:AccessPointArn", values: ["false"] },
      ],
    },
    {
      sid: "DenyInsecureTransport",
      effect: "Deny",
      actions: ["elasticfilesystem:Client*"],
      resources,
      principals: everyone,
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ]);
  expect(json.resource("aws_efs_file_system_policy", "shared")).toEqual({
    file_system_id: fileSystemId,
    policy: "${data.aws_iam_policy_document.shared.json}",
  });
  expect(json.resource("aws_efs_access_point", "shared")).toEqual({
    file_system_id: fileSystemId,
    posix_user: { uid: 1000, gid: 1000 },
    root_directory: { path: "/shared", creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: "0770" } },
    tags: { Name: "acme-shared-storage" },
  });
});

test("EFS makes no backups beside the platform's", () => {
  expect(synthFileSystem().resource("aws_efs_backup_policy", "shared")).toEqual({
    file_system_id: fileSystemId,
    backup_policy: { status: "DISABLED" },
  });
});

test("throughputMode, preventDestroy and tags", () => {
  const json = synthFileSystem({ throughputMode: "bursting", preventDestroy: false, tags: { Team: "files" } });
  expect(json.resource("aws_efs_file_system", "shared")).toMatchObject({
    throughput_mode: "bursting",
    tags: { Name: "acme-shared-storage", Team: "files" },
    lifecycle: { prevent_destroy: false },
  });
  expect(json.resource("aws_kms_key", "file_system").lifecycle).toEqual({ prevent_destroy: false });
});

test("EFS writes one day in the singular", () => {
  const json = synthFileSystem({ infrequentAccessAfterDays: 1 });
  expect(json.resource("aws_efs_file_system", "shared").lifecycle_policy).toContainEqual({
    transition_to_ia: "AFTER_1_DAY",
  });
});
