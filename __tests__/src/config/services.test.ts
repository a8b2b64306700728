import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { problemsWith } from "../../support/problems";
import { auth, inAuth, second, withAuth, withSecond } from "../../support/service-changes";

test("an entry needs no more than a tag and a port", () => {
  expect(withSecond()).toEqual([]);
  const [environment] = loadEnvironments([{ ...production, services: { "order-service": second } }]);
  expect(environment?.services["order-service"]).toEqual({
    version: "v1",
    image: { tag: "v1.0.0", pullPolicy: "IfNotPresent" },
    replicas: 3,
    revisionHistoryLimit: 10,
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    ports: { http: 3002, metrics: 9090 },
    environment: {},
    secrets: {},
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    livenessProbe: {
      path: "/health/live",
      initialDelaySeconds: 30,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    readinessProbe: {
      path: "/health/ready",
      initialDelaySeconds: 10,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    },
    config: { mountPath: "/app/config", files: {} },
    trafficPolicy: {
      connectionPool: {
        tcp: { maxConnections: 100 },
        http: { http1MaxPendingRequests: 100, http2MaxRequests: 100 },
      },
      loadBalancer: "LEAST_REQUEST",
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: "30s",
        baseEjectionTime: "30s",
        maxEjectionPercent: 50,
      },
    },
    autoscaling: auth?.autoscaling,
    runAsUser: 1000,
    permissions: [],
    buckets: {},
  });
});

test("a route alone retries nothing that reached the service", () => {
  const services = { "order-service": { ...second, route: { hosts: ["techally.com"] } } };
  const [environment] = loadEnvironments([{ ...production, services }]);
  expect(environment?.services["order-service"]?.route).toEqual({
    hosts: ["techally.com"],
    prefix: "/",
    timeout: "30s",
    retries: { attempts: 3, perTryTimeout: "10s", retryOn: "connect-failure,refused-stream" },
  });
});

describe("values that do not go together", () => {
  test("a namespace that the cluster does not have", () => {
    expect(withAuth({ namespace: "payments" })).toEqual([
      {
        path: inAuth("namespace"),
        value: "payments",
        allowed: "one of namespaces: production, staging, development",
        fix: "add payments to namespaces, or name another",
      },
    ]);
  });

  test("no namespace of the environment's name", () => {
    const problems = problemsWith({
      namespaces: undefined,
      services: { "auth-service": { ...auth, namespace: undefined } },
    });
    expect(problems).toEqual([
      {
        path: inAuth("namespace"),
        value: undefined,
        allowed: "one of namespaces, which is empty",
        fix: "the default is the environment's name, production: add it to namespaces, or name another",
      },
    ]);
  });

  test("one port for requests and metrics", () => {
    expect(withAuth({ ports: { http: 9090, metrics: 9090 } })).toEqual([
      {
        path: inAuth("ports.metrics"),
        value: 9090,
        allowed: "any port but http's, 9090",
        fix: "give the metrics a port of their own: requests from outside must not reach them",
      },
    ]);
  });

  test("a minimum above the maximum", () => {
    expect(withAuth({ autoscaling: { minReplicas: 11, maxReplicas: 10 } })).toEqual([
      {
        path: inAuth("autoscaling.minReplicas"),
        value: 11,
        allowed: "at most maxReplicas, 10",
        fix: "lower minReplicas, or raise maxReplicas",
      },
    ]);
  });

  test("replicas that the autoscaler would change at once", () => {
    expect(withAuth({ replicas: 2 })).toEqual([
      {
        path: inAuth("replicas"),
        value: 2,
        allowed: "between minReplicas and maxReplicas, 3-10",
        fix: "choose a number that the autoscaler would leave alone",
      },
    ]);
  });

  test("a disruption budget that the minimum cannot spare a pod for", () => {
    expect(withAuth({ minAvailable: 3 })).toEqual([
      {
        path: inAuth("minAvailable"),
        value: 3,
        allowed: "less than autoscaling.minReplicas, 3",
        fix: "lower it, or raise minReplicas: otherwise no node with one of the pods can ever be drained",
      },
    ]);
  });

  test("a release that can replace no pod", () => {
    expect(withAuth({ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } })).toEqual([
      {
        path: inAuth("rollingUpdate"),
        value: { maxSurge: 0, maxUnavailable: 0 },
        allowed: "maxSurge or maxUnavailable above 0",
        fix: "set maxSurge to 1: with neither, no pod could ever be replaced",
      },
    ]);
  });

  test("limits below requests, whatever their units", () => {
    const resources = { requests: { cpu: "0.6", memory: "1Gi" }, limits: { cpu: "500m", memory: "1000M" } };
    expect(withAuth({ resources })).toEqual([
      {
        path: inAuth("resources.limits.cpu"),
        value: "500m",
        allowed: "at least the request, 0.6",
        fix: "raise the limit, or lower the request",
      },
      expect.objectContaining({ path: inAuth("resources.limits.memory"), allowed: "at least the request, 1Gi" }),
    ]);
  });
});
