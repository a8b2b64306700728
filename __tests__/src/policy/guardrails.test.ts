import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { boundarySid } from "../../../modules/delivery/permissions-boundary";
import { enforceGuardrails, rules } from "../../../src/policy/guardrails";
import { synthConstruct } from "../../support/synth";

/** Each rule with what breaks it and what keeps it. */
const cases: readonly {
  readonly rule: string;
  readonly title: string;
  readonly message: RegExp;
  readonly broken: (scope: Construct) => void;
  readonly fixed: (scope: Construct) => void;
}[] = [
  {
    rule: "block-public-buckets",
    title: "a bucket without a public access block",
    message: /has no aws_s3_bucket_public_access_block/,
    broken: (scope) => new S3Bucket(scope, "media", {}),
    fixed: (scope) => publicAccess(scope, true),
  },
  {
    rule: "block-public-buckets",
    title: "a bucket whose block leaves a gap",
    message: /block_public_policy is not true/,
    broken: (scope) => publicAccess(scope, false),
    fixed: (scope) => publicAccess(scope, true),
  },
  {
    rule: "encrypt-storage",
    title: "a database in the clear",
    message: /storage_encrypted is not true/,
    broken: (scope) => database(scope, { publiclyAccessible: false }),
    fixed: (scope) => database(scope, { publiclyAccessible: false, storageEncrypted: true }),
  },
  {
    rule: "encrypt-storage",
    title: "a file system in the clear",
    message: /encrypted is not true/,
    broken: (scope) => new EfsFileSystem(scope, "shared", {}),
    fixed: (scope) => new EfsFileSystem(scope, "shared", { encrypted: true }),
  },
  {
    rule: "encrypt-storage",
    title: "a cache without TLS",
    message: /transit_encryption_enabled is not true/,
    broken: (scope) => cache(scope, false),
    fixed: (scope) => cache(scope, true),
  },
  {
    rule: "keep-databases-private",
    title: "a database on the internet",
    message: /publicly_accessible is not false/,
    broken: (scope) => database(scope, { storageEncrypted: true }),
    fixed: (scope) => database(scope, { storageEncrypted: true, publiclyAccessible: false }),
  },
  {
    rule: "limit-internet-ingress",
    title: "SSH from anywhere",
    message: /ports 22-22 are open to the internet; only ports 80 and 443 may be/,
    broken: (scope) => ingress(scope, 22, 22, "0.0.0.0/0"),
    fixed: (scope) => ingress(scope, 22, 22, "10.0.0.0/16"),
  },
  {
    rule: "limit-internet-ingress",
    title: "a range of ports from anywhere",
    message: /ports 80-443 are open to the internet/,
    broken: (scope) => ingress(scope, 80, 443, "0.0.0.0/0"),
    fixed: (scope) => ingress(scope, 443, 443, "0.0.0.0/0"),
  },
  {
    rule: "name-actions",
    title: "a policy that allows a whole service",
    message: /a statement allows s3:\*; list the actions/,
    broken: (scope) => policy(scope, "s3:*"),
    fixed: (scope) => policy(scope, "s3:GetObject"),
  },
  {
    rule: "name-actions",
    title: "a policy that allows everything but something, and is no permissions boundary",
    message: /a statement allows everything but iam:\*; list the actions/,
    broken: (scope) => allBut(scope, "Services"),
    fixed: (scope) => allBut(scope, boundarySid),
  },
  {
    rule: "require-instance-metadata-v2",
    title: "instances that answer without a token",
    message: /http_tokens is not "required"/,
    broken: (scope) => new LaunchTemplate(scope, "nodes", { metadataOptions: { httpTokens: "optional" } }),
    fixed: (scope) => new LaunchTemplate(scope, "nodes", { metadataOptions: { httpTokens: "required" } }),
  },
  {
    rule: "retain-logs",
    title: "a log group that grows for ever",
    message: /retention_in_days is missing/,
    broken: (scope) => new CloudwatchLogGroup(scope, "app", {}),
    fixed: (scope) => new CloudwatchLogGroup(scope, "app", { retentionInDays: 30 }),
  },
  {
    rule: "rotate-keys",
    title: "a key that never changes",
    message: /enable_key_rotation is not true/,
    broken: (scope) => new KmsKey(scope, "data", {}),
    fixed: (scope) => new KmsKey(scope, "data", { enableKeyRotation: true }),
  },
];

function publicAccess(scope: Construct, blockPublicPolicy: boolean): void {
  const { id } = new S3Bucket(scope, "media", {});
  const flags = { blockPublicAcls: true, ignorePublicAcls: true, restrictPublicBuckets: true, blockPublicPolicy };
  new S3BucketPublicAccessBlock(new Construct(scope, "access"), "media", { bucket: id, ...flags });
}

function database(scope: Construct, config: { publiclyAccessible?: boolean; storageEncrypted?: boolean }): void {
  new DbInstance(scope, "primary", { instanceClass: "db.t4g.micro", ...config });
}

function cache(scope: Construct, transitEncryptionEnabled: boolean): void {
  const encryption = { atRestEncryptionEnabled: "true", transitEncryptionEnabled };
  new ElasticacheReplicationGroup(scope, "redis", { replicationGroupId: "redis", description: "cache", ...encryption });
}

function ingress(scope: Construct, fromPort: number, toPort: number, cidr: string): void {
  new SecurityGroup(scope, "web", { ingress: [{ fromPort, toPort, protocol: "tcp", cidrBlocks: [cidr] }] });
}

function allBut(scope: Construct, sid: string): void {
  new DataAwsIamPolicyDocument(scope, "most", { statement: [{ sid, notActions: ["iam:*"], resources: ["*"] }] });
}

function policy(scope: Construct, action: string): void {
  new DataAwsIamPolicyDocument(scope, "access", {
    statement: [{ actions: [action], resources: ["arn:aws:s3:::b/*"] }],
  });
}

/** Synthesizes with the guardrails on. */
function guarded(build: (scope: Construct) => void): void {
  synthConstruct((stack) => {
    enforceGuardrails(stack);
    build(stack);
  });
}

test.each(cases)("$rule: $title fails, its fix passes", ({ rule, message, broken, fixed }) => {
  expect(() => guarded(broken)).toThrow(new RegExp(`\\[test/.*\\] ${rule}: .*${message.source}`));
  expect(() => guarded(fixed)).not.toThrow();
});

test("every rule has a case", () => {
  expect([...new Set(cases.map(({ rule }) => rule))]).toEqual(rules.map(({ name }) => name));
});

test("a statement that denies may name a whole service, and a key's owner may do everything with the key", () => {
  expect(() =>
    guarded((scope) => {
      new DataAwsIamPolicyDocument(scope, "access", {
        statement: [
          { effect: "Deny", actions: ["s3:*"], resources: ["*"] },
          { sid: "EnableIAMUserPermissions", actions: ["kms:*"], resources: ["*"] },
        ],
      });
    }),
  ).not.toThrow();
});
