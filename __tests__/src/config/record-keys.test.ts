import { productionWith } from "../../support/changed-environments";
import { problemsOf } from "../../support/problems";

const namespace = (change: object) => ({ namespaces: { production: change } });
const service = (change: object) => ({ services: { a: { image: { tag: "v1" }, ports: { http: 3000 }, ...change } } });
const group = (change: object) => ({
  cluster: {
    nodeGroups: {
      "general-workloads": { instanceTypes: ["m5.xlarge"], desiredCapacity: 3, minSize: 3, maxSize: 6, ...change },
    },
  },
});

/** A record with a wrong key, and the key. */
const cases: [string, object][] = [
  ["qa", { dns: { delegations: { qa: ["ns-1.awsdns-00.com"] } } }],
  ["QA", { namespaces: { QA: {} } }],
  ["requests cpu", namespace({ quota: { "requests cpu": "1" } })],
  ["My_Service", { services: { My_Service: { image: { tag: "v1" }, ports: { http: 3000 } } } }],
  ["MY-VALUE", service({ environment: { "MY-VALUE": "x" } })],
  ["1ST", service({ secrets: { "1ST": { secret: "auth-secrets", key: "jwt-secret" } } })],
  ["a/b", service({ config: { files: { "a/b": "x" } } })],
  ["Stripe", { secrets: { Stripe: ["api-key"] } }],
  ["Spot", { cluster: { nodeGroups: { Spot: {} } } }],
  ["kubernetes.io/role", group({ labels: { "kubernetes.io/role": "x" } })],
  ["AWSManagedRules", { edge: { countedRules: { AWSManagedRules: ["x"] } } }],
  ["aws:team", { tags: { "aws:team": "x" } }],
];

test.each(cases)("a key that is not allowed, %s, is what the message shows", (key, changes) => {
  const problem = problemsOf([productionWith(changes as Record<string, unknown>)]).find(({ value }) => value === key);
  expect(problem?.path).toContain(/\W|^\d/.test(key) ? `[${JSON.stringify(key)}]` : `.${key}`);
});

test("a delegation is keyed by the whole name of the sub-domain", () => {
  expect(problemsOf([productionWith({ dns: { delegations: { qa: ["ns-1.awsdns-00.com"] } } })])).toEqual([
    {
      path: "production.dns.delegations.qa",
      value: "qa",
      allowed: "a domain name in lower case without a trailing dot, such as techally.com",
      fix: "write the bare domain: no scheme, no path, no trailing dot",
    },
  ]);
});
