import { Aws } from "../../../src/lifecycle/aws";
import { describeLeftovers, findLeftovers, removeLeftovers } from "../../../src/lifecycle/leftovers/find-leftovers";
import { Terraform } from "../../../src/lifecycle/terraform";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { type Answer, FakeMachine, notFound } from "../../support/fake-machine";
import { fixtureOutput } from "../../support/output-folder";

const shipped = new SynthesizedStacks(fixtureOutput());

/** An account in which nothing of an environment is left. */
const nothing: Record<string, Answer> = {
  "aws eks": notFound(),
  "aws rds describe-db-instances": notFound("DBInstanceNotFound"),
  "aws rds describe-db-snapshots": { DBSnapshots: [] },
  "aws rds describe-db-instance-automated-backups": { DBInstanceAutomatedBackups: [] },
  "aws elasticache describe-replication-groups": notFound("ReplicationGroupNotFoundFault"),
  "aws elasticache describe-snapshots": { Snapshots: [] },
  "aws lambda": notFound(),
  "aws logs describe-log-groups": { logGroups: [] },
  "aws ec2 describe-volumes": { Volumes: [] },
  "aws ec2 describe-snapshots": { Snapshots: [] },
  "aws ec2 describe-network-interfaces": { NetworkInterfaces: [] },
  "aws resourcegroupstaggingapi": { ResourceTagMappingList: [] },
  "aws kms list-keys": { Keys: [] },
  "aws secretsmanager list-secrets": { SecretList: [] },
  "aws backup list-backup-vaults": { BackupVaultList: [] },
  // What AWS says of a vault that is not there.
  "aws backup list-recovery-points-by-backup-vault": notFound("AccessDeniedException"),
  "aws ecr list-images": notFound("RepositoryNotFoundException"),
};

function find(stacks: readonly string[], answers: Readonly<Record<string, Answer>>) {
  const machine = new FakeMachine({ ...nothing, ...answers });
  const aws = new Aws(machine);
  const found = findLeftovers(shipped, stacks, new Terraform(shipped, machine), aws);
  return { machine, aws, ...found };
}

const ours = { Key: "Cluster", Value: "techally-development" };

const names = (leftovers: readonly { kind: string; name: string }[]) =>
  leftovers.map(({ kind, name }) => `${kind} ${name}`);

