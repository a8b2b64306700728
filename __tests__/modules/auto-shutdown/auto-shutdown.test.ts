import { AutoShutdownSchedules } from "../../../modules/auto-shutdown/auto-shutdown";
import { synthConstruct } from "../../support/synth";

const stack = synthConstruct((scope) => {
  new AutoShutdownSchedules(scope, "office-hours", {
    namePrefix: "acme",
    region: "eu-west-1",
    accountId: "111122223333",
    stop: "cron(0 20 ? * MON-FRI *)",
    stopAgain: "cron(30 20 ? * MON-FRI *)",
    start: "cron(0 7 ? * MON-FRI *)",
    timeZone: "Europe/Dublin",
    clusterName: "acme",
    nodeGroups: [{ name: "general", minSize: 2, desiredCapacity: 3, maxSize: 5 }],
    instanceIdentifiers: ["acme-primary"],
  });
});

function schedule(name: string) {
  const json = stack.resource("aws_scheduler_schedule", name) as { target: { arn: string; input: string } };
  return { ...json, input: JSON.parse(json.target.input) };
}

describe("AutoShutdown", () => {
  test("schedules are in a group of their own and run on time", () => {
    expect(stack.resource("aws_scheduler_schedule_group", "office_hours")).toEqual({ name: "acme-office-hours" });
    for (const name of stack.names("aws_scheduler_schedule")) {
      expect(schedule(name)).toMatchObject({
        name: name.replaceAll("_", "-"),
        group_name: "${aws_scheduler_schedule_group.office_hours.name}",
        schedule_expression_timezone: "Europe/Dublin",
        flexible_time_window: { mode: "OFF" },
        target: {
          role_arn: "${aws_iam_role.office_hours.arn}",
          retry_policy: { maximum_retry_attempts: 20, maximum_event_age_in_seconds: 3600 },
        },
      });
    }
  });

  test.each([
    ["stop_general", "cron(0 20 ? * MON-FRI *)", { MinSize: 0, DesiredSize: 0, MaxSize: 1 }],
    ["stop_general_again", "cron(30 20 ? * MON-FRI *)", { MinSize: 0, DesiredSize: 0, MaxSize: 1 }],
    ["start_general", "cron(0 7 ? * MON-FRI *)", { MinSize: 2, DesiredSize: 3, MaxSize: 5 }],
  ])("%s sets the group's sizes through EKS", (name, expression, ScalingConfig) => {
    const { schedule_expression, target, input } = schedule(name) as ReturnType<typeof schedule> & {
      schedule_expression: string;
    };
    expect(schedule_expression).toBe(expression);
    expect(target.arn).toBe("arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig");
    expect(input).toEqual({ ClusterName: "acme", NodegroupName: "general", ScalingConfig });
  });

  test.each([
    ["stop_acme_primary", "stopDBInstance", "cron(0 20 ? * MON-FRI *)"],
    ["start_acme_primary", "startDBInstance", "cron(0 7 ? * MON-FRI *)"],
  ])("%s calls RDS", (name, api, expression) => {
    expect(schedule(name)).toMatchObject({
      schedule_expression: expression,
      target: { arn: `arn:aws:scheduler:::aws-sdk:rds:${api}` },
      input: { DbInstanceIdentifier: "acme-primary" },
    });
  });

  test("the role may do that and nothing else, for this group of schedules alone", () => {
    expect(stack.data("aws_iam_policy_document", "office_hours_permissions").statement).toEqual([
      {
        sid: "ResizeNodeGroups",
        actions: ["eks:UpdateNodegroupConfig"],
        resources: ["arn:aws:eks:eu-west-1:111122223333:nodegroup/acme/general/*"],
      },
      {
        sid: "StopAndStartInstances",
        actions: ["rds:StartDBInstance", "rds:StopDBInstance"],
        resources: ["arn:aws:rds:eu-west-1:111122223333:db:acme-primary"],
      },
    ]);
    expect(stack.data("aws_iam_policy_document", "office_hours_trust").statement).toEqual([
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          {
            test: "ArnEquals",
            variable: "aws:SourceArn",
            values: ["${aws_scheduler_schedule_group.office_hours.arn}"],
          },
        ],
      },
    ]);
  });
});
