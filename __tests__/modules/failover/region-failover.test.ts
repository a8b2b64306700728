import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RegionFailover, type RegionFailoverProps } from "../../../modules/failover/region-failover";
import { synthConstruct } from "../../support/synth";

function synth(changes: Partial<RegionFailoverProps> = {}) {
  return synthConstruct((scope) => {
    new RegionFailover(scope, "failover", {
      namePrefix: "acme",
      accountId: "111122223333",
      region: "eu-west-1",
      provider: new AwsProvider(scope, "second", { alias: "second", region: "eu-west-1" }),
      replicaIdentifier: "acme-dr-replica",
      backupRetentionDays: 9,
      clusterName: "acme-dr",
      nodeGroups: [{ name: "memory-intensive", minSize: 2, desiredCapacity: 3, maxSize: 6 }],
      topicArn: "arn:topic",
      topicKeyArn: "arn:key",
      ...changes,
    });
  });
}

interface Step {
  readonly name: string;
  readonly action: string;
  readonly inputs: Record<string, unknown>;
  readonly [key: string]: unknown;
}

function runbook(stack = synth()) {
  const { content } = stack.resource("aws_ssm_document", "region_failover");
  const document = JSON.parse(String(content));
  const steps: Step[] = document.mainSteps;
  const step = (name: string) => {
    const found = steps.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`no step ${name}; there are ${steps.map((candidate) => candidate.name).join(", ")}`);
    return found;
  };
  return { document, steps, step };
}

/** What https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html demands of each action. */
const requiredInputs: Record<string, readonly string[]> = {
  "aws:approve": ["Approvers"],
  "aws:branch": ["Choices"],
  "aws:executeAwsApi": ["Service", "Api"],
  "aws:sleep": ["Duration"],
  "aws:waitForAwsResourceProperty": ["Service", "Api", "PropertySelector", "DesiredValues"],
};

const datastore = { globalDatastore: { id: "ldgnf-acme", replicationGroupId: "acme-dr-redis" } };

