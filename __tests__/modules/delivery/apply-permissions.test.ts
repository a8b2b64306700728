import type { AccountScope } from "../../../modules/delivery/account-scope";
import { applyPermissions } from "../../../modules/delivery/apply-permissions";
import { inlinePolicyCharacters, policyLength } from "../../../modules/delivery/policy-length";
import { resourceGrants } from "../../../modules/delivery/resource-grants";
import { allows, type Call } from "../../support/iam-policy";

const scope: AccountScope = {
  accountId: "111122223333",
  environment: "staging",
  regions: ["eu-west-1", "us-east-1"],
  namePrefixes: ["shop-staging", "blue"],
  secretPrefixes: ["shop-staging"],
  clusters: ["blue"],
  buckets: ["shop-staging-media"],
  domain: "staging.shop.com",
  boundary: "shop-staging-boundary",
  otherRoles: ["shop-staging-developers"],
  otherBuckets: ["shop-*"],
};

const statements = applyPermissions(Object.keys(resourceGrants), scope);
const may = (call: Call) => allows(statements, call);

const here = { "aws:RequestedRegion": "eu-west-1" };
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const bounded = { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/shop-staging-boundary" };
const tagged = (environment: string) => ({ "aws:ResourceTag/Environment": environment });

describe("types", () => {
  test("what is not asked for is not allowed", () => {
    const [statement] = applyPermissions(["aws_sqs_queue"], scope);
    expect(statement).toEqual({
      sid: "Regional",
      actions: [
        "sqs:*Permission",
        "sqs:*QueueAttributes",
        "sqs:CreateQueue",
        "sqs:DeleteQueue",
        "sqs:GetQueueUrl",
        "sqs:ListQueueTags",
        "sqs:TagQueue",
        "sqs:UntagQueue",
      ],
      resources: ["*"],
      condition: [{ test: "StringEquals", variable: "aws:RequestedRegion", values: ["eu-west-1", "us-east-1"] }],
    });
  });

  test("those of other providers need nothing of AWS", () => {
    const denied = applyPermissions([], scope);
    expect(denied.every(({ effect }) => effect === "Deny")).toBe(true);
    expect(applyPermissions(["helm_release", "kubernetes_manifest", "random_password"], scope)).toEqual(denied);
  });

  test("a type that nobody has looked at is an error that says what to do", () => {
    expect(() => applyPermissions(["aws_vpc", "aws_msk_cluster", "aws_dax_cluster"], scope)).toThrow(
      "the apply role's permissions do not cover aws_dax_cluster, aws_msk_cluster: add each type to resourceGrants in " +
        "modules/delivery/resource-grants.ts, with the actions that Terraform's provider calls for it " +
        "(https://docs.aws.amazon.com/service-authorization/latest/reference/)",
    );
  });

  test("an action that another one covers is left out", () => {
    const [statement] = applyPermissions(["aws_lb", "aws_vpc", "aws_wafv2_web_acl"], scope);
    expect(statement?.actions).toContain("elasticloadbalancing:Set*");
    expect(statement?.actions).not.toContain("elasticloadbalancing:SetWebAcl");
    expect(statement?.actions?.filter((action) => action === "ec2:Describe*")).toHaveLength(1);
  });
});

test("no statement allows all of a service", () => {
  const allowed = statements.filter(({ effect }) => effect !== "Deny").flatMap(({ actions = [] }) => actions);
  expect(allowed.filter((action) => action.endsWith(":*"))).toEqual([]);
  expect(statements.filter(({ effect, notActions }) => effect !== "Deny" && notActions)).toEqual([]);
});

test("names as long as the configuration allows them fit into a role", () => {
  const prefix = "a".repeat(20);
  const cluster = "c".repeat(42);
  const kinds = ["static-assets", "media", "backups", "logs", "cdn-logs"];
  const buckets = [prefix, `${prefix}-dr`].flatMap((name) => kinds.map((kind) => `${name}-${kind}-${"x".repeat(20)}`));
  const long = {
    ...scope,
    namePrefixes: [prefix, cluster],
    secretPrefixes: [prefix, `${prefix}-dr`],
    clusters: [cluster, `${cluster}-dr`],
    buckets,
    boundary: `${prefix}-boundary`,
    domain: `${"d".repeat(40)}.example.com`,
  };
  const most = Object.keys(resourceGrants).filter((type) => !type.includes("_reserved_"));
  expect(policyLength(applyPermissions(most, long))).toBeLessThan(inlinePolicyCharacters - 900);
});

test("more than IAM takes is an error that says so", () => {
  const buckets = Array.from({ length: 60 }, (_, index) => `shop-staging-${index}`);
  expect(() => applyPermissions(Object.keys(resourceGrants), { ...scope, buckets })).toThrow(
    /^the permissions to apply staging have \d+ characters; IAM allows 10240 of a role, 900 of which are for states in S3; /,
  );
});

describe("what Terraform does", () => {
  test.each([
    ["aws_vpc", ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:DescribeVpcs", "ec2:DeleteVpc", "ec2:CreateTags"]],
    ["aws_subnet", ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet"]],
    ["aws_internet_gateway", ["ec2:CreateInternetGateway", "ec2:AttachInternetGateway", "ec2:DetachInternetGateway"]],
    ["aws_eip", ["ec2:AllocateAddress", "ec2:DescribeAddressesAttribute", "ec2:ReleaseAddress"]],
    ["aws_route", ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute", "ec2:DescribeRouteTables"]],
    ["aws_route_table_association", ["ec2:AssociateRouteTable", "ec2:ReplaceRouteTableAssociation"]],
    ["aws_security_group", ["ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"]],
    ["aws_vpc_endpoint", ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints"]],
    ["aws_flow_log", ["ec2:CreateFlowLogs", "ec2:DeleteFlowLogs"]],
    ["aws_launch_template", ["ec2:CreateLaunchTemplate", "ec2:CreateLaunchTemplateVersion"]],
    ["aws_eks_node_group", ["ec2:RunInstances", "ec2:DescribeLaunchTemplates", "eks:DescribeNodegroup"]],
    ["aws_eks_addon_version", ["eks:DescribeAddonVersions"]],
    ["aws_autoscaling_attachment", ["autoscaling:AttachLoadBalancerTargetGroups", "autoscaling:DetachTrafficSources"]],
    ["aws_efs_mount_target", ["elasticfilesystem:CreateMountTarget", "ec2:CreateNetworkInterface"]],
    ["aws_elasticache_replication_group", ["elasticache:CreateReplicationGroup", "logs:CreateLogDelivery"]],
    ["aws_wafv2_web_acl_logging_configuration", ["wafv2:PutLoggingConfiguration", "logs:PutResourcePolicy"]],
    ["aws_wafv2_web_acl", ["wafv2:CreateWebACL", "wafv2:GetWebACL", "wafv2:TagResource"]],
    ["aws_db_instance", ["rds:CreateDBInstance", "rds:CreateDBInstanceReadReplica", "rds:AddTagsToResource"]],
    ["aws_db_instance", ["rds:StartDBInstance", "rds:CreateDBSnapshot", "rds:PromoteReadReplica"]],
    ["aws_db_instance_automated_backups_replication", ["rds:StartDBInstanceAutomatedBackupsReplication"]],
    ["aws_lb_listener", ["elasticloadbalancing:CreateListener", "elasticloadbalancing:AddTags"]],
    ["aws_lb_target_group", ["elasticloadbalancing:ModifyTargetGroupAttributes"]],
    ["aws_acm_certificate", ["acm:RequestCertificate", "acm:AddTagsToCertificate", "acm:ListTagsForCertificate"]],
    ["aws_backup_vault", ["backup:CreateBackupVault", "backup-storage:MountCapsule"]],
    ["aws_backup_vault_lock_configuration", ["backup:PutBackupVaultLockConfiguration"]],
    ["aws_backup_selection", ["backup:CreateBackupSelection", "backup:GetBackupSelection", "backup:ListTags"]],
    ["aws_cloudwatch_event_target", ["events:PutTargets", "events:RemoveTargets", "events:ListTargetsByRule"]],
    ["aws_scheduler_schedule", ["scheduler:CreateSchedule", "scheduler:CreateScheduleGroup", "scheduler:TagResource"]],
    ["aws_ecr_repository", ["ecr:CreateRepository", "ecr:PutImageTagMutability", "ecr:PutLifecyclePolicy"]],
    ["aws_ecr_replication_configuration", ["ecr:PutReplicationConfiguration", "ecr:DescribeRegistry"]],
    ["aws_cloudwatch_log_group", ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:ListTagsForResource"]],
    ["aws_cloudwatch_metric_alarm", ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"]],
    ["aws_lambda_function", ["lambda:CreateFunction", "lambda:UpdateFunctionCode", "lambda:ListVersionsByFunction"]],
    ["aws_sns_topic_subscription", ["sns:Subscribe", "sns:GetSubscriptionAttributes", "sns:Unsubscribe"]],
    ["aws_ssm_document", ["ssm:CreateDocument", "ssm:GetDocument", "ssm:UpdateDocumentDefaultVersion"]],
  ])("%s", (type, actions) => {
    const own = applyPermissions([type], scope);
    for (const action of actions) expect([action, allows(own, { action, with: here })]).toEqual([action, true]);
  });

  test.each([
    [
      "aws_cloudfront_distribution",
      ["cloudfront:CreateDistribution", "cloudfront:CreateCloudFrontOriginAccessIdentity", "cloudfront:TagResource"],
    ],
    ["aws_route53_zone", ["route53:CreateHostedZone", "route53:GetChange", "route53:ChangeTagsForResource"]],
    ["aws_budgets_budget", ["budgets:ModifyBudget", "budgets:ViewBudget"]],
    ["aws_ce_anomaly_monitor", ["ce:CreateAnomalyMonitor", "ce:GetAnomalyMonitors", "ce:TagResource"]],
    ["aws_vpc_endpoint", ["route53:AssociateVPCWithHostedZone"]],
    ["aws_iam_policy", ["iam:GetPolicyVersion", "iam:ListPolicyTags"]],
  ])("%s, whose service has one endpoint", (type, actions) => {
    const own = applyPermissions([type], scope);
    for (const action of actions) expect([action, allows(own, { action })]).toEqual([action, true]);
  });
});

describe("places", () => {
  test("other regions are closed", () => {
    expect(may({ action: "rds:CreateDBInstance", with: here })).toBe(true);
    expect(may({ action: "rds:CreateDBInstance", with: { "aws:RequestedRegion": "ap-south-1" } })).toBe(false);
    expect(may({ action: "eks:CreateCluster", with: { "aws:RequestedRegion": "ap-south-1" } })).toBe(false);
  });

  test("what is tagged as another environment's is out of reach, whatever is done to it", () => {
    for (const action of ["rds:DeleteDBInstance", "ec2:DeleteVpc", "elasticache:DeleteReplicationGroup"]) {
      expect(may({ action, with: { ...here, ...tagged("staging") } })).toBe(true);
      expect(may({ action, with: { ...here, ...tagged("production") } })).toBe(false);
    }
  });

  test("buckets are set up and emptied, and never read", () => {
    const bucket = "arn:aws:s3:::shop-staging-media";
    for (const action of ["s3:CreateBucket", "s3:PutLifecycleConfiguration", "s3:PutBucketPolicy", "s3:TagResource"]) {
      expect([action, may({ action, on: bucket })]).toEqual([action, true]);
      expect(may({ action, on: "arn:aws:s3:::shop-media" })).toBe(false);
      expect(may({ action, on: "arn:aws:s3:::shop-staging-media-2" })).toBe(false);
    }
    expect(may({ action: "s3:DeleteObjectVersion", on: `${bucket}/a.png` })).toBe(true);
    expect(may({ action: "s3:GetObject", on: `${bucket}/a.png` })).toBe(false);
    expect(may({ action: "s3:PutObject", on: `${bucket}/a.png` })).toBe(false);
  });

  test("what users keep in a service is neither read nor shared", () => {
    for (const action of [
      "acm:ExportCertificate",
      "ecr:BatchGetImage",
      "elasticfilesystem:ClientMount",
      "lambda:InvokeFunction",
      "logs:FilterLogEvents",
      "rds:ModifyDBSnapshotAttribute",
      "sns:Publish",
      "sqs:ReceiveMessage",
      "ssm:GetParameter",
    ]) {
      expect([action, may({ action, with: here })]).toEqual([action, false]);
    }
  });

  test("secrets, clusters and records go by their names", () => {
    const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
    expect(may({ action: "secretsmanager:PutSecretValue", on: secret("shop-staging/database-AbCdEf") })).toBe(true);
    expect(may({ action: "secretsmanager:GetSecretValue", on: secret("shop/database-AbCdEf") })).toBe(false);
    const eks = (resource: string) => `arn:aws:eks:eu-west-1:111122223333:${resource}`;
    expect(may({ action: "eks:DeleteCluster", on: eks("cluster/blue") })).toBe(true);
    expect(may({ action: "eks:AssociateAccessPolicy", on: eks("access-entry/blue/role/1/x/y") })).toBe(true);
    expect(may({ action: "eks:DeleteCluster", on: eks("cluster/green") })).toBe(false);
    expect(may({ action: "eks:DeleteCluster", on: eks("cluster/blue-2") })).toBe(false);
    const change = (...names: string[]) =>
      may({
        action: "route53:ChangeResourceRecordSets",
        on: "arn:aws:route53:::hostedzone/Z1",
        with: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": names },
      });
    expect(change("staging.shop.com", "_x.auth.staging.shop.com")).toBe(true);
    expect(change("staging.shop.com", "shop.com")).toBe(false);
    expect(change("notstaging.shop.com")).toBe(false);
  });

  test("keys go by their tag, which they get when they are created", () => {
    const key = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const creates = (environment: string) =>
      may({ action: "kms:CreateKey", with: { ...here, "aws:RequestTag/Environment": environment } });
    expect([creates("staging"), creates("production")]).toEqual([true, false]);
    expect(may({ action: "kms:ScheduleKeyDeletion", on: key, with: tagged("staging") })).toBe(true);
    expect(may({ action: "kms:ScheduleKeyDeletion", on: key, with: tagged("production") })).toBe(false);
    for (const action of [
      "kms:CreateGrant",
      "kms:EnableKeyRotation",
      "kms:GenerateDataKey",
      "kms:Decrypt",
      "kms:TagResource",
    ]) {
      expect([action, may({ action, on: key, with: tagged("staging") })]).toEqual([action, true]);
    }
    expect(may({ action: "kms:Decrypt", on: key })).toBe(false);
    // The key of Terraform's states is tagged so, and must not become one of the environment's.
    const retag = { ...here, ...tagged("shared"), "aws:RequestTag/Environment": "staging" };
    expect(may({ action: "kms:TagResource", on: key, with: retag })).toBe(false);
    const decrypt = { actions: ["kms:Decrypt"], resources: [key] };
    expect(allows([...statements, decrypt], { action: "kms:Decrypt", on: key, with: tagged("shared") })).toBe(true);
    const alias = (name: string) => `arn:aws:kms:eu-west-1:111122223333:alias/${name}`;
    expect(may({ action: "kms:CreateAlias", on: alias("blue-eks") })).toBe(true);
    expect(may({ action: "kms:DeleteAlias", on: alias("shop-database") })).toBe(false);
  });
});

describe("identities", () => {
  const changes = ["CreateRole", "PutRolePolicy", "AttachRolePolicy", "DeleteRolePolicy"];
  // IAM does not say for these which boundary a role has.
  const others = ["UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription", "DeleteRole"];

  test("roles are made and get permissions with the boundary alone, and by names of the environment", () => {
    for (const change of changes) {
      const action = `iam:${change}`;
      expect([action, may({ action, on: role("shop-staging-backup"), with: bounded })]).toEqual([action, true]);
      expect(may({ action, on: role("blue-nodes"), with: bounded })).toBe(true);
      expect(may({ action, on: role("shop-staging-backup") })).toBe(false);
      expect(may({ action, on: role("shop-backup"), with: bounded })).toBe(false);
      const another = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };
      expect(may({ action, on: role("shop-staging-backup"), with: another })).toBe(false);
    }
  });

  test("roles are trusted by others, described and deleted by names and tag of the environment", () => {
    for (const change of others) {
      const action = `iam:${change}`;
      const call = { action, on: role("shop-staging-backup") };
      expect([action, may({ ...call, with: tagged("staging") })]).toEqual([action, true]);
      expect(may({ ...call, with: { ...tagged("production"), ...bounded } })).toBe(false);
      expect(may({ ...call, with: bounded })).toBe(false);
      expect(may({ action, on: role("shop-backup"), with: tagged("staging") })).toBe(false);
    }
  });

  test("people's roles are out of reach, even with names that begin like the environment's", () => {
    const on = role("shop-staging-developers");
    for (const change of [...changes, ...others, "TagRole", "PutRolePermissionsBoundary"]) {
      const action = `iam:${change}`;
      expect([action, may({ action, on, with: { ...bounded, ...tagged("staging") } })]).toEqual([action, false]);
    }
  });

  test("Terraform's own roles, boundaries and identity providers are an administrator's", () => {
    const iam = (resource: string) => `arn:aws:iam::111122223333:${resource}`;
    for (const name of ["shop-staging-terraform-apply", "shop-staging-terraform-plan"]) {
      const call = { on: role(name), with: { ...bounded, ...tagged("staging") } };
      for (const change of [...changes, ...others]) expect(may({ ...call, action: `iam:${change}` })).toBe(false);
      expect(
        may({ action: "iam:PassRole", on: role(name), with: { "iam:PassedToService": "lambda.amazonaws.com" } }),
      ).toBe(false);
      expect(may({ action: "iam:GetRole", on: role(name) })).toBe(true);
    }
    expect(may({ action: "iam:CreatePolicyVersion", on: iam("policy/shop-staging-boundary") })).toBe(false);
    expect(may({ action: "iam:UpdateOpenIDConnectProviderThumbprint", on: iam("oidc-provider/x") })).toBe(false);
    expect(may({ action: "iam:DeleteRolePermissionsBoundary", on: role("shop-staging-backup"), with: bounded })).toBe(
      false,
    );
  });

  test("no rule that is added one day brings users, keys or the organization with it", () => {
    const everything = [{ actions: ["*"], resources: ["*"] }, ...statements];
    for (const action of [
      "iam:CreateUser",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreateOpenIDConnectProvider",
      "iam:DeleteRolePermissionsBoundary",
      "organizations:LeaveOrganization",
      "account:DisableRegion",
    ]) {
      expect([action, allows(everything, { action })]).toEqual([action, false]);
    }
  });

  test("roles are passed to the services that act with them, and to no others", () => {
    const passes = (service: string, name = "shop-staging-backup") =>
      may({ action: "iam:PassRole", on: role(name), with: { "iam:PassedToService": service } });
    expect(passes("backup.amazonaws.com")).toBe(true);
    expect(passes("pods.eks.amazonaws.com")).toBe(true);
    expect(passes("codebuild.amazonaws.com")).toBe(false);
    expect(passes("backup.amazonaws.com", "platform-admin")).toBe(false);
    const lambdaAlone = applyPermissions(["aws_lambda_function"], scope);
    const call = { action: "iam:PassRole", on: role("shop-staging-x") };
    expect(allows(lambdaAlone, { ...call, with: { "iam:PassedToService": "lambda.amazonaws.com" } })).toBe(true);
    expect(allows(lambdaAlone, { ...call, with: { "iam:PassedToService": "eks.amazonaws.com" } })).toBe(false);
  });

  test("services get the roles that they keep for themselves, and no others", () => {
    const creates = (service: string) =>
      may({
        action: "iam:CreateServiceLinkedRole",
        on: role(`aws-service-role/${service}/AWSServiceRoleForIt`),
        with: { "iam:AWSServiceName": service },
      });
    expect([creates("eks-nodegroup.amazonaws.com"), creates("lex.amazonaws.com")]).toEqual([true, false]);
  });
});

test("every statement has a name of its own", () => {
  const names = statements.map(({ sid }) => sid);
  expect(new Set(names).size).toBe(names.length);
});
