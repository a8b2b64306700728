import { type EnvironmentInput, loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { staging } from "../../fixtures/environments/staging";
import { problemsOf } from "../../support/problems";

type ClusterInput = EnvironmentInput["cluster"];
type NodeGroupInput = ClusterInput["nodeGroups"][string];

const general = production.cluster.nodeGroups["general-workloads"] as NodeGroupInput;
const compute = production.cluster.nodeGroups["compute-intensive"] as NodeGroupInput;

const withCluster = (change: object) => problemsOf([{ ...production, cluster: { ...production.cluster, ...change } }]);
const withGroups = (nodeGroups: object) => withCluster({ nodeGroups });
const withGeneral = (change: object) =>
  withGroups({ ...production.cluster.nodeGroups, "general-workloads": { ...general, ...change } });

const at = (path: string) => `production.cluster.${path}`;
const inGeneral = (path: string) => at(`nodeGroups["general-workloads"].${path}`);

test("what the document leaves open has defaults", () => {
  const [environment] = loadEnvironments([production]);
  expect(environment?.cluster).toMatchObject({
    version: "1.36",
    publicAccessCidrs: [],
    access: { "platform-admin": { policy: "AmazonEKSClusterAdminPolicy", namespaces: [] } },
    terraformAccess: "exec",
    logRetentionDays: 90,
    podAddresses: { warmIpTarget: 4, minimumIpTarget: 16 },
    deletionProtection: true,
    generalNodeGroup: "general-workloads",
    nodeGroups: { "memory-intensive": { capacity: "ON_DEMAND", volumeSize: 100, taints: [] } },
  });
});

describe("cluster", () => {
  test.each([
    [
      { name: "techally production" },
      "name",
      "up to 42 letters, digits, hyphens and underscores, starting with a letter or digit",
    ],
    [{ version: "1.27" }, "version", "1.36, 1.35"],
    [{ logRetentionDays: 42 }, "logRetentionDays", expect.stringContaining("30, 60, 90")],
    [{ terraformAccess: "kubeconfig" }, "terraformAccess", '"exec", "token"'],
    [{ podAddresses: { warmIpTarget: 0 } }, "podAddresses.warmIpTarget", "at least 1"],
    [{ podAddresses: { minimumIpTarget: 0 } }, "podAddresses.minimumIpTarget", "at least 1"],
    [{ podAddresses: { warmEniTarget: 1 } }, "podAddresses.warmEniTarget", "only warmIpTarget, minimumIpTarget"],
    [
      { publicAccessCidrs: ["203.0.113.7/24"] },
      "publicAccessCidrs[0]",
      expect.stringContaining("no bits set behind the prefix"),
    ],
    [
      { publicAccessCidrs: ["203.0.113.0/024"] },
      "publicAccessCidrs[0]",
      "an IPv4 network in CIDR notation such as 10.0.0.0/16, without leading zeros",
    ],
    [{ publicAccessCidrs: ["0.0.0.0/0"] }, "publicAccessCidrs[0]", "ranges narrower than the whole internet"],
    [{ generalNodeGroup: "general" }, "generalNodeGroup", "general-workloads, compute-intensive, memory-intensive"],
  ])("%j is refused", (change, path, allowed) => {
    expect(withCluster(change)).toContainEqual(expect.objectContaining({ path: at(path), allowed }));
  });

  test("a version outside the catalogue says where the catalogue is", () => {
    expect(withCluster({ version: "1.27" })).toEqual([
      {
        path: at("version"),
        value: "1.27",
        allowed: "1.36, 1.35",
        fix: "choose one of these; add a new one to src/versions.ts when EKS and every chart support it",
      },
    ]);
  });

  test("public ranges are allowed when they are narrower", () => {
    expect(withCluster({ publicAccessCidrs: ["203.0.113.0/24", "11.0.0.0/8"] })).toEqual([]);
  });

  test.each([
    "10.0.0.0/8",
    "192.168.1.0/24",
    "100.64.0.0/10",
    "127.0.0.1/32",
    "169.254.169.254/32",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "172.0.0.0/8",
    "128.0.0.0/1",
  ])("%s is no public range", (range) => {
    expect(withCluster({ publicAccessCidrs: [range] })).toEqual([
      {
        path: at("publicAccessCidrs[0]"),
        value: range,
        allowed: "public addresses, as the internet has them",
        fix: expect.stringContaining("EKS takes no reserved ones (https://docs.aws.amazon.com/eks/"),
      },
    ]);
  });

  test("at least one node group", () => {
    expect(withGroups({})).toEqual([
      {
        path: at("nodeGroups"),
        value: {},
        allowed: "at least one node group",
        fix: "add general-workloads: without nodes nothing runs",
      },
    ]);
  });

  test("names are unique across environments", () => {
    const twin = { ...staging, cluster: { ...staging.cluster, name: production.cluster.name } };
    expect(problemsOf([production, twin])).toEqual([
      {
        path: "staging.cluster.name",
        value: "techally-production",
        allowed: "a value that no other environment has",
        fix: "production.cluster.name has it; choose another",
      },
    ]);
  });
});

describe("node groups", () => {
  test.each(["General", "-general", "general_workloads", "a".repeat(64)])("%s is no name", (name) => {
    expect(withGroups({ ...production.cluster.nodeGroups, [name]: compute })).toContainEqual(
      expect.objectContaining({
        allowed: "1-63 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
        fix: "rename the node group: its resources' addresses carry the name",
      }),
    );
  });

  test.each([
    [{ desiredCapacity: 2 }, "desiredCapacity", 2, "minSize to maxSize, 3 to 10", "choose a number in between"],
    [{ desiredCapacity: 11 }, "desiredCapacity", 11, "minSize to maxSize, 3 to 10", "choose a number in between"],
    [{ minSize: 11 }, "minSize", 11, "at most maxSize, 10", "lower minSize, or raise maxSize"],
    [
      { instanceTypes: ["m5.xlarge", "m5.xlarge"] },
      "instanceTypes[1]",
      "m5.xlarge",
      "each entry once",
      'remove it: cluster.nodeGroups["general-workloads"].instanceTypes[0] is the same',
    ],
    [
      { instanceTypes: ["m5.xlarge", "c5.xlarge"] },
      "instanceTypes[1]",
      "c5.xlarge",
      "a type with 4 vCPUs and 16 GiB, as m5.xlarge has",
      "replace it: c5.xlarge has 4 vCPUs and 8 GiB, and the autoscaler takes all nodes of a group for equal",
    ],
    [
      { capacity: "SPOT" },
      "instanceTypes",
      ["m5.xlarge"],
      "at least 3 instance types for SPOT",
      "add types of the same shape from other families, or set capacity to ON_DEMAND",
    ],
  ])("%j is refused", (change, path, value, allowed, fix) => {
    expect(withGeneral(change)).toEqual([{ path: inGeneral(path), value, allowed, fix }]);
  });

  test("an unknown size of a known family names the others", () => {
    expect(withGeneral({ instanceTypes: ["t3.xlrge"] })).toEqual([
      {
        path: inGeneral("instanceTypes[0]"),
        value: "t3.xlrge",
        allowed: "t3.medium, t3.large, t3.xlarge, t3.2xlarge",
        fix: "choose one of these: t3 has no other",
      },
    ]);
  });

  test("an unknown instance type says where to add it", () => {
    expect(withGeneral({ instanceTypes: ["m7g.xlarge"] })).toEqual([
      {
        path: inGeneral("instanceTypes[0]"),
        value: "m7g.xlarge",
        allowed: expect.stringContaining("an x86 type of a known family: m5, "),
        fix: "choose such a type, or add its family to src/config/values/instance-types.ts",
      },
    ]);
  });

  test.each([
    [{ instanceTypes: [] }, "instanceTypes", expect.stringMatching(/^at least 1 entr/)],
    [{ volumeSize: 19 }, "volumeSize", "at least 20"],
    [{ volumeSize: 20000 }, "volumeSize", "at most 16384"],
    [{ minSize: -1 }, "minSize", "at least 0"],
    [{ desiredCapacity: -1 }, "desiredCapacity", "at least 0"],
    [{ maxSize: 0 }, "maxSize", "at least 1"],
    [{ capacity: "CHEAP" }, "capacity", '"ON_DEMAND", "SPOT"'],
    [{ labels: { "work load": "x" } }, 'labels["work load"]', expect.stringContaining("a Kubernetes label key")],
    [
      { labels: { "kubernetes.io/role": "x" } },
      'labels["kubernetes.io/role"]',
      expect.stringContaining("a Kubernetes label key"),
    ],
    [
      { labels: { "node.kubernetes.io/pool": "x" } },
      'labels["node.kubernetes.io/pool"]',
      expect.stringContaining("a Kubernetes label key"),
    ],
    [{ labels: { workload: "-x" } }, "labels.workload", expect.stringContaining("a Kubernetes label value")],
    [
      { taints: [{ key: "", effect: "NoSchedule" }] },
      "taints[0].key",
      expect.stringContaining("a Kubernetes label key"),
    ],
    [
      { taints: [{ key: "a", value: "b c", effect: "NoSchedule" }] },
      "taints[0].value",
      expect.stringContaining("a Kubernetes label value"),
    ],
    [
      { taints: [{ key: "a", effect: "NO_SCHEDULE" }] },
      "taints[0].effect",
      '"NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ])("%j is refused", (change, path, allowed) => {
    expect(withGeneral(change)).toContainEqual(expect.objectContaining({ path: inGeneral(path), allowed }));
  });

  test("a taint that nothing tolerates is refused", () => {
    const taint = { key: "workload", value: "compute", effect: "NoSchedule" };
    expect(
      withGroups({ ...production.cluster.nodeGroups, "compute-intensive": { ...compute, taints: [taint] } }),
    ).toEqual([
      {
        path: at('nodeGroups["compute-intensive"].taints[0]'),
        value: taint,
        allowed: "only taints of the general group, general-workloads",
        fix: "remove the taint, or make compute-intensive the general group: nothing else is tolerated",
      },
    ]);
  });

  test("another group may share the general group's taint", () => {
    const taints = general.taints;
    expect(withGroups({ ...production.cluster.nodeGroups, "compute-intensive": { ...compute, taints } })).toEqual([]);
  });
});
