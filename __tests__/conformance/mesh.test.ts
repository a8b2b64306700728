import { fixtureStack } from "../support/stack-json";
import { manifestOf } from "../support/workloads";

const primary = fixtureStack("production-workloads");
const standby = fixtureStack("production-dr-workloads");
const regions = [
  ["us-east-1", primary, "techally"],
  ["us-west-2", standby, "techally-dr"],
] as const;

describe.each(regions)("§4.2 service mesh configuration in %s", (region, stack, secretPrefix) => {
  test("the VirtualService auth-service", () => {
    expect(manifestOf(stack, "auth_service_virtual_service")).toEqual({
      apiVersion: "networking.istio.io/v1beta1",
      kind: "VirtualService",
      metadata: { name: "auth-service", namespace: "production" },
      spec: {
        hosts: ["auth.techally.com"],
        gateways: ["techally-gateway"],
        http: [
          {
            match: [{ uri: { prefix: "/api/auth" } }],
            route: [{ destination: { host: "auth-service", port: { number: 3001 } }, weight: 100 }],
            timeout: "30s",
            retries: { attempts: 3, perTryTimeout: "10s", retryOn: "5xx,reset,connect-failure,refused-stream" },
          },
        ],
      },
    });
  });

  test("the DestinationRule auth-service", () => {
    expect(manifestOf(stack, "auth_service_destination_rule")).toEqual({
      apiVersion: "networking.istio.io/v1beta1",
      kind: "DestinationRule",
      metadata: { name: "auth-service", namespace: "production" },
      spec: {
        host: "auth-service",
        trafficPolicy: {
          connectionPool: {
            tcp: { maxConnections: 100 },
            http: { http1MaxPendingRequests: 100, http2MaxRequests: 100, maxRequestsPerConnection: 2 },
          },
          loadBalancer: { simple: "LEAST_REQUEST" },
          outlierDetection: {
            consecutive5xxErrors: 5,
            interval: "30s",
            baseEjectionTime: "30s",
            maxEjectionPercent: 50,
          },
        },
      },
    });
  });

  test("the Gateway techally-gateway, where the VirtualService looks for it, without a redirect to HTTPS", () => {
    expect(manifestOf(stack, "production_gateway")).toEqual({
      apiVersion: "networking.istio.io/v1beta1",
      kind: "Gateway",
      metadata: { name: "techally-gateway", namespace: "production" },
      spec: {
        selector: { istio: "ingressgateway" },
        servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["auth.techally.com"] }],
      },
    });
  });

  test("§4.1 the secrets come from Secrets Manager in the same region", () => {
    expect(manifestOf(stack, "aws_secrets_manager")).toEqual({
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "aws-secrets-manager" },
      spec: {
        conditions: [{ namespaces: ["production"] }],
        provider: { aws: { service: "SecretsManager", region } },
      },
    });
    expect(manifestOf(stack, "production_database_credentials")).toMatchObject({
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "database-credentials", namespace: "production" },
      spec: {
        secretStoreRef: { kind: "ClusterSecretStore", name: "aws-secrets-manager" },
        target: { name: "database-credentials" },
        data: [{ secretKey: "url", remoteRef: { key: `${secretPrefix}/database-credentials`, property: "url" } }],
      },
    });
    // Tokens are valid in both regions, so the key that signs them is the same.
    expect(manifestOf(stack, "production_auth_secrets")).toMatchObject({
      metadata: { name: "auth-secrets", namespace: "production" },
      spec: {
        data: [{ secretKey: "jwt-secret", remoteRef: { key: "techally/auth-secrets", property: "jwt-secret" } }],
      },
    });
  });

  test("§4.1 Prometheus finds the metrics that prometheus.io/port points at, next to the sidecar's", () => {
    expect(manifestOf(stack, "auth_service_pod_monitor")).toMatchObject({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: "auth-service", namespace: "production" },
      spec: {
        selector: { matchLabels: { app: "auth-service" } },
        podMetricsEndpoints: [
          {
            port: "http",
            path: "/stats/prometheus",
            relabelings: [{ targetLabel: "__address__", replacement: "$1:15020" }],
          },
        ],
      },
    });
  });
});

test("§4.1 the standby region pulls the image from its own registry", () => {
  expect(standby.text).toContain(".dkr.ecr.us-west-2.amazonaws.com/auth-service:v1.0.0");
});
