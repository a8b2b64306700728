import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describeWith } from "../support/engine/requirements";
import { helmValues, valueAt } from "../support/helm-values";
import { fixtureStack } from "../support/stack-json";

/** Values of a series, one a minute (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/). */
interface Case {
  readonly alert: string;
  readonly series: Readonly<Record<string, string>>;
  /** When the alert is looked at. */
  readonly at: string;
  /** Labels of the alerts that are raised then, beside their severity. */
  readonly raised: readonly Readonly<Record<string, string>>[];
}

const gateway = 'reporter="source",source_workload="istio-ingressgateway"';
const unschedulable = 'kube_pod_status_unschedulable{namespace="logging",pod="elasticsearch-0"}';
const claim =
  'kube_pod_spec_volumes_persistentvolumeclaims_info{namespace="logging",pod="elasticsearch-0",volume="data"}';
const synced = 'externalsecret_status_condition{namespace="production",name="auth",condition="Ready",status="False"}';

const cases: readonly Case[] = [
  {
    alert: "GatewayErrors",
    series: {
      [`istio_requests_total{${gateway},response_code="200"}`]: "0+90x30",
      [`istio_requests_total{${gateway},response_code="503"}`]: "0+10x30",
    },
    at: "20m",
    raised: [{}],
  },
  {
    alert: "GatewayErrors",
    series: {
      [`istio_requests_total{${gateway},response_code="200"}`]: "0+99x30",
      [`istio_requests_total{${gateway},response_code="503"}`]: "0+1x30",
    },
    at: "20m",
    raised: [],
  },
  {
    alert: "VolumeWithoutNode",
    series: { [unschedulable]: "1x30", [claim]: "1x30" },
    at: "20m",
    raised: [{ namespace: "logging", pod: "elasticsearch-0" }],
  },
  { alert: "VolumeWithoutNode", series: { [unschedulable]: "1x30" }, at: "20m", raised: [] },
  { alert: "ExternalSecretNotSynced", series: { [synced]: "1x30" }, at: "10m", raised: [] },
  {
    alert: "ExternalSecretNotSynced",
    series: { [synced]: "1x30" },
    at: "20m",
    raised: [{ namespace: "production", name: "auth" }],
  },
  {
    alert: "VeleroBackupLate",
    series: { 'velero_backup_last_successful_timestamp{schedule="velero-etcd"}': "0x600" },
    at: "7h30m",
    raised: [{ schedule: "velero-etcd" }],
  },
  {
    alert: "VeleroBackupLate",
    series: { 'velero_backup_last_successful_timestamp{schedule="velero-etcd"}': "0x600" },
    at: "6h30m",
    raised: [],
  },
  { alert: "VeleroBackupMissing", series: { up: "1x2000" }, at: "8h", raised: [{ schedule: "velero-etcd" }] },
  {
    alert: "ElasticsearchRed",
    series: { 'eck_elasticsearch_health{cluster_namespace="logging",name="elasticsearch",health="red"}': "1x30" },
    at: "15m",
    raised: [{ cluster_namespace: "logging", name: "elasticsearch" }],
  },
];

describeWith(["promtool"], "the platform's alerts", ({ promtool }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-alerts-"));
  const files = valueAt(
    helmValues(fixtureStack("production-platform"), "kube_prometheus_stack"),
    "additionalPrometheusRulesMap",
  ) as Record<
    string,
    { groups: { rules: { alert: string; labels: Record<string, string>; annotations: object }[] }[] }
  >;
  const rules = path.join(folder, "rules.yaml");
  fs.writeFileSync(rules, JSON.stringify({ groups: Object.values(files).flatMap(({ groups }) => groups) }));
  const run = (...command: string[]) => spawnSync(promtool, command, { encoding: "utf8" });

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test("are what Prometheus takes", () => {
    const { status, stdout, stderr } = run("check", "rules", rules);
    expect([status, stdout, stderr]).toEqual([0, expect.stringContaining("SUCCESS"), ""]);
  });

  test.each(cases)("$alert at $at with $series", ({ alert, series, at, raised }) => {
    const file = path.join(folder, "case.yaml");
    const inputs = Object.entries(series).map(([name, values]) => ({ series: name, values }));
    const all = Object.values(files).flatMap(({ groups }) => groups.flatMap((group) => group.rules));
    const rule = (labels: Readonly<Record<string, string>>) =>
      all.find((one) => one.alert === alert && (one.labels.schedule ?? labels.schedule) === labels.schedule) ?? fail();
    const expected = raised.map((labels) => {
      const { labels: own, annotations } = rule(labels);
      return { exp_labels: { ...labels, ...own }, exp_annotations: filled(annotations, labels) };
    });
    const test = {
      interval: "1m",
      input_series: inputs,
      alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: expected }],
    };
    fs.writeFileSync(file, JSON.stringify({ rule_files: [rules], evaluation_interval: "1m", tests: [test] }));
    const { status, stdout, stderr } = run("test", "rules", file);
    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining("SUCCESS")]);
  });
});

function fail(): never {
  throw new Error("no such alert");
}

/** Annotations with the labels that stand in them. */
function filled(annotations: object, labels: Readonly<Record<string, string>>): object {
  const text = JSON.stringify(annotations).replaceAll(
    /\{\{ \$labels\.(\w+) \}\}/g,
    (_, name: string) => labels[name] ?? "",
  );
  return JSON.parse(text);
}
