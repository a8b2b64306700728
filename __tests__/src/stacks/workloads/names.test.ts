import { otherManifests } from "../../../../src/stacks/workloads/secret-addresses";
import { fixtureStack, fixtureStacks } from "../../../support/stack-json";
import { productionWorkloads } from "../../../support/workloads";

const service = (change: object = {}) => ({ image: { tag: "v1.0.0" }, ports: { http: 3002 }, ...change });
const using = (...secrets: string[]) => ({
  secrets: Object.fromEntries(secrets.map((secret, index) => [`KEY_${index}`, { secret, key: "a" }])),
});
const permissions = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::media/*"] }];

/** Names in Terraform of the ExternalSecrets, by namespace and name. */
function externalSecrets(changes: Record<string, unknown>): Record<string, string> {
  const stack = productionWorkloads(changes);
  return Object.fromEntries(
    stack.names("kubernetes_manifest").flatMap((address) => {
      const { manifest } = stack.resource("kubernetes_manifest", address) as {
        manifest: { kind: string; metadata: { name: string; namespace: string } };
      };
      const { name, namespace } = manifest.metadata;
      return manifest.kind === "ExternalSecret" ? [[`${namespace}/${name}`, address]] : [];
    }),
  );
}

test("secrets whose names differ in a dot alone stay apart, and the first keeps its address", () => {
  const secrets = { "stripe.live": ["a"], "stripe-live": ["a"] };
  const one = externalSecrets({ secrets, services: { web: service(using("stripe.live")) } });
  const both = externalSecrets({ secrets, services: { web: service(using("stripe.live", "stripe-live")) } });
  expect(one).toMatchObject({ "production/stripe.live": "production_stripe_live" });
  expect(both).toMatchObject({
    "production/stripe.live": "production_stripe_live",
    "production/stripe-live": expect.stringMatching(/^production_stripe_live_[0-9a-f]{8}$/),
  });
});

test("a namespace's name and a secret's may meet", () => {
  const addresses = externalSecrets({
    namespaces: { a: {}, "a-b": {} },
    secrets: { "b-c": ["a"], c: ["a"] },
    services: {
      web: service({ namespace: "a", ...using("b-c") }),
      api: service({ namespace: "a-b", ...using("c") }),
    },
  });
  expect(addresses).toMatchObject({ "a/b-c": "a_b_c", "a-b/c": expect.stringMatching(/^a_b_c_[0-9a-f]{8}$/) });
});

test("secrets called like a part of the platform leave that its address", () => {
  const secrets = { gateway: ["a"], "peer-authentication": ["a"] };
  const addresses = externalSecrets({ secrets, services: { web: service(using(...Object.keys(secrets))) } });
  expect(addresses).toMatchObject({
    "production/gateway": expect.stringMatching(/^production_gateway_[0-9a-f]{8}$/),
    "production/peer-authentication": expect.stringMatching(/^production_peer_authentication_[0-9a-f]{8}$/),
  });
});

test("every manifest of the platform's own is one that secrets keep away from", () => {
  for (const name of fixtureStacks().filter((stack) => stack.endsWith("-workloads"))) {
    const stack = fixtureStack(name);
    const kindOf = (address: string) =>
      (stack.resource("kubernetes_manifest", address) as { manifest: { kind: string } }).manifest.kind;
    const own = stack.names("kubernetes_manifest").filter((address) => kindOf(address) !== "ExternalSecret");
    expect(
      otherManifests({
        namespaces: stack.names("kubernetes_namespace_v1"),
        services: stack.names("kubernetes_deployment_v1"),
        project: "techally",
      }),
    ).toEqual(expect.arrayContaining(own));
  }
});

test("services may be called like parts of the project", () => {
  const names = ["access", "deployment", "identity", "inline", "metrics", "pods", "role", "service"];
  const stack = productionWorkloads({
    services: Object.fromEntries(names.map((name) => [name, service({ permissions })])),
  });
  expect(stack.names("kubernetes_deployment_v1")).toEqual(expect.arrayContaining(names));
  expect(stack.names("aws_iam_role")).toEqual(names);
});

test("namespaces may be called like parts of the project, and start with a digit", () => {
  const names = ["gitops", "secret-store", "backend", "current", "2024"];
  const namespaces = Object.fromEntries(["production", ...names].map((name) => [name, {}]));
  const services = { web: service({ namespace: "2024", ...using("stripe") }) };
  const stack = productionWorkloads({ namespaces, secrets: { stripe: ["a"] }, services });
  expect(stack.names("kubernetes_namespace_v1")).toEqual(
    expect.arrayContaining(["_2024", "backend", "current", "gitops", "production", "secret_store"]),
  );
  expect(stack.names("kubernetes_manifest")).toContain("_2024_stripe");
});
