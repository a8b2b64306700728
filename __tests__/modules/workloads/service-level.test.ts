import { ServiceLevel, type ServiceLevelSettings } from "../../../modules/workloads/service-level";
import { schemaProblems } from "../../support/custom-resources";
import { Page } from "../../support/pages";
import { promqlErrors } from "../../support/promql";
import { manifestOf, synthInCluster } from "../../support/workloads";

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function ruleOf(level: ServiceLevelSettings) {
  const stack = synthInCluster((scope) => {
    new ServiceLevel(scope, "level", { service: "orders", namespace: "shop", level, dependsOn: [] });
  });
  return manifestOf(stack, "orders_service_level") as unknown as {
    apiVersion: string;
    kind: string;
    metadata: object;
    spec: { groups: { name: string; rules: Rule[] }[] };
  };
}

const both = ruleOf({ availabilityPercent: 99.9, latency: { milliseconds: 500, percent: 99 } });
const [availability, latency] = both.spec.groups;

test("is a rule of Prometheus next to the service, with a group for each promise", () => {
  expect(both.metadata).toEqual({ name: "orders-service-level", namespace: "shop" });
  expect(both.spec.groups.map(({ name }) => name)).toEqual(["shop-orders-availability", "shop-orders-latency"]);
  expect(schemaProblems([both])).toEqual([]);
  expect(both.spec.groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => promqlErrors(expr)))).toEqual([]);
});

test("callers measure what failed, no failure counting as none, over each window", () => {
  const requests = 'reporter="source", destination_service_name="orders", destination_service_namespace="shop"';
  expect(availability?.rules.filter(({ record }) => record).map(({ record }) => record)).toEqual(
    ["5m", "30m", "1h", "2h", "6h", "1d", "3d"].map(
      (window) => `service_level:availability:failed_ratio_rate${window}`,
    ),
  );
  expect(availability?.rules[0]).toEqual({
    record: "service_level:availability:failed_ratio_rate5m",
    expr:
      `(sum(rate(istio_requests_total{${requests}, response_code=~"5.."}[5m])) or vector(0)) ` +
      `/ sum(rate(istio_requests_total{${requests}}[5m]))`,
    labels: { service: "orders" },
  });
  expect(latency?.rules[2]?.expr).toBe(
    `1 - sum(rate(istio_request_duration_milliseconds_bucket{${requests}, le="500"}[1h])) ` +
      `/ sum(rate(istio_request_duration_milliseconds_count{${requests}}[1h]))`,
  );
});

test("alerts compare a long and a short window with the budget of 30 days", () => {
  const alerts = availability?.rules.filter(({ alert }) => alert) ?? [];
  const spent = (window: string, limit: number) =>
    `service_level:availability:failed_ratio_rate${window}{service="orders"} > ${limit}`;
  expect(alerts.map(({ expr, labels }) => [labels.severity, expr])).toEqual([
    ["critical", `${spent("1h", 0.0144)} and ${spent("5m", 0.0144)}`],
    ["critical", `${spent("6h", 0.006)} and ${spent("30m", 0.006)}`],
    ["warning", `${spent("1d", 0.003)} and ${spent("2h", 0.003)}`],
    ["warning", `${spent("3d", 0.001)} and ${spent("6h", 0.001)}`],
  ]);
  const { anchors, file } = new Page("docs/runbooks/alerts.md");
  for (const { annotations = {} } of [...alerts, ...(latency?.rules.filter(({ alert }) => alert) ?? [])]) {
    expect(annotations.runbook?.split("#")[0]).toBe(file);
    expect(anchors).toContain(annotations.runbook?.split("#")[1]);
  }
});

test("what is not promised has no rules", () => {
  expect(ruleOf({ availabilityPercent: 99 }).spec.groups.map(({ name }) => name)).toEqual(["shop-orders-availability"]);
  const only = ruleOf({ latency: { milliseconds: 250, percent: 95 } });
  expect(only.spec.groups.map(({ name }) => name)).toEqual(["shop-orders-latency"]);
});
