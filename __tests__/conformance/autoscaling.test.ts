import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { fixtureStack } from "../support/stack-json";

const primary = fixtureStack("production-workloads");
const standby = fixtureStack("production-dr-workloads");
const autoscaler = primary.resource("kubernetes_horizontal_pod_autoscaler_v2", "auth_service_hpa");

interface Spec {
  readonly metric: readonly Record<string, unknown>[];
  readonly behavior: Record<string, unknown>;
  readonly [argument: string]: unknown;
}
const spec = autoscaler.spec as Spec;

describe("§8.1 horizontal pod autoscaler", () => {
  test("auth-service-hpa scales the Deployment between 3 and 10 pods", () => {
    expect(primary.text).toHaveResource(HorizontalPodAutoscalerV2);
    expect(autoscaler.metadata).toEqual({ name: "auth-service-hpa", namespace: "production" });
    expect(spec).toMatchObject({
      scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "auth-service" },
      min_replicas: 3,
      max_replicas: 10,
    });
  });

  test("metrics: CPU, memory and requests per second", () => {
    expect(spec.metric).toEqual([
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", average_utilization: 70 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", average_utilization: 80 } } },
      {
        type: "Pods",
        pods: {
          metric: { name: "http_requests_per_second" },
          target: { type: "AverageValue", average_value: "100" },
        },
      },
    ]);
  });

  test("behavior: down", () => {
    expect(spec.behavior.scale_down).toEqual([
      {
        stabilization_window_seconds: 300,
        policy: [
          { type: "Percent", value: 10, period_seconds: 60 },
          { type: "Pods", value: 1, period_seconds: 60 },
        ],
        select_policy: "Min",
      },
    ]);
  });

  test("behavior: up", () => {
    expect(spec.behavior.scale_up).toEqual([
      {
        stabilization_window_seconds: 60,
        policy: [
          { type: "Percent", value: 100, period_seconds: 30 },
          { type: "Pods", value: 2, period_seconds: 30 },
        ],
        select_policy: "Max",
      },
    ]);
  });

  test("an idle standby keeps two pods, one of them through maintenance, and may grow as far as production", () => {
    expect(standby.resource("kubernetes_horizontal_pod_autoscaler_v2", "auth_service_hpa")).toMatchObject({
      spec: { ...spec, min_replicas: 2, max_replicas: 10 },
    });
    expect(standby.resource("kubernetes_deployment_v1", "auth_service")).toMatchObject({ spec: { replicas: "2" } });
    expect(standby.resource("kubernetes_pod_disruption_budget_v1", "auth_service")).toMatchObject({
      spec: { min_available: "1" },
    });
  });
});
