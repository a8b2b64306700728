import type { NamedNodeGroup } from "../cluster/node-group-sizes";

/** What a region is made of that takes over. */
export interface FailoverTargets {
  readonly region: string;
  /** The replica that becomes the database. */
  readonly replicaIdentifier: string;
  /** Days of automated backups that the promoted database keeps. */
  readonly backupRetentionDays: number;
  readonly clusterName: string;
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
    ...targets.nodeGroups.flatMap((group) => nodeGroupSteps(targets, group)),
    publish("announceEnd", targets, "the region is ready: database promoted, node groups raised", { isEnd: true }),
  ];
}

function approvalSteps(targets: FailoverTargets): Step[] {
  return [
    // In any other region there is no such replica, and the execution ends here.
    waitForDatabase("checkReplica", targets, 300),
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
    waitForDatabase("waitForDatabase", targets, hour),
  ];
}

function cacheSteps({ globalDatastore, region }: FailoverTargets): Step[] {
  if (!globalDatastore) return [];
  return [
    callApi("promoteCache", "elasticache", "FailoverGlobalReplicationGroup", {
      GlobalReplicationGroupId: globalDatastore.id,
      PrimaryRegion: region,
      PrimaryReplicationGroupId: globalDatastore.replicationGroupId,
    }),
    {
      name: "waitForCache",
      action: "aws:waitForAwsResourceProperty",
      timeoutSeconds: hour,
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

function nodeGroupSteps({ clusterName }: FailoverTargets, group: NamedNodeGroup): Step[] {
  const { name, minSize, desiredCapacity, maxSize } = group;
  const pascal = name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
  const raise = `raise${pascal}`;
  return [
    {
      ...callApi(raise, "eks", "UpdateNodegroupConfig", {
        clusterName,
        nodegroupName: name,
        scalingConfig: { minSize, desiredSize: desiredCapacity, maxSize },
      }),
      outputs: [{ Name: "UpdateId", Selector: "$.update.id", Type: "String" }],
    },
    // The group's own status stays ACTIVE all the time; the update has one.
    {
      name: `waitFor${pascal}`,
      action: "aws:waitForAwsResourceProperty",
      timeoutSeconds: hour,
      inputs: {
        Service: "eks",
        Api: "DescribeUpdate",
        name: clusterName,
        nodegroupName: name,
        updateId: `{{ ${raise}.UpdateId }}`,
        PropertySelector: "$.update.status",
        DesiredValues: ["Successful"],
      },
    },
  ];
}

function waitForDatabase(name: string, { replicaIdentifier }: FailoverTargets, timeoutSeconds: number): Step {
  return {
    name,
    action: "aws:waitForAwsResourceProperty",
    timeoutSeconds,
    onFailure: "Abort",
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
