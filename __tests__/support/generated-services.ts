import fc from "fast-check";

/** Spans of time that the schema takes, up to a number of milliseconds. */
function durations(longest: number) {
  const milliseconds = fc.integer({ min: 1, max: longest });
  return fc.oneof(
    milliseconds.map((value) => `${value}ms`),
    milliseconds.map((value) => `${value / 1000}s`),
    fc.integer({ min: 1, max: Math.max(1, Math.floor(longest / 60_000)) }).map((value) => `${value}m`),
  );
}

const counts = fc.integer({ min: 1, max: 100_000 });
const cpu = fc.constantFrom("100m", "0.1", ".25", "1000m", "1", "2.5", "1e0");
const memory = fc.constantFrom("64Mi", "1024Mi", "1.5Gi", "500M", "1000k", "2e9", "1073741824");
const amounts = fc.record({ cpu, memory });

/** Requests and limits where the request is not above the limit: both are the same. */
const resources = amounts.map((requests) => ({ requests, limits: requests }));

const retryOn = fc
  .subarray(["5xx", "reset", "gateway-error", "connect-failure", "unavailable", "429", "503"], { minLength: 1 })
  .map((conditions) => conditions.join(","));

const retries = fc.record({ attempts: fc.integer({ min: 0, max: 10 }), perTryTimeout: durations(10 ** 9), retryOn });

const prefix = fc.stringMatching(/^\/x([\w.~:@!$&'()*+,;=-]|%[0-9A-F]{2}|\/[a-z]){0,20}$/);

const routes = fc.oneof(
  fc.record({
    hosts: fc.subarray(["techally.com", "www.techally.com", "auth.techally.com"], { minLength: 1 }),
    prefix,
    timeout: durations(60_000),
    retries,
  }),
  fc.record({ hosts: fc.constant(["auth.techally.com"]), prefix, timeout: durations(4_000_000), retries }),
);

const trafficPolicies = fc.record({
  connectionPool: fc.record({
    tcp: fc.record({ maxConnections: counts }),
    http: fc.record(
      { http1MaxPendingRequests: counts, http2MaxRequests: counts, maxRequestsPerConnection: counts },
      { requiredKeys: ["http1MaxPendingRequests", "http2MaxRequests"] },
    ),
  }),
  loadBalancer: fc.constantFrom("LEAST_REQUEST", "ROUND_ROBIN", "RANDOM"),
  outlierDetection: fc.record({
    consecutive5xxErrors: counts,
    interval: durations(10 ** 12),
    baseEjectionTime: durations(10 ** 12),
    maxEjectionPercent: fc.integer({ min: 0, max: 100 }),
  }),
});

const scalingRules = fc.record({
  stabilizationWindowSeconds: fc.integer({ min: 0, max: 3600 }),
  policies: fc.array(
    fc.record({
      type: fc.constantFrom("Percent", "Pods"),
      value: counts,
      periodSeconds: fc.integer({ min: 1, max: 1800 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  selectPolicy: fc.constantFrom("Min", "Max", "Disabled"),
});

const percent = fc.integer({ min: 1, max: 100 });

/** Pods at creation and the autoscaler's range around them. */
const scaling = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50), fc.nat(50)).chain(([minReplicas, more, most]) =>
  fc.record({
    replicas: fc.constant(minReplicas + Math.min(more, most)),
    autoscaling: fc.record({
      minReplicas: fc.constant(minReplicas),
      maxReplicas: fc.constant(minReplicas + most),
      cpuUtilization: percent,
      memoryUtilization: percent,
      requestsPerSecond: fc.option(fc.oneof(counts, fc.constantFrom(1000, 1500, 1_000_000))),
      scaleDown: scalingRules,
      scaleUp: scalingRules,
    }),
  }),
);

const ports = fc.record({ http: fc.integer({ min: 1024, max: 9089 }), metrics: fc.constantFrom(9090, 15100, 65535) });

const rest = fc.record(
  {
    version: fc.stringMatching(/^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/),
    image: fc
      .record({
        tag: fc.stringMatching(/^v[\w.-]{0,20}$/),
        from: fc.constantFrom<object>(
          { repository: "a/b" },
          { repository: "a.b-c" },
          { registry: "ghcr.io", repository: "a__b" },
        ),
      })
      .map(({ tag, from }) => ({ tag, ...from })),
    ports,
    rollingUpdate: fc.record({ maxSurge: fc.integer({ min: 1, max: 9 }), maxUnavailable: fc.nat(9) }),
    environment: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,8}$/), fc.string({ unit: "grapheme" }), { maxKeys: 3 }),
    secrets: fc.constantFrom(
      {},
      {
        A_KEY: { secret: "auth-secrets", key: "jwt-secret" },
        B_KEY: { secret: "auth-secrets", key: "jwt-secret" },
        C_KEY: { secret: "redis-credentials", key: "url" },
      },
    ),
    resources,
    config: fc.record({
      mountPath: fc.constantFrom("/app/config", "/etc/orders", "/srv/a/b"),
      files: fc.dictionary(fc.stringMatching(/^[a-z][\w.-]{0,9}$/), fc.string(), { maxKeys: 3 }),
    }),
    route: routes,
    trafficPolicy: trafficPolicies,
    runAsUser: fc.constantFrom(1, 1336, 65534),
  },
  { requiredKeys: ["image", "ports"] },
);

/** A service entry that configuration accepts, with any of the values that it may leave out. */
export const generatedServices = fc
  .tuple(rest, scaling)
  .map(([values, { replicas, autoscaling }]) => ({ ...values, replicas, autoscaling }));

/** A namespace's settings that hold whatever such a service asks for. */
export const generatedNamespaces = fc.record({
  quota: fc.constantFrom<Record<string, string>>(
    { "requests.cpu": "1000", "limits.memory": "2048Gi", pods: "1000" },
    { "count/jobs.batch": "1e3", "requests.nvidia.com/gpu": "0", "requests.storage": "1.5Ti" },
    { cpu: "1000000m", "gp3.storageclass.storage.k8s.io/requests.storage": "1000Gi" },
  ),
  containerDefaults: resources,
});
