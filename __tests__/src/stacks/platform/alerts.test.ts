import type { AlertRule } from "../../../../modules/platform/charts/monitoring/rules/alert";
import { expectNone } from "../../../support/failures";
import { helmValues, valueAt } from "../../../support/helm-values";
import { Page } from "../../../support/pages";
import { promqlErrors } from "../../../support/promql";
import { fixtureStack, fixtureStacks } from "../../../support/stack-json";

interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly AlertRule[] }[];
}

const monitoring = (stack: string) => helmValues(fixtureStack(stack), "kube_prometheus_stack");
const alertsOf = (stack: string): AlertRule[] => {
  const files = valueAt(monitoring(stack), "additionalPrometheusRulesMap") as Record<string, RuleFile>;
  return Object.values(files).flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
};
const alerts = alertsOf("production-platform");

test("a misspelt query is noticed", () => {
  expect(promqlErrors("sum(rate(x[5m]) > 1")).not.toEqual([]);
});

test.each(fixtureStacks().filter((name) => name.endsWith("-platform")))("%s: every query is PromQL", (stack) => {
  const rules = alertsOf(stack);
  expect(rules.length).toBeGreaterThan(10);
  expectNone(rules.flatMap(({ alert, expr }) => promqlErrors(expr).map((at) => `${alert}: ${expr} near ${at}`)));
});

test("every alert says how urgent it is, and what is wrong", () => {
  for (const { labels, annotations } of alerts) {
    expect(labels.severity).toMatch(/^(critical|warning)$/);
    expect(annotations.summary).toMatch(/^\S.{10,}\S$/);
  }
});

describe("docs/runbooks/alerts.md", () => {
  const page = new Page("docs/runbooks/alerts.md");

  test("has the section that each alert names", () => {
    const missing = alerts.filter(({ annotations }) => {
      const [file, anchor = ""] = (annotations.runbook ?? "").split("#");
      return file !== page.file || !page.anchors.includes(anchor);
    });
    expectNone(missing.map(({ alert }) => `${page.file}: add a section "## ${alert}": what it means, and what to do`));
  });

  test("has no section about an alert that is gone", () => {
    const others = ["alerts-of-the-cluster", "monitoring-silent", "serviceavailability", "servicelatency"];
    const known = [...alerts.map(({ alert }) => alert.toLowerCase()), ...others];
    const left = page.anchors.filter((anchor) => !known.includes(anchor));
    expectNone(left.map((anchor) => `${page.file}: delete the section ${anchor}, which is about no alert`));
  });
});

test("backups are late an hour after the next one should have ended, each cluster's under its own schedules", () => {
  const late = (stack: string) => alertsOf(stack).filter(({ alert }) => alert === "VeleroBackupLate");
  expect(late("production-platform").map(({ expr }) => expr)).toEqual([
    'time() - max by (schedule) (velero_backup_last_successful_timestamp{schedule="velero-etcd"}) > 25200',
    'time() - max by (schedule) (velero_backup_last_successful_timestamp{schedule="velero-persistent-volumes"}) > 90000',
  ]);
  expect(late("production-dr-platform").map(({ expr }) => expr)).toEqual([
    expect.stringContaining('schedule="velero-etcd-dr"'),
    expect.stringContaining('schedule="velero-persistent-volumes-dr"'),
  ]);
});

describe("where alerts go", () => {
  const topic = (region: string, name: string) =>
    `arn:aws:sns:${region}:\${data.aws_caller_identity.current.account_id}:${name}`;

  test.each([
    ["production", "us-east-1", "techally-alarms", "techally-heartbeat"],
    ["production-dr", "us-west-2", "techally-alarms", "techally-dr-heartbeat"],
    ["staging", "us-east-1", "techally-staging-alarms", "techally-staging-heartbeat"],
  ])("%s", (prefix, region, alarms, heartbeat) => {
    const values = monitoring(`${prefix}-platform`);
    expect(valueAt(values, "alertmanager.config.receivers")).toEqual([
      {
        name: "alarms",
        sns_configs: [{ topic_arn: topic(region, alarms), sigv4: { region }, send_resolved: true }],
      },
      {
        name: "heartbeat",
        sns_configs: [{ topic_arn: topic(region, heartbeat), sigv4: { region }, send_resolved: false }],
      },
      { name: "nobody" },
    ]);
    const cluster = fixtureStack(`${prefix}-cluster`);
    expect(cluster.resource("aws_eks_pod_identity_association", "alertmanager")).toMatchObject({
      namespace: "monitoring",
      service_account: "alertmanager",
    });
    const { statement } = cluster.data("aws_iam_policy_document", "alertmanager_permissions");
    expect(statement).toEqual([
      expect.objectContaining({
        actions: ["sns:Publish"],
        resources: [topic(region, alarms), topic(region, heartbeat)],
      }),
      expect.objectContaining({
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        condition: expect.arrayContaining([
          expect.objectContaining({ variable: "kms:ResourceAliases", values: [`alias/${alarms}`] }),
        ]),
      }),
    ]);
  });

  test("what always fires goes to the heartbeat, what needs nobody to nobody, and the rest to people", () => {
    expect(valueAt(monitoring("production-platform"), "alertmanager.config.route")).toMatchObject({
      receiver: "alarms",
      routes: [
        { matchers: ['alertname = "Watchdog"'], receiver: "heartbeat", repeat_interval: "5m" },
        { matchers: ['severity =~ "info|none"'], receiver: "nobody" },
      ],
    });
  });

  test("silence is an alarm of the region, unless nodes are stopped at times", () => {
    const production = fixtureStack("production-operations");
    for (const [id, name] of [
      ["monitoring_silent", "heartbeat"],
      ["dr_monitoring_silent", "dr_heartbeat"],
    ] as const) {
      expect(production.resource("aws_cloudwatch_metric_alarm", id)).toMatchObject({
        metric_name: "NumberOfMessagesPublished",
        dimensions: { TopicName: `\${aws_sns_topic.${name}.name}` },
        treat_missing_data: "breaching",
        evaluation_periods: 3,
        comparison_operator: "LessThanOrEqualToThreshold",
        threshold: 0,
      });
    }
    const staging = fixtureStack("staging-operations");
    expect(staging.names("aws_sns_topic")).toContain("heartbeat");
    expect(staging.names("aws_cloudwatch_metric_alarm")).not.toContain("monitoring_silent");
  });
});
