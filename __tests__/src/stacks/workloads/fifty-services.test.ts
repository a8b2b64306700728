import { parseQuantity } from "../../../../src/config/values/quantity";
import { manifestOf, productionWorkloads } from "../../../support/workloads";

const names = Array.from({ length: 50 }, (_, index) => `service-${index + 1}`);
const services = Object.fromEntries(
  names.map((name, index) => [
    name,
    {
      image: { tag: "v1.0.0" },
      ports: { http: 4000 + index },
      route: { hosts: ["techally.com"], prefix: `/api/${name}/` },
      autoscaling: { minReplicas: 2, maxReplicas: 4 },
      replicas: 2,
    },
  ]),
);
const stack = productionWorkloads({ services });

interface Deployment {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly container: readonly {
          readonly port: readonly { readonly container_port: number }[];
          readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } };
        }[];
      };
    };
  };
}
interface Autoscaler {
  readonly spec: { readonly max_replicas: number };
}

const snake = (name: string) => name.replaceAll("-", "_");
const deployment = (name: string) => stack.resource("kubernetes_deployment_v1", snake(name)) as unknown as Deployment;

test("fifty services beside auth-service, each under its own name in the environment's namespace", () => {
  expect(stack.names("kubernetes_deployment_v1")).toHaveLength(51);
  expect(names.map((name) => deployment(name).metadata)).toEqual(
    names.map((name) => expect.objectContaining({ name, namespace: "production" })),
  );
});

test.each(names)("%s listens where its Service and its route lead", (name) => {
  const port = deployment(name).spec.template.spec.container[0]?.port[0]?.container_port;
  expect(stack.resource("kubernetes_service_v1", snake(name))).toMatchObject({
    spec: { port: [{ name: "http", port, target_port: String(port) }, { name: "metrics" }] },
  });
  expect(manifestOf(stack, `${snake(name)}_virtual_service`)).toMatchObject({
    spec: {
      hosts: ["techally.com"],
      http: [
        {
          match: [{ uri: { prefix: `/api/${name}/` } }],
          route: [{ destination: { host: name, port: { number: port } } }],
        },
      ],
    },
  });
});

test("no port is used twice", () => {
  const ports = names.map((name) => deployment(name).spec.template.spec.container[0]?.port[0]?.container_port);
  expect(new Set(ports).size).toBe(50);
});

test("the gateway names each host once", () => {
  expect(manifestOf(stack, "production_gateway")).toMatchObject({
    spec: { servers: [{ hosts: ["auth.techally.com", "techally.com"] }] },
  });
});

test("all together stay inside the quota at their largest, sidecars and a release included", () => {
  const largest = (resource: "cpu" | "memory", sidecar: string) =>
    ["auth-service", ...names].reduce((sum, name) => {
      const autoscaler = stack.resource(
        "kubernetes_horizontal_pod_autoscaler_v2",
        `${snake(name)}_hpa`,
      ) as unknown as Autoscaler;
      const request = deployment(name).spec.template.spec.container[0]?.resources.requests[resource] ?? "0";
      return sum + (autoscaler.spec.max_replicas + 1) * (parseQuantity(request) + parseQuantity(sidecar));
    }, 0);
  expect(largest("cpu", "100m")).toBeCloseTo(52.2);
  expect(largest("memory", "128Mi")).toBe((11 + 50 * 5) * parseQuantity("384Mi"));
  expect(largest("cpu", "100m")).toBeLessThanOrEqual(100);
  expect(largest("memory", "128Mi")).toBeLessThanOrEqual(parseQuantity("200Gi"));
});
