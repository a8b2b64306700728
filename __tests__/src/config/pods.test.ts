import type { Draft } from "../../support/changed-environments";
import { problemsAfter } from "../../support/problems";

type NodeGroups = Draft["cluster"]["nodeGroups"];

const amounts = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });

/** What is reported when auth-service requests so much. */
const withRequests = (
  cpu: string,
  memory: string,
  change: (groups: NodeGroups, production: Draft) => void = () => {},
) =>
  problemsAfter(({ production }) => {
    Object.assign(production.services?.["auth-service"] ?? {}, { resources: amounts(cpu, memory) });
    Object.assign(production.namespaces?.production ?? {}, { quota: {} });
    change(production.cluster.nodeGroups, production);
  });

const at = (resource: string) => `production.services["auth-service"].resources.requests.${resource}`;

describe("pods against nodes", () => {
  test("more CPU than a node of the general group has", () => {
    expect(withRequests("6", "1Gi")).toEqual([
      {
        path: at("cpu"),
        value: "6",
        allowed:
          "at most 3565m, what a node of general-workloads has left: 4 of m5.xlarge - 80m for the system - " +
          "255m for what runs on every node - 100m for the sidecar",
        fix: "lower it, or give general-workloads larger instanceTypes",
      },
    ]);
  });

  test("more memory", () => {
    expect(withRequests("1", "15Gi")).toEqual([
      expect.objectContaining({
        path: at("memory"),
        allowed:
          "at most 14983Mi, what a node of general-workloads has left: 16Gi of m5.xlarge - 993Mi for the system - " +
          "280Mi for what runs on every node - 128Mi for the sidecar",
      }),
    ]);
  });

  test("all that is left, and a little more", () => {
    expect(withRequests("3565m", "14983Mi")).toEqual([]);
    expect(withRequests("3566m", "14984Mi").map(({ path }) => path)).toEqual([at("cpu"), at("memory")]);
  });

  test("groups that carry the general group's labels count too", () => {
    const widened = withRequests("6", "1Gi", (groups) => {
      Object.assign(groups["compute-intensive"]?.labels ?? {}, { "workload-type": "general" });
    });
    expect(widened).toEqual([]);
  });

  test("of two groups, each too small in one respect, the one is named that fits better", () => {
    const problems = withRequests("6", "30Gi", (groups) => {
      for (const { labels } of Object.values(groups)) Object.assign(labels ?? {}, { "workload-type": "general" });
    });
    expect(problems).toEqual([
      expect.objectContaining({ path: at("memory"), allowed: expect.stringContaining("16Gi of c5.2xlarge") }),
    ]);
  });

  test("a node with room for nothing", () => {
    const problems = withRequests("2", "4Gi", (groups) => {
      Object.assign(groups["general-workloads"] ?? {}, { instanceTypes: ["t3.medium"] });
    });
    expect(problems.map(({ path, allowed }) => [path, allowed.split(",")[0]])).toEqual([
      [at("cpu"), "at most 1575m"],
      [at("memory"), "at most 3146Mi"],
      ["production.platform.monitoring.prometheus.memoryGib", "at most 3"],
      ["production.platform.logging.elasticsearch.memoryGib", "at most 3"],
    ]);
  });

  test("the platform's own large pods", () => {
    const problems = problemsAfter(({ production }) => {
      production.platform = {
        ...production.platform,
        monitoring: { prometheus: { memoryGib: 16 } },
        logging: { elasticsearch: { memoryGib: 15 } },
      };
    });
    expect(problems).toEqual([
      {
        path: "production.platform.monitoring.prometheus.memoryGib",
        value: 16,
        allowed:
          "at most 14, what a node of general-workloads has left: 16Gi of m5.xlarge - 993Mi for the system - " +
          "280Mi for what runs on every node",
        fix: "lower it, or give general-workloads larger instanceTypes",
      },
      expect.objectContaining({ path: "production.platform.logging.elasticsearch.memoryGib", value: 15 }),
    ]);
  });
});
