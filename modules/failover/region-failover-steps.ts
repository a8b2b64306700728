import type { NamedNodeGroup } from "../cluster/node-group-sizes";

/** What a region is made of that takes over. */
export interface FailoverTargets {
  readonly region: string;
  /** The replica that becomes the database. */
  readonly replicaIdentifier: string;
  /** Days of automated backups that the promoted database keeps. */
  readonly backupRetentionDays: number;
  readonly clusterName: string;
  /** The node groups that are smaller now, with the sizes that they need then. */
  readonly nodeGroups: readonly NamedNodeGroup[];
  /**
   * The global datastore whose member in the region becomes the primary.
   * @default - none: the region has a cache of its own
   */
  readonly globalDatastore?: { readonly id: string; readonly replicationGroupId: string };
  /** Topic in the region that is told how far it has got. */
  readonly topicArn: string;
}

interface Step {
  readonly name: string;
  readonly action: string;
  readonly [key: string]: unknown;
}

const hour = 3600;

/** The steps in the order in which they run (https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html). */
export function failoverSteps(targets: FailoverTargets): Step[] {
  return [
    ...approvalSteps(targets),
    ...databaseSteps(targets),
    ...cacheSteps(targets),
    ...targets.nodeGroups.flatMap((group, index) => nodeGroupSteps(targets, group, targets.nodeGroups[index + 1])),
    publish(end, targets, "done: the execution shows which steps succeeded, if not all", { isEnd: true }),
  ];
}

function approvalSteps(targets: FailoverTargets): Step[] {
  return [
    // In any other region there is no such replica, and the execution ends here. One that is being backed up cannot be
    // promoted: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html
    waitForDatabase("checkReplica", targets, "Abort"),
    publish("announceStart", targets, "approval is awaited in Systems Manager, Automation"),
    {
      name: "approve",
      action: "aws:approve",
      timeoutSeconds: 4 * hour,
      onFailure: "Abort",
      inputs: {
        Message: `Make ${targets.region} the serving region? Reason: {{ Reason }}`,
        MinRequiredApprovals: 1,
        Approvers: "{{ Approvers }}",
      },
    },
  ];
}

function databaseSteps(targets: FailoverTargets): Step[] {
  const { replicaIdentifier, backupRetentionDays } = targets;
  return [
    {
      name: "choosePromotion",
      action: "aws:branch",
      inputs: {
        Choices: [{ NextStep: "promoteReplica", Variable: "{{ PromoteDatabase }}", StringEquals: "Yes" }],
        Default: "waitForDatabase",
      },
    },
    callApi("promoteReplica", "rds", "PromoteReadReplica", {
      DBInstanceIdentifier: replicaIdentifier,
      BackupRetentionPeriod: backupRetentionDays,
    }),
    // RDS calls the replica available for a moment longer, before it starts to change and restart it.
    { name: "letPromotionBegin", action: "aws:sleep", inputs: { Duration: "PT2M" } },
    waitForDatabase("waitForDatabase", targets, "Continue"),
  ];
}

function cacheSteps({ globalDatastore, region }: FailoverTargets): Step[] {
  if (!globalDatastore) return [];
  return [
    goOn(
      callApi("promoteCache", "elasticache", "FailoverGlobalReplicationGroup", {
        GlobalReplicationGroupId: globalDatastore.id,
        PrimaryRegion: region,
        PrimaryReplicationGroupId: globalDatastore.replicationGroupId,
      }),
    ),
    {
      name: "waitForCache",
      action: "aws:waitForAwsResourceProperty",
      timeoutSeconds: hour,
      onFailure: "Continue",
      inputs: {
        Service: "elasticache",
        Api: "DescribeGlobalReplicationGroups",
        GlobalReplicationGroupId: globalDatastore.id,
        PropertySelector: "$.GlobalReplicationGroups[0].Status",
        DesiredValues: ["available", "primary-only"],
      },
    },
  ];
}

const end = "announceEnd";

function nodeGroupSteps({ clusterName }: FailoverTargets, group: NamedNodeGroup, following?: NamedNodeGroup): Step[] {
  const { name, minSize, desiredCapacity, maxSize } = group;
  const pascal = pascalCase(name);
  const [find, raise, keep] = [`find${pascal}`, `raise${pascal}`, `keep${pascal}`];
  const update = (step: string, scalingConfig: object) => ({
    ...goOn(callApi(step, "eks", "UpdateNodegroupConfig", { clusterName, nodegroupName: name, scalingConfig })),
    outputs: [{ Name: "UpdateId", Selector: "$.update.id", Type: "String" }],
  });
  // The group's own status stays ACTIVE all the time; the update has one.
  const wait = (step: string, of: string) => ({
    name: step,
    action: "aws:waitForAwsResourceProperty",
    timeoutSeconds: hour,
    onFailure: "Continue",
    nextStep: following ? `find${pascalCase(following.name)}` : end,
    inputs: {
      Service: "eks",
      Api: "DescribeUpdate",
      name: clusterName,
      nodegroupName: name,
      updateId: `{{ ${of}.UpdateId }}`,
      PropertySelector: "$.update.status",
      DesiredValues: ["Successful"],
    },
  });
  return [
    {
      ...goOn(callApi(find, "eks", "DescribeNodegroup", { clusterName, nodegroupName: name })),
      outputs: [{ Name: "Nodes", Selector: "$.nodegroup.scalingConfig.desiredSize", Type: "Integer" }],
    },
    {
      name: `choose${pascal}`,
      action: "aws:branch",
      inputs: {
        Choices: [{ NextStep: keep, Variable: `{{ ${find}.Nodes }}`, NumericGreaterOrEquals: desiredCapacity }],
        Default: raise,
      },
    },
    update(raise, { minSize, desiredSize: desiredCapacity, maxSize }),
    wait(`waitForRaised${pascal}`, raise),
    // Names fail over by themselves: by now, the autoscaler may have added more nodes than the region begins with.
    update(keep, { minSize, maxSize }),
    wait(`waitForKept${pascal}`, keep),
  ];
}

/** `memory-intensive` as part of a step's name: `MemoryIntensive`. */
function pascalCase(name: string): string {
  return name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** After the promotion there is no way back, so what fails leaves the rest to be done; the execution fails in the end. */
function goOn(step: Step): Step {
  return { ...step, onFailure: "Continue" };
}

function waitForDatabase(name: string, { replicaIdentifier }: FailoverTargets, onFailure: "Abort" | "Continue"): Step {
  return {
    name,
    action: "aws:waitForAwsResourceProperty",
    timeoutSeconds: hour,
    onFailure,
    inputs: {
      Service: "rds",
      Api: "DescribeDBInstances",
      DBInstanceIdentifier: replicaIdentifier,
      PropertySelector: "$.DBInstances[0].DBInstanceStatus",
      DesiredValues: ["available"],
    },
  };
}

function callApi(name: string, service: string, api: string, parameters: object): Step {
  const inputs = { Service: service, Api: api, ...parameters };
  return { name, action: "aws:executeAwsApi", onFailure: "Abort", inputs };
}

function publish(name: string, { topicArn, region }: FailoverTargets, what: string, rest: object = {}): Step {
  const step = callApi(name, "sns", "Publish", {
    TopicArn: topicArn,
    Subject: `Region failover to ${region}`,
    Message: `Execution {{ automation:EXECUTION_ID }} in ${region}: ${what}. Reason: {{ Reason }}`,
  });
  // Nobody should wait for a region because a message could not be sent.
  return { ...step, onFailure: "Continue", ...rest };
}
