import fc from "fast-check";
import { admissionProblems, validationProblems } from "../../../support/admission";
import { schemaProblems } from "../../../support/custom-resources";
import { generatedNamespaces, generatedServices } from "../../../support/generated-services";
import { runs } from "../../../support/seed";
import { manifestOf, productionWorkloads } from "../../../support/workloads";

/** A stack takes a tenth of a second or more, so there are few. */
const numRuns = runs(3);

test("whatever configuration accepts, schemas, webhooks and API server accept", () => {
  // Their schemas are checked in the end, since that takes a process.
  const made: ReturnType<typeof manifestOf>[] = [];
  fc.assert(
    fc.property(generatedServices, generatedNamespaces, (service, namespace) => {
      const stack = productionWorkloads({
        namespaces: { generated: namespace },
        services: { generated: { ...service, namespace: "generated" } },
        gitops: { repository: "https://github.com/techally/deployments.git" },
      });
      const manifests = stack.names("kubernetes_manifest").map((name) => manifestOf(stack, name));
      made.push(...manifests);
      expect([...admissionProblems(manifests), ...validationProblems(stack)]).toEqual([]);
    }),
    { numRuns },
  );
  expect(schemaProblems(made as unknown as Parameters<typeof schemaProblems>[0])).toEqual([]);
});

describe("a fault is found", () => {
  const retries = { attempts: 3, perTryTimeout: "1s", retryOn: "5xx" };
  const http = { match: [{ uri: { prefix: "/" } }], timeout: "1s", retries };
  const virtualService = (change: object) => ({
    kind: "VirtualService",
    spec: { hosts: ["example.com"], gateways: ["gateway"], http: [{ ...http, ...change }] },
  });

  test.each([
    [{}, []],
    [{ timeout: "0.5ms" }, ["timeouts are whole milliseconds"]],
    [{ timeout: "99999999999h" }, ["timeouts are whole milliseconds"]],
    [{ retries: { ...retries, attempts: 0 } }, ["zero attempts stand alone"]],
    [{ retries: { ...retries, retryOn: "5xx,timeout" } }, ["conditions are Istio's or status codes"]],
  ])("in a route with %j", (change, rules) => {
    expect(admissionProblems([virtualService(change)])).toEqual(rules.map((rule) => `VirtualService: ${rule}`));
  });
});