describe("RegionFailover", () => {
  test("is one runbook under one name: in the region that takes over, and a copy in the other", () => {
    const stack = synth();
    const { provider, ...document } = stack.resource("aws_ssm_document", "region_failover");
    expect(provider).toBe("aws.second");
    expect(document).toMatchObject({
      name: "acme-region-failover",
      document_type: "Automation",
      document_format: "JSON",
    });
    expect(stack.resource("aws_ssm_document", "region_failover_copy")).toEqual(document);
  });

  test.each([
    ["alone", {}],
    ["with a global datastore", datastore],
  ])("is a valid document, %s", (_, changes) => {
    const { document, steps } = runbook(synth(changes));
    expect(document).toMatchObject({ schemaVersion: "0.3", assumeRole: "${aws_iam_role.region_failover.arn}" });
    expect(document.description.length).toBeLessThanOrEqual(1024);
    const names = steps.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, action, inputs } of steps) {
      expect(name).toMatch(/^[A-Za-z0-9_]{3,128}$/);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining([...(requiredInputs[action] ?? ["unknown action"])]));
    }
  });

  test("refers to nothing that is not there before", () => {
    const { document, steps } = runbook(synth(datastore));
    const known = new Set(["automation:EXECUTION_ID", ...Object.keys(document.parameters)]);
    for (const step of steps) {
      for (const [, reference = ""] of JSON.stringify(step).matchAll(/\{\{ ([\w:.]+) \}\}/g)) {
        expect(known).toContain(reference);
      }
      for (const { Name } of (step.outputs ?? []) as { Name: string }[]) known.add(`${step.name}.${Name}`);
    }
  });

  test("goes in this order", () => {
    expect(runbook(synth(datastore)).steps.map(({ name }) => name)).toEqual([
      "checkReplica",
      "announceStart",
      "approve",
      "choosePromotion",
      "promoteReplica",
      "letPromotionBegin",
      "waitForDatabase",
      "promoteCache",
      "waitForCache",
      "findMemoryIntensive",
      "chooseMemoryIntensive",
      "raiseMemoryIntensive",
      "waitForRaisedMemoryIntensive",
      "keepMemoryIntensive",
      "waitForKeptMemoryIntensive",
      "announceEnd",
    ]);
    expect(runbook().steps.map(({ name }) => name)).not.toContain("promoteCache");
  });

  test("changes nothing before somebody approved it", () => {
    const { steps, step, document } = runbook();
    const before = steps.slice(0, steps.indexOf(step("approve")));
    expect(before.map(({ inputs }) => inputs.Api)).toEqual(["DescribeDBInstances", "Publish"]);
    expect(step("approve")).toMatchObject({
      onFailure: "Abort",
      inputs: { Approvers: "{{ Approvers }}", MinRequiredApprovals: 1 },
    });
    expect(document.parameters).toMatchObject({
      Reason: { type: "String" },
      Approvers: { type: "StringList" },
      PromoteDatabase: { default: "Yes", allowedValues: ["Yes", "No"] },
    });
    expect(document.parameters.Approvers).not.toHaveProperty("default");
  });

  test("promotes the replica once, and waits until it is the database", () => {
    const { step } = runbook();
    expect(step("choosePromotion").inputs).toEqual({
      Choices: [{ NextStep: "promoteReplica", Variable: "{{ PromoteDatabase }}", StringEquals: "Yes" }],
      Default: "waitForDatabase",
    });
    expect(step("promoteReplica").inputs).toEqual({
      Service: "rds",
      Api: "PromoteReadReplica",
      DBInstanceIdentifier: "acme-dr-replica",
      BackupRetentionPeriod: 9,
    });
    // A backup in progress is waited for, and so is the promotion, for up to an hour.
    expect(step("checkReplica")).toMatchObject({ timeoutSeconds: 3600, onFailure: "Abort" });
    expect(step("waitForDatabase").inputs).toMatchObject({
      Api: "DescribeDBInstances",
      PropertySelector: "$.DBInstances[0].DBInstanceStatus",
      DesiredValues: ["available"],
    });
  });

  test("makes the datastore's member the primary", () => {
    expect(runbook(synth(datastore)).step("promoteCache").inputs).toEqual({
      Service: "elasticache",
      Api: "FailoverGlobalReplicationGroup",
      GlobalReplicationGroupId: "ldgnf-acme",
      PrimaryRegion: "eu-west-1",
      PrimaryReplicationGroupId: "acme-dr-redis",
    });
  });

  test("raises a node group that is smaller than it should be, and never makes one smaller", () => {
    const { step } = runbook();
    expect(step("findMemoryIntensive")).toMatchObject({
      inputs: { Service: "eks", Api: "DescribeNodegroup", clusterName: "acme-dr", nodegroupName: "memory-intensive" },
      outputs: [{ Name: "Nodes", Selector: "$.nodegroup.scalingConfig.desiredSize", Type: "Integer" }],
    });
    expect(step("chooseMemoryIntensive").inputs).toEqual({
      Choices: [
        { NextStep: "keepMemoryIntensive", Variable: "{{ findMemoryIntensive.Nodes }}", NumericGreaterOrEquals: 3 },
      ],
      Default: "raiseMemoryIntensive",
    });
    expect(step("keepMemoryIntensive").inputs.scalingConfig).toEqual({ minSize: 2, maxSize: 6 });
  });

  test("waits for the update of a node group, since the group is always active", () => {
    const { step } = runbook();
    expect(step("raiseMemoryIntensive")).toMatchObject({
      inputs: {
        Service: "eks",
        Api: "UpdateNodegroupConfig",
        clusterName: "acme-dr",
        nodegroupName: "memory-intensive",
        scalingConfig: { minSize: 2, desiredSize: 3, maxSize: 6 },
      },
      outputs: [{ Name: "UpdateId", Selector: "$.update.id", Type: "String" }],
    });
    expect(step("waitForRaisedMemoryIntensive").inputs).toEqual({
      Service: "eks",
      Api: "DescribeUpdate",
      name: "acme-dr",
      nodegroupName: "memory-intensive",
      updateId: "{{ raiseMemoryIntensive.UpdateId }}",
      PropertySelector: "$.update.status",
      DesiredValues: ["Successful"],
    });
  });

  test("goes on to the next group, and to the end after the last, whatever failed since the promotion", () => {
    const nodeGroups = ["one", "two"].map((name) => ({ name, minSize: 1, desiredCapacity: 1, maxSize: 2 }));
    const { steps, step } = runbook(synth({ ...datastore, nodeGroups }));
    const following = (name: string) => step(name).nextStep;
    expect([following("waitForRaisedOne"), following("waitForKeptOne")]).toEqual(["findTwo", "findTwo"]);
    expect([following("waitForRaisedTwo"), following("waitForKeptTwo")]).toEqual(["announceEnd", "announceEnd"]);
    const after = steps.slice(steps.indexOf(step("waitForDatabase")));
    const aborting = after.filter(({ action, onFailure }) => action !== "aws:branch" && onFailure !== "Continue");
    expect(aborting).toEqual([]);
  });

  test("a message that cannot be sent holds nothing up", () => {
    const { step } = runbook();
    for (const name of ["announceStart", "announceEnd"]) {
      expect(step(name)).toMatchObject({ onFailure: "Continue", inputs: { Api: "Publish", TopicArn: "arn:topic" } });
    }
  });

  test("its role may do what the steps do", () => {
    const statements = synth(datastore).data("aws_iam_policy_document", "region_failover_permissions")
      .statement as readonly { actions: readonly string[]; resources: readonly string[] }[];
    expect(statements.flatMap(({ actions }) => actions).toSorted()).toEqual([
      "eks:DescribeNodegroup",
      "eks:DescribeUpdate",
      "eks:UpdateNodegroupConfig",
      "elasticache:DescribeGlobalReplicationGroups",
      "elasticache:FailoverGlobalReplicationGroup",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "rds:DescribeDBInstances",
      "rds:PromoteReadReplica",
      "sns:Publish",
    ]);
    expect(statements.flatMap(({ resources }) => resources)).not.toContain("*");
    expect(synth().data("aws_iam_policy_document", "region_failover_permissions").statement).toHaveLength(4);
  });
});
