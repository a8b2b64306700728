import type { ControllerIdentity } from "../../../../modules/cluster/controller-identities";
import { clusterAutoscalerIdentity } from "../../../../modules/platform/charts/cluster-autoscaler";
import { externalSecretsIdentity } from "../../../../modules/platform/charts/external-secrets";
import { veleroIdentity } from "../../../../modules/platform/charts/velero";

const place = { region: "us-east-1", accountId: "123456789012", namespace: "controllers" };
const autoscaler = clusterAutoscalerIdentity({ ...place, clusterName: "shop" });
const secrets = externalSecretsIdentity({ ...place, secretPrefixes: ["shop-dr", "shop"] });
const velero = veleroIdentity({ ...place, bucketArn: "arn:aws:s3:::shop-backups" });

const bySid = ({ statements = [] }: ControllerIdentity, sid: string) =>
  statements.find((statement) => statement.sid === sid);

const identities = [autoscaler, secrets, velero].map((identity) => [identity.name, identity] as const);

test.each(identities)("%s: its service account is in the namespace of its release", (_, { serviceAccount }) => {
  expect(serviceAccount.namespace).toBe("controllers");
});

test.each(identities)("%s: no action by wildcard, and every resource only for actions that know no narrower one", (_, {
  statements,
}) => {
  expect(statements).not.toEqual([]);
  for (const { actions = [], resources = [] } of statements ?? []) {
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    if (resources.includes("*")) {
      expect(actions.filter((action) => !/^(autoscaling|ec2):(Describe|GetInstanceTypesFrom)/.test(action))).toEqual(
        [],
      );
    }
  }
});

test("cluster-autoscaler: changes groups that are tagged as its own cluster's", () => {
  expect(bySid(autoscaler, "Scale")).toEqual({
    sid: "Scale",
    actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
    resources: ["arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*"],
    condition: [
      { test: "StringEquals", variable: "aws:ResourceTag/k8s.io/cluster-autoscaler/shop", values: ["owned"] },
    ],
  });
});

test("cluster-autoscaler: reads labels and taints of its own cluster's node groups, for groups without nodes", () => {
  expect(bySid(autoscaler, "ReadNodeGroups")?.resources).toEqual([
    "arn:aws:eks:us-east-1:123456789012:nodegroup/shop/*",
  ]);
});

const secretArns = ["shop-dr", "shop"].map(
  (prefix) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${prefix}/*`,
);

test("external-secrets: reads secrets under its prefixes", () => {
  expect(bySid(secrets, "ReadSecrets")).toEqual({
    sid: "ReadSecrets",
    actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
    resources: secretArns,
  });
});

test("external-secrets: uses keys only through Secrets Manager, and only for those secrets", () => {
  expect(bySid(secrets, "DecryptSecrets")).toEqual({
    sid: "DecryptSecrets",
    actions: ["kms:Decrypt"],
    resources: ["arn:aws:kms:us-east-1:123456789012:key/*"],
    condition: [
      { test: "StringEquals", variable: "kms:ViaService", values: ["secretsmanager.us-east-1.amazonaws.com"] },
      { test: "StringLike", variable: "kms:EncryptionContext:SecretARN", values: secretArns },
    ],
  });
});

test("velero: its bucket, and no other", () => {
  expect(bySid(velero, "FindBackups")?.resources).toEqual(["arn:aws:s3:::shop-backups"]);
  expect(bySid(velero, "KeepBackups")?.resources).toEqual(["arn:aws:s3:::shop-backups/*"]);
});

test("velero: volumes and snapshots of its region, and tags on what it creates itself", () => {
  const both = ["arn:aws:ec2:us-east-1:123456789012:volume/*", "arn:aws:ec2:us-east-1::snapshot/*"];
  expect(bySid(velero, "Snapshot")?.resources).toEqual(both);
  expect(bySid(velero, "Prune")?.resources).toEqual([both[1]]);
  expect(bySid(velero, "TagWhatIsCreated")).toMatchObject({
    resources: both,
    condition: [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["CreateSnapshot", "CreateVolume"] }],
  });
});
