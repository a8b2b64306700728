import { ingressGateway } from "../../../../modules/platform/charts/ingress-gateway";
import { istioBase } from "../../../../modules/platform/charts/istio-base";
import { istiod } from "../../../../modules/platform/charts/istiod";
import { planReleases } from "../../../../modules/platform/release-plan";
import { chartIn } from "../../../support/chart";
import { valueAt } from "../../../support/helm-values";

const chart = chartIn("mesh");
const sidecarRequests = { cpu: "77m", memory: "99Mi" };
const sidecarLimits = { cpu: "3", memory: "2Gi" };
const nodePorts = { http: 31080, status: 31021 };

const controlPlane = (minReplicas: number) =>
  istiod({ ...chart, minReplicas, maxReplicas: 5, trustedProxies: 2, sidecarRequests, sidecarLimits });
const gateway = (minReplicas: number) =>
  ingressGateway({ ...chart, minReplicas, maxReplicas: 9, port: 8080, nodePorts });

test("custom resources, then the control plane, then the gateway", () => {
  const plan = planReleases([gateway(2), controlPlane(2), istioBase({ source: chart.source })]);
  expect(plan.map(({ name, after }) => [name, after])).toEqual([
    ["istio-base", []],
    ["istiod", ["istio-base"]],
    ["istio-ingressgateway", ["istiod"]],
  ]);
});

describe("istiod", () => {
  test("scales between its replicas and lets one go at a time", () => {
    expect(controlPlane(3).values).toMatchObject({
      autoscaleEnabled: true,
      autoscaleMin: 3,
      autoscaleMax: 5,
      pdb: { minAvailable: 2 },
      global: { defaultPodDisruptionBudget: { enabled: true } },
    });
  });

  test("a single replica has no budget: it would block every node upgrade", () => {
    expect(valueAt(controlPlane(1).values, "global.defaultPodDisruptionBudget")).toEqual({ enabled: false });
  });

  test("has sidecars request what it is told", () => {
    const resources = valueAt(controlPlane(2).values, "global.proxy.resources");
    expect(resources).toEqual({ requests: sidecarRequests, limits: sidecarLimits });
  });

  test("merges metrics and reads the client's address behind the proxies in front", () => {
    expect(controlPlane(2).values.meshConfig).toMatchObject({
      enablePrometheusMerge: true,
      defaultConfig: { gatewayTopology: { numTrustedProxies: 2 } },
    });
  });
});

describe("ingress gateway", () => {
  test("opens the node ports of the load balancer and asks for none of its own", () => {
    expect(gateway(3).values.service).toEqual({
      type: "NodePort",
      ports: [
        { name: "status-port", port: 15021, protocol: "TCP", targetPort: 15021, nodePort: 31021 },
        { name: "http2", port: 8080, protocol: "TCP", targetPort: 8080, nodePort: 31080 },
      ],
    });
  });

  test("scales between its replicas and lets one go at a time", () => {
    expect(gateway(3).values).toMatchObject({
      autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 9 },
      podDisruptionBudget: { minAvailable: 2 },
    });
    expect(gateway(1).values.podDisruptionBudget).toEqual({});
  });
});
