import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import type { NamedNodeGroup } from "../cluster/node-group-sizes";
import { ServiceRole } from "../identity/service-role";

export interface AutoShutdownSchedulesProps {
  /** First part of the names. */
  readonly namePrefix: string;
  readonly region: string;
  readonly accountId: string;
  /** When everything stops, as EventBridge's cron. */
  readonly stop: string;
  /** Some time after `stop`: see the class. */
  readonly stopAgain: string;
  /** When everything starts, as EventBridge's cron. */
  readonly start: string;
  /** Time zone of all three, as in the IANA database. */
  readonly timeZone: string;
  readonly clusterName: string;
  readonly nodeGroups: readonly NamedNodeGroup[];
  /** Database instances; none of them may have replicas. */
  readonly instanceIdentifiers: readonly string[];
}

/** A call of an AWS API at a time. */
interface Call {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  /** `eks:updateNodegroupConfig`. */
  readonly action: string;
  /** Parameters as Scheduler spells them: in capitals (`DbInstanceIdentifier`), whatever the service's own API does. */
  readonly input: object;
}

/**
 * Stops nodes and databases and starts them again, by calls of their APIs that EventBridge Scheduler makes
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html).
 *
 * While nodes are drained, the cluster autoscaler sees pods without a place and adds nodes as long as it runs itself.
 * So a stopped group may have one node at most, and is stopped a second time: by then, the autoscaler is on the only
 * node that it may have brought back, and goes with it. RDS starts what was stopped for seven days; no weekend is as
 * long, and the next evening stops it again.
 */
export class AutoShutdownSchedules extends Construct {
  /** Name of the group of schedules, which its metrics are reported for. */
  readonly groupName: string;
  private readonly roleArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AutoShutdownSchedulesProps,
  ) {
    super(scope, id);
    const group = new SchedulerScheduleGroup(this, "office_hours", { name: `${props.namePrefix}-office-hours` });
    this.groupName = group.name;
    this.roleArn = this.addRole(group.arn).arn;
    const { stop, stopAgain, start } = props;
    for (const { name, minSize, desiredCapacity, maxSize } of props.nodeGroups) {
      const stopped = { MinSize: 0, DesiredSize: 0, MaxSize: 1 };
      this.resize(`stop-${name}`, stop, name, stopped);
      this.resize(`stop-${name}-again`, stopAgain, name, stopped);
      this.resize(`start-${name}`, start, name, { MinSize: minSize, DesiredSize: desiredCapacity, MaxSize: maxSize });
    }
    for (const identifier of props.instanceIdentifiers) {
      const input = { DbInstanceIdentifier: identifier };
      const description = (verb: string) => `${verb} the database instance ${identifier}`;
      this.add({
        name: `stop-${identifier}`,
        description: description("Stops"),
        expression: stop,
        action: "rds:stopDBInstance",
        input,
      });
      this.add({
        name: `start-${identifier}`,
        description: description("Starts"),
        expression: start,
        action: "rds:startDBInstance",
        input,
      });
    }
  }

  private resize(name: string, expression: string, group: string, sizes: object): void {
    this.add({
      name,
      description: `Sets the sizes of the node group ${group}`,
      expression,
      action: "eks:updateNodegroupConfig",
      input: { ClusterName: this.props.clusterName, NodegroupName: group, ScalingConfig: sizes },
    });
  }

  private add({ name, description, expression, action, input }: Call): void {
    new SchedulerSchedule(this, name, {
      name,
      groupName: this.groupName,
      description,
      scheduleExpression: expression,
      scheduleExpressionTimezone: this.props.timeZone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:aws:scheduler:::aws-sdk:${action}`,
        roleArn: this.roleArn,
        input: JSON.stringify(input),
        // A node group that is being updated, or a database that is being backed up, refuses until it is done.
        retryPolicy: { maximumRetryAttempts: 20, maximumEventAgeInSeconds: 3600 },
      },
    });
  }

  private addRole(groupArn: string): ServiceRole {
    const { namePrefix, region, accountId, clusterName, nodeGroups, instanceIdentifiers } = this.props;
    const account = `${region}:${accountId}`;
    return new ServiceRole(new Construct(this, "role"), "office_hours", {
      name: `${namePrefix}-office-hours`,
      description: "Stops and starts nodes and databases at office hours",
      service: "scheduler.amazonaws.com",
      sourceAccount: accountId,
      trustConditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [groupArn] }],
      statements: [
        {
          sid: "ResizeNodeGroups",
          actions: ["eks:UpdateNodegroupConfig"],
          resources: nodeGroups.map(({ name }) => `arn:aws:eks:${account}:nodegroup/${clusterName}/${name}/*`),
        },
        {
          sid: "StopAndStartInstances",
          actions: ["rds:StartDBInstance", "rds:StopDBInstance"],
          resources: instanceIdentifiers.map((identifier) => `arn:aws:rds:${account}:db:${identifier}`),
        },
      ],
    });
  }
}