describe("what is left of", () => {
  test("an environment without anything left: nothing, in every kind of stack", () => {
    const { leftovers } = find(
      shipped.names.filter((stack) => stack.startsWith("production-")),
      {},
    );
    expect(describeLeftovers(leftovers)).toBe("nothing is left\n");
  });

  test("a cluster: its log group, volumes, their snapshots, load balancers and interfaces", () => {
    const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer";
    const { leftovers, machine } = find(["development-cluster"], {
      "aws logs describe-log-groups --log-group-name-prefix /aws/eks/techally-development/": {
        logGroups: [{ logGroupName: "/aws/eks/techally-development/cluster" }],
      },
      "aws ec2 describe-volumes": {
        Volumes: [
          { VolumeId: "vol-1", Size: 20, Tags: [ours] },
          {
            VolumeId: "vol-2",
            Size: 20,
            Tags: [{ Key: "kubernetes.io/cluster/techally-development", Value: "owned" }],
          },
          { VolumeId: "vol-3", Size: 20, Tags: [{ Key: "Cluster", Value: "techally-staging" }] },
        ],
      },
      "aws ec2 describe-snapshots": { Snapshots: [{ SnapshotId: "snap-1", VolumeSize: 20, Tags: [ours] }] },
      "aws ec2 describe-network-interfaces": { NetworkInterfaces: [{ NetworkInterfaceId: "eni-1" }] },
      "aws resourcegroupstaggingapi": {
        ResourceTagMappingList: [{ ResourceARN: `${arn}/net/a1/b2` }, { ResourceARN: `${arn}/a3` }],
      },
    });
    expect(names(leftovers)).toEqual([
      "volume vol-1",
      "volume vol-2",
      "volume snapshot snap-1",
      "load balancer net/a1/b2",
      "load balancer a3",
      "network interface eni-1",
      "log group /aws/eks/techally-development/cluster",
    ]);
    expect(machine.callsOf("aws ec2 describe-snapshots --owner-ids self")).toHaveLength(1);
  });

  test("databases and caches: snapshots, backups that were kept, secrets that can be recovered, keys that wait", () => {
    const arn = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-1";
    const { leftovers } = find(["staging-data"], {
      "aws rds describe-db-snapshots": { DBSnapshots: [{ DBSnapshotIdentifier: "techally-staging-primary-final-1a" }] },
      "aws rds describe-db-instance-automated-backups": {
        DBInstanceAutomatedBackups: [{ DbiResourceId: "db-1", DBInstanceAutomatedBackupsArn: arn }],
      },
      "aws elasticache describe-snapshots": {
        Snapshots: [
          { SnapshotName: "techally-staging-redis-final-1a" },
          { SnapshotName: "by-hand", ReplicationGroupId: "techally-staging-redis" },
          { SnapshotName: "techally-redis-final-1a", ReplicationGroupId: "techally-redis" },
        ],
      },
      "aws secretsmanager list-secrets --include-planned-deletion --filters Key=name,Values=techally-staging/database-credentials":
        {
          SecretList: [
            { Name: "techally-staging/database-credentials", DeletedDate: "2026-11-01" },
            { Name: "techally-staging/database-credentials-2", DeletedDate: "2026-11-01" },
          ],
        },
      "aws kms list-keys": { Keys: ["k1", "k2", "k3", "k4"].map((KeyId) => ({ KeyId })) },
      "aws kms describe-key": { KeyMetadata: { KeyState: "Enabled", Description: "" } },
      "aws kms describe-key --key-id k2": {
        KeyMetadata: {
          KeyState: "PendingDeletion",
          Description: "Encrypts the databases and caches of techally-staging",
          DeletionDate: "2026-12-25T00:00:00Z",
        },
      },
      "aws kms describe-key --key-id k4": notFound("AccessDeniedException"),
      "aws kms describe-key --key-id k3": { KeyMetadata: { KeyState: "PendingDeletion", Description: "Others'" } },
    });
    expect(names(leftovers)).toEqual([
      "secret techally-staging/database-credentials",
      "key k2",
      "database snapshot techally-staging-primary-final-1a",
      "automated backups techally-staging-primary (db-1)",
      "cache snapshot techally-staging-redis-final-1a",
      "cache snapshot by-hand",
    ]);
    expect(describeLeftovers(leftovers)).toContain("AWS deletes it on 2026-12-25, what it encrypts is lost then");
  });

  test("a standby: the primary's automated backups that were replicated", () => {
    const { leftovers } = find(["production-dr-data"], {
      "aws rds describe-db-instance-automated-backups --db-instance-identifier techally-primary --region us-west-2": {
        DBInstanceAutomatedBackups: [{ DbiResourceId: "db-1", DBInstanceAutomatedBackupsArn: "arn:backup" }],
      },
    });
    expect(names(leftovers)).toEqual(["automated backups techally-primary (db-1)"]);
  });

  test("functions, vaults and repositories", () => {
    const { leftovers } = find(["production-backup", ...withRepositories()], {
      "aws logs describe-log-groups --log-group-name-prefix /aws/lambda/techally-redis-snapshots": {
        logGroups: [
          { logGroupName: "/aws/lambda/techally-redis-snapshots" },
          { logGroupName: "/aws/lambda/techally-redis-snapshots-of-others" },
        ],
      },
      "aws backup list-backup-vaults": {
        BackupVaultList: [
          { BackupVaultName: "techally-backup-vault" },
          { BackupVaultName: "techally-dr-backup-vault" },
        ],
      },
      "aws backup list-recovery-points-by-backup-vault": {
        RecoveryPoints: [{ RecoveryPointArn: "arn:point", ResourceType: "EFS" }],
      },
      "aws ecr list-images": { imageIds: [{ imageDigest: "sha256:1" }, { imageDigest: "sha256:1" }] },
    });
    expect(names(leftovers.filter(({ region }) => region === "us-east-1"))).toEqual([
      "log group /aws/lambda/techally-redis-snapshots",
      "recovery point arn:point",
      "images auth-service",
    ]);
    expect(leftovers.find(({ kind }) => kind === "images")?.note).toContain("1 images");
    expect(leftovers.filter(({ region }) => region === "us-west-2")).not.toEqual([]);
  });

  test("what is deployed: nothing, even where the state says that it is not", () => {
    const volumes = { "aws ec2 describe-volumes": { Volumes: [{ VolumeId: "vol-1", Size: 20, Tags: [ours] }] } };
    const stated = find(["development-cluster"], { ...volumes, terraform: "aws_eks_cluster.main\n" });
    expect(stated).toMatchObject({ deployed: ["development-cluster"], leftovers: [] });
    const there = find(["development-cluster"], { ...volumes, "aws eks describe-cluster": { cluster: {} } });
    expect(there.leftovers).toEqual([]);
    const database = { "aws rds describe-db-snapshots": { DBSnapshots: [{ DBSnapshotIdentifier: "nightly" }] } };
    expect(
      find(["staging-data"], { ...database, "aws rds describe-db-instances": { DBInstances: [] } }).leftovers,
    ).toEqual([]);
  });
});

describe("removing it", () => {
  const left = () =>
    find(["development-cluster"], {
      "aws ec2 describe-volumes": { Volumes: [{ VolumeId: "vol-1", Size: 20, Tags: [ours] }] },
      "aws ec2 describe-snapshots": { Snapshots: [{ SnapshotId: "snap-1", VolumeSize: 20, Tags: [ours] }] },
      "aws ec2 delete-volume": notFound("InvalidVolume.NotFound"),
    });

  test("copies of data stay", () => {
    const { leftovers, aws, machine } = left();
    expect(names(removeLeftovers(leftovers, aws, machine, { backups: false }))).toEqual(["volume snapshot snap-1"]);
    expect(machine.callsOf("aws ec2 delete")).toEqual([
      "aws ec2 delete-volume --volume-id vol-1 --region us-east-1 --output json",
    ]);
  });

  test("unless they are asked for", () => {
    const { leftovers, aws, machine } = left();
    expect(removeLeftovers(leftovers, aws, machine, { backups: true })).toEqual([]);
    expect(machine.callsOf("aws ec2 delete-snapshot --snapshot-id snap-1")).toHaveLength(1);
  });

  test("keys go by themselves", () => {
    const key = { kind: "key", region: "us-east-1", name: "k1", isBackup: false };
    const machine = new FakeMachine();
    expect(removeLeftovers([key], new Aws(machine), machine, { backups: true })).toEqual([key]);
    expect(machine.calls).toEqual([]);
  });
});

/** Stacks of production that hold image repositories. */
function withRepositories(): string[] {
  return shipped.names.filter(
    (stack) => stack.startsWith("production-") && shipped.read(stack).resource?.aws_ecr_repository !== undefined,
  );
}
