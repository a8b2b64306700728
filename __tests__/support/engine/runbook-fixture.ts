import type { EmulatorClient } from "./emulator-client";

const account = "123456789012";

interface Region {
  readonly region: string;
  /** First part of the names. */
  readonly prefix: string;
  readonly cluster: string;
  readonly nodeGroups: readonly string[];
}

const east: Region = {
  region: "us-east-1",
  prefix: "techally",
  cluster: "techally-production",
  nodeGroups: ["general-workloads"],
};
const west: Region = {
  region: "us-west-2",
  prefix: "techally-dr",
  cluster: "techally-production-dr",
  nodeGroups: ["compute-intensive", "memory-intensive"],
};

/**
 * What the runbooks find in an account: the production platform, as far as their commands touch it, an object that was
 * deleted and one that was overwritten, a secret and a key about to go.
 */
export async function buildRunbookAccount(aws: EmulatorClient): Promise<void> {
  const [eastSite, westSite] = await Promise.all([buildSite(aws, east), buildSite(aws, west)]);
  await Promise.all([
    buildDatabases(aws),
    buildCache(aws),
    buildObjects(aws),
    buildSecrets(aws),
    buildRecords(aws, eastSite, westSite),
  ]);
}

/** A load balancer as DNS sees it. */
interface Target {
  readonly dnsName: string;
  readonly zoneId: string;
}

/** Security groups, load balancer with two healthy nodes, subnet group and cluster of one region. */
async function buildSite(aws: EmulatorClient, { region, prefix, cluster, nodeGroups }: Region): Promise<Target> {
  const group = async (name: string) => {
    const parameters = { GroupName: `${prefix}-${name}-sg`, GroupDescription: name };
    return (await aws.query("ec2", region, "CreateSecurityGroup", parameters)).first("groupId");
  };
  const [nodes, database] = [await group("eks-nodes"), await group("database")];
  await aws.query("ec2", region, "AuthorizeSecurityGroupIngress", {
    GroupId: database,
    "IpPermissions.1.IpProtocol": "tcp",
    "IpPermissions.1.FromPort": 5432,
    "IpPermissions.1.ToPort": 5432,
    "IpPermissions.1.Groups.1.GroupId": nodes,
  });
  const subnets = (await aws.query("ec2", region, "DescribeSubnets")).all("subnetId").slice(0, 2);
  await aws.query("rds", region, "CreateDBSubnetGroup", {
    DBSubnetGroupName: `${prefix}-database`,
    DBSubnetGroupDescription: "database",
    ...numbered("SubnetIds.SubnetIdentifier", subnets),
  });
  const roleArn = `arn:aws:iam::${account}:role/${cluster}`;
  const network = { subnetIds: subnets };
  await aws.rest(
    "eks",
    region,
    "POST",
    "/clusters",
    JSON.stringify({ name: cluster, roleArn, resourcesVpcConfig: network }),
  );
  for (const nodegroupName of nodeGroups) {
    const scalingConfig = { minSize: 1, desiredSize: 1, maxSize: 10 };
    const body = JSON.stringify({ nodegroupName, nodeRole: `${roleArn}-nodes`, subnets, scalingConfig });
    await aws.rest("eks", region, "POST", `/clusters/${cluster}/node-groups`, body);
  }
  return buildLoadBalancer(aws, region, prefix, subnets);
}

async function buildLoadBalancer(aws: EmulatorClient, region: string, prefix: string, subnets: readonly string[]) {
  const call = (action: string, parameters: Parameters<EmulatorClient["query"]>[3]) =>
    aws.query("elasticloadbalancing", region, action, parameters);
  const loadBalancer = await call("CreateLoadBalancer", {
    Name: `${prefix}-alb`,
    ...numbered("Subnets.member", subnets),
  });
  const vpc = (await aws.query("ec2", region, "DescribeVpcs")).first("vpcId");
  const targetGroup = await call("CreateTargetGroup", {
    Name: `${prefix}-gw-30080`,
    Protocol: "HTTP",
    Port: 30080,
    VpcId: vpc,
  });
  const targetGroupArn = targetGroup.first("TargetGroupArn");
  await call("CreateListener", {
    LoadBalancerArn: loadBalancer.first("LoadBalancerArn"),
    Protocol: "HTTP",
    Port: 80,
    "DefaultActions.member.1.Type": "forward",
    "DefaultActions.member.1.TargetGroupArn": targetGroupArn,
  });
  const run = { ImageId: "ami-12c6146b", MinCount: 2, MaxCount: 2 };
  const instances = (await aws.query("ec2", region, "RunInstances", run)).all("instanceId");
  const targets = Object.fromEntries(instances.map((id, index) => [`Targets.member.${index + 1}.Id`, id]));
  await call("RegisterTargets", { TargetGroupArn: targetGroupArn, ...targets });
  return { dnsName: loadBalancer.first("DNSName"), zoneId: zones[region] ?? "" };
}

/** Zones of load balancers' names: https://docs.aws.amazon.com/general/latest/gr/elb.html. */
const zones: Readonly<Record<string, string>> = { "us-east-1": "Z35SXDOTRQ7X7K", "us-west-2": "Z1H1FL5HABSF5" };

