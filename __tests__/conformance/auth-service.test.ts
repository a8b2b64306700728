import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { fixtureStack } from "../support/stack-json";

const stack = fixtureStack("production-workloads");
const deployment = stack.resource("kubernetes_deployment_v1", "auth_service");

interface PodSpec {
  readonly container: readonly Record<string, unknown>[];
  readonly [argument: string]: unknown;
}

const spec = deployment.spec as { template: { metadata: object; spec: PodSpec } };
const pod = spec.template.spec;
const container = pod.container[0] as Record<string, unknown>;

describe("§4.1 deployment template", () => {
  test("the Deployment auth-service with its labels", () => {
    expect(stack.text).toHaveResource(DeploymentV1);
    expect(stack.names("kubernetes_deployment_v1")).toEqual(["auth_service"]);
    expect(deployment.metadata).toEqual({
      name: "auth-service",
      namespace: "production",
      labels: { app: "auth-service", version: "v1" },
    });
  });

  test("replicas, history, strategy and selector", () => {
    expect(spec).toMatchObject({
      replicas: "3",
      revision_history_limit: 10,
      strategy: { type: "RollingUpdate", rolling_update: { max_surge: "1", max_unavailable: "0" } },
      selector: { match_labels: { app: "auth-service" } },
    });
  });

  test("replicas are the autoscaler's after creation, and Terraform does not wait for pods", () => {
    expect(deployment).toMatchObject({
      lifecycle: { ignore_changes: ["spec[0].replicas"] },
      wait_for_rollout: false,
    });
  });

  test("labels and annotations of the pods", () => {
    expect(spec.template.metadata).toEqual({
      labels: { app: "auth-service", version: "v1" },
      annotations: { "prometheus.io/scrape": "true", "prometheus.io/port": "9090" },
    });
  });

  test("service account and affinity", () => {
    expect(pod.service_account_name).toBe("auth-service");
    expect(pod.affinity).toEqual({
      pod_anti_affinity: {
        preferred_during_scheduling_ignored_during_execution: [
          {
            weight: 100,
            pod_affinity_term: {
              label_selector: [{ match_expressions: [{ key: "app", operator: "In", values: ["auth-service"] }] }],
              topology_key: "kubernetes.io/hostname",
            },
          },
        ],
      },
    });
  });

  test("one container with its image, always pulled", () => {
    expect(pod.container).toHaveLength(1);
    expect(container).toMatchObject({
      name: "auth-service",
      image: "${data.aws_caller_identity.current.account_id}.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.0",
      image_pull_policy: "Always",
    });
  });

  test("ports", () => {
    expect(container.port).toEqual([
      { container_port: 3001, name: "http", protocol: "TCP" },
      { container_port: 9090, name: "metrics", protocol: "TCP" },
    ]);
  });

  test("environment", () => {
    const fromSecret = (name: string, key: string) => ({ secret_key_ref: { name, key } });
    expect(container.env).toEqual([
      { name: "NODE_ENV", value: "production" },
      { name: "DATABASE_URL", value_from: fromSecret("database-credentials", "url") },
      { name: "JWT_SECRET", value_from: fromSecret("auth-secrets", "jwt-secret") },
    ]);
  });

  test("resources", () => {
    expect(container.resources).toEqual({
      requests: { cpu: "100m", memory: "256Mi" },
      limits: { cpu: "500m", memory: "512Mi" },
    });
  });

  test("probes", () => {
    expect(container.liveness_probe).toEqual({
      http_get: { path: "/health/live", port: "3001" },
      initial_delay_seconds: 30,
      period_seconds: 10,
      timeout_seconds: 5,
      failure_threshold: 3,
    });
    expect(container.readiness_probe).toEqual({
      http_get: { path: "/health/ready", port: "3001" },
      initial_delay_seconds: 10,
      period_seconds: 5,
      timeout_seconds: 3,
      failure_threshold: 3,
    });
  });

  test("the ConfigMap auth-service-config, mounted read-only", () => {
    expect(container.volume_mount).toContainEqual({ name: "config", mount_path: "/app/config", read_only: true });
    expect(pod.volume).toContainEqual({ name: "config", config_map: { name: "auth-service-config" } });
    expect(stack.resource("kubernetes_config_map_v1", "auth_service_config").metadata).toMatchObject({
      name: "auth-service-config",
      namespace: "production",
    });
  });
});

describe("§4.1 what the Deployment refers to, and needs to run", () => {
  test("the service account", () => {
    expect(stack.resource("kubernetes_service_account_v1", "auth_service").metadata).toMatchObject({
      name: "auth-service",
      namespace: "production",
    });
  });

  test("a Service whose ports are the pods'", () => {
    expect(stack.resource("kubernetes_service_v1", "auth_service")).toMatchObject({
      metadata: { name: "auth-service", namespace: "production" },
      spec: {
        selector: { app: "auth-service" },
        port: [
          { name: "http", port: 3001, target_port: "3001", protocol: "TCP", app_protocol: "http" },
          { name: "metrics", port: 9090, target_port: "9090", protocol: "TCP", app_protocol: "http" },
        ],
      },
    });
  });

  test("general nodes, whose taint it tolerates, spread over zones", () => {
    expect(pod).toMatchObject({
      node_selector: { "workload-type": "general" },
      toleration: [{ key: "workload", operator: "Equal", value: "general", effect: "NoSchedule" }],
      topology_spread_constraint: [
        {
          max_skew: 1,
          topology_key: "topology.kubernetes.io/zone",
          when_unsatisfiable: "ScheduleAnyway",
          label_selector: [{ match_labels: { app: "auth-service" } }],
        },
      ],
    });
  });

  test("no root, no privileges, nothing writable but /tmp", () => {
    expect(pod.security_context).toEqual({
      run_as_non_root: true,
      run_as_user: "1000",
      seccomp_profile: { type: "RuntimeDefault" },
    });
    expect(container.security_context).toEqual({
      allow_privilege_escalation: false,
      privileged: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container.volume_mount).toContainEqual({ name: "tmp", mount_path: "/tmp" });
    expect(pod.volume).toContainEqual({ name: "tmp", empty_dir: {} });
    expect(pod.automount_service_account_token).toBe(false);
  });

  test("two pods stay up through maintenance", () => {
    expect(stack.resource("kubernetes_pod_disruption_budget_v1", "auth_service")).toMatchObject({
      metadata: { name: "auth-service", namespace: "production" },
      spec: { min_available: "2", selector: { match_labels: { app: "auth-service" } } },
    });
  });
});
