import { canonicalQuantity } from "../../modules/kubernetes/quantity";
import type { StackJson } from "./stack-json";

/**
 * What admission demands beyond the schemas of custom resources: Istio's webhook
 * (https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go) and the API server's own validation
 * (https://github.com/kubernetes/kubernetes/blob/master/pkg/apis). A rule says what is wrong, or nothing.
 */
// biome-ignore lint/suspicious/noExplicitAny: objects of every kind, which their schemas describe
type Json = any;

const retryConditions =
  "5xx gateway-error reset reset-before-request connect-failure retriable-4xx refused-stream retriable-status-codes " +
  "retriable-headers envoy-ratelimited http3-post-connect-failure cancelled deadline-exceeded internal " +
  "resource-exhausted unavailable";

const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function isDuration(text: string): boolean {
  const [, number, unit] = /^([\d.]+)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(number) * { ms: 1, s: 1e3, m: 6e4, h: 36e5 }[unit as "s"];
  const isWhole = Math.abs(milliseconds - Math.round(milliseconds)) <= milliseconds * 1e-12;
  return isWhole && milliseconds >= 1 && milliseconds < 2 ** 63 / 1e6;
}

function isHost(name: string): boolean {
  return name.length <= 255 && name.split(".").every((label) => dnsLabel.test(label));
}

function isInt32(value: unknown, from: number): boolean {
  return Number.isInteger(value) && (value as number) >= from && (value as number) < 2 ** 31;
}

function isCanonical(quantity: string): boolean {
  return canonicalQuantity(quantity) === quantity;
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

const customRules: Readonly<Record<string, (manifest: Json) => Record<string, boolean>>> = {
  VirtualService: ({ spec: { hosts, gateways, http } }) => ({
    "hosts are names, each once": hosts.length > 0 && hosts.every(isHost) && isUnique(hosts),
    "the Gateway is one": gateways.every((name: string) => dnsLabel.test(name)),
    "timeouts are whole milliseconds": http.every(({ timeout }: Json) => isDuration(timeout)),
    "prefixes are paths": http.every(({ match }: Json) => match[0].uri.prefix.startsWith("/")),
    "attempts are counted": http.every(({ retries }: Json) => isInt32(retries.attempts, 0)),
    "zero attempts stand alone": http.every(
      ({ retries }: Json) => retries.attempts > 0 || Object.keys(retries).length === 1,
    ),
    "tries take whole milliseconds": http.every(
      ({ retries }: Json) => retries.attempts === 0 || isDuration(retries.perTryTimeout),
    ),
    "conditions are Istio's or status codes": http.every(({ retries }: Json) =>
      (retries.retryOn ?? "5xx")
        .split(",")
        .every((word: string) => retryConditions.split(" ").includes(word) || /^[45]\d\d$/.test(word)),
    ),
  }),
  DestinationRule: ({ spec: { host, trafficPolicy } }) => {
    const { connectionPool, outlierDetection } = trafficPolicy;
    return {
      "the host is one": isHost(host),
      "connections are counted": [...Object.values(connectionPool.tcp), ...Object.values(connectionPool.http)].every(
        (value) => isInt32(value, 1),
      ),
      "spans are whole milliseconds": [outlierDetection.interval, outlierDetection.baseEjectionTime].every(isDuration),
      "errors are counted": isInt32(outlierDetection.consecutive5xxErrors, 0),
      "ejection is a percentage":
        outlierDetection.maxEjectionPercent >= 0 && outlierDetection.maxEjectionPercent <= 100,
    };
  },
  Gateway: ({ metadata, spec: { servers } }) => ({
    "the name is a label": dnsLabel.test(metadata.name),
    "hosts are names, each once": servers.every(
      ({ hosts }: Json) => hosts.length > 0 && hosts.every(isHost) && isUnique(hosts),
    ),
  }),
  ExternalSecret: ({ spec: { data } }) => ({
    "each key comes once": data.length > 0 && isUnique(data.map(({ secretKey }: Json) => secretKey)),
  }),
  Application: ({ spec: { source } }) => ({
    "the path is relative": !source.path.startsWith("/") && !source.path.split("/").includes(".."),
  }),
};

const builtInRules: Readonly<Record<string, (resource: Json) => Record<string, boolean>>> = {
  kubernetes_horizontal_pod_autoscaler_v2: ({ spec: { min_replicas, max_replicas, metric, behavior } }) => ({
    "the range is one": isInt32(min_replicas, 1) && isInt32(max_replicas, min_replicas),
    "targets are positive": metric.every(
      ({ resource, pods }: Json) => (resource ?? pods).target.average_utilization > 0 || pods !== undefined,
    ),
    "targets are written as they come back": metric.every(
      ({ pods }: Json) => pods === undefined || isCanonical(pods.target.average_value),
    ),
    "steps are in bounds": [behavior.scale_up, behavior.scale_down]
      .flat()
      .every(
        (rules: Json) =>
          rules.stabilization_window_seconds <= 3600 &&
          rules.policy.every((step: Json) => isInt32(step.value, 1) && step.period_seconds <= 1800),
      ),
  }),
  kubernetes_resource_quota_v1: ({ spec }) => ({
    "amounts are written as they come back": Object.values<string>(spec.hard).every(isCanonical),
  }),
  kubernetes_limit_range_v1: ({ spec: { limit } }) => ({
    "amounts are written as they come back": [limit[0].default, limit[0].default_request].every((amounts) =>
      Object.values<string>(amounts).every(isCanonical),
    ),
  }),
  kubernetes_deployment_v1: ({ spec: { strategy, template } }) => ({
    "a release can proceed": Object.values(strategy.rolling_update).some((value) => value !== "0"),
    "labels have 63 characters at most": Object.values<string>(template.metadata.labels).every((label) =>
      /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(label),
    ),
    "mounts are apart": template.spec.container.every(({ volume_mount }: Json) =>
      isUnique(volume_mount.map(({ mount_path }: Json) => mount_path)),
    ),
    "the image is a reference": template.spec.container.every(({ image }: Json) =>
      /^[a-z0-9.${}_-]+(:\d+)?\/[a-z0-9]+([._/-]+[a-z0-9]+)*:\w[\w.-]*$/i.test(image),
    ),
  }),
  kubernetes_config_map_v1: ({ data }) => ({
    "the files fit": Object.values<string>(data).join("").length <= 2 ** 20,
  }),
};

/** What the webhooks would say against custom resources. */
export function admissionProblems(manifests: readonly Json[]): string[] {
  return manifests.flatMap((manifest) => broken(manifest.kind, customRules[manifest.kind]?.(manifest)));
}

/** What the API server would say against the objects of its own kinds in a stack. */
export function validationProblems(stack: StackJson): string[] {
  return Object.entries(builtInRules).flatMap(([type, rule]) =>
    stack.names(type).flatMap((name) => broken(`${type}.${name}`, rule(stack.resource(type, name)))),
  );
}

function broken(name: string, rules: Readonly<Record<string, boolean>> = {}): string[] {
  return Object.entries(rules)
    .filter(([, holds]) => !holds)
    .map(([rule]) => `${name}: ${rule}`);
}