async function buildDatabases(aws: EmulatorClient): Promise<void> {
  await aws.query("rds", "us-east-1", "CreateDBParameterGroup", {
    DBParameterGroupName: "techally-postgres15",
    DBParameterGroupFamily: "postgres15",
    Description: "postgres15",
  });
  await aws.query("rds", "us-east-1", "CreateDBInstance", {
    DBInstanceIdentifier: "techally-primary",
    DBInstanceClass: "db.r6g.2xlarge",
    Engine: "postgres",
    AllocatedStorage: 100,
    MasterUsername: "techally_admin",
    MasterUserPassword: "not-a-password",
    DBSubnetGroupName: "techally-database",
    BackupRetentionPeriod: 30,
    MultiAZ: true,
  });
  const replica = (region: string, id: string, source: string) =>
    aws.query("rds", region, "CreateDBInstanceReadReplica", {
      DBInstanceIdentifier: id,
      SourceDBInstanceIdentifier: source,
    });
  await replica("us-east-1", "techally-read-replica-1", "techally-primary");
  await replica("us-east-1", "techally-read-replica-2", "techally-primary");
  await replica("us-west-2", "techally-dr-replica", `arn:aws:rds:us-east-1:${account}:db:techally-primary`);
  await aws.query("monitoring", "us-west-2", "PutMetricData", {
    Namespace: "AWS/RDS",
    "MetricData.member.1.MetricName": "ReplicaLag",
    "MetricData.member.1.Value": 2,
    "MetricData.member.1.Unit": "Seconds",
    "MetricData.member.1.Dimensions.member.1.Name": "DBInstanceIdentifier",
    "MetricData.member.1.Dimensions.member.1.Value": "techally-dr-replica",
  });
}

async function buildCache(aws: EmulatorClient): Promise<void> {
  await aws.query("elasticache", "us-east-1", "CreateReplicationGroup", {
    ReplicationGroupId: "techally-redis",
    ReplicationGroupDescription: "Redis cluster for TechAlly",
    NumCacheClusters: 3,
    Engine: "redis",
    CacheNodeType: "cache.r6g.xlarge",
  });
  await aws.query("elasticache", "us-east-1", "CreateSnapshot", {
    ReplicationGroupId: "techally-redis",
    SnapshotName: "techally-daily-2026-11-22",
  });
}

async function buildObjects(aws: EmulatorClient): Promise<void> {
  const media = (method: string, path: string, body?: string) =>
    aws.rest("s3", "us-east-1", method, `/techally-media${path}`, body);
  await media("PUT", "");
  await media("PUT", "?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  await media("PUT", "/avatars/42.png", "the picture");
  await media("DELETE", "/avatars/42.png");
  await media("PUT", "/avatars/43.png", "the right picture");
  // Versions are sorted by time, in seconds.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await media("PUT", "/avatars/43.png", "the wrong one");
  const location =
    "<CreateBucketConfiguration><LocationConstraint>us-west-2</LocationConstraint></CreateBucketConfiguration>";
  await aws.rest("s3", "us-west-2", "PUT", "/techally-dr-media", location);
  await aws.rest("s3", "us-west-2", "PUT", "/techally-dr-media/avatars/7.png", "written in us-west-2");
}

async function buildSecrets(aws: EmulatorClient): Promise<void> {
  const secret = (action: string, body: object) => aws.json("secretsmanager", "us-east-1", action, body);
  const token = (name: string) => ({ ClientRequestToken: name.padEnd(32, "0") });
  await secret("CreateSecret", { Name: "techally/auth-secrets", SecretString: "{}", ...token("auth") });
  await secret("DeleteSecret", { SecretId: "techally/auth-secrets", RecoveryWindowInDays: 30 });
  const master = { username: "techally_admin" };
  const created = { Name: "techally/database-master", SecretString: JSON.stringify(master), ...token("first") };
  await secret("CreateSecret", created);
  const wrong = { SecretId: "techally/database-master", SecretString: '{"username":"wrong"}', ...token("second") };
  await secret("PutSecretValue", wrong);

  const key = (action: string, body: object) => aws.json("kms", "us-east-1", action, body);
  const keyId = (await key("CreateKey", {})).KeyMetadata?.KeyId;
  await key("CreateAlias", { AliasName: "alias/techally-database", TargetKeyId: keyId });
  await key("ScheduleKeyDeletion", { KeyId: keyId, PendingWindowInDays: 30 });
}

async function buildRecords(aws: EmulatorClient, primary: Target, secondary: Target): Promise<void> {
  const call = (path: string, body: string) =>
    aws.rest("route53", "us-east-1", "POST", `/2013-04-01/hostedzone${path}`, body);
  const zone = await call(
    "",
    "<CreateHostedZoneRequest><Name>techally.com</Name><CallerReference>a</CallerReference></CreateHostedZoneRequest>",
  );
  const id = /<Id>\/hostedzone\/([^<]+)/.exec(zone)?.[1];
  const record = (name: string, role: string, { dnsName, zoneId }: Target) =>
    "<Change><Action>CREATE</Action><ResourceRecordSet>" +
    `<Name>${name}</Name><Type>A</Type><SetIdentifier>${role.toLowerCase()}</SetIdentifier><Failover>${role}</Failover>` +
    `<AliasTarget><HostedZoneId>${zoneId}</HostedZoneId><DNSName>${dnsName}</DNSName>` +
    "<EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet></Change>";
  const changes = ["auth.techally.com", "origin.techally.com"].flatMap((name) => [
    record(name, "PRIMARY", primary),
    record(name, "SECONDARY", secondary),
  ]);
  await call(
    `/${id}/rrset`,
    `<ChangeResourceRecordSetsRequest><ChangeBatch><Changes>${changes.join("")}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
  );
}

function numbered(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}
