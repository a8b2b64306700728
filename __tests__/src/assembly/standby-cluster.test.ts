import { addEnvironment } from "../../../src/assembly/environment";
import { standbyCluster } from "../../../src/assembly/standby";
import { loadEnvironments } from "../../../src/config";
import type { ClusterSection } from "../../../src/config/sections/cluster";
import { production } from "../../fixtures/environments/production";
import { synthApp } from "../../support/synth";

const cluster = loadEnvironments([production])[0]?.cluster as ClusterSection;

const sizes = ({ nodeGroups }: ClusterSection) =>
  Object.fromEntries(
    Object.entries(nodeGroups).map(([name, { minSize, desiredCapacity, maxSize }]) => [
      name,
      [minSize, desiredCapacity, maxSize],
    ]),
  );

test("the standby's cluster has a name of its own in either posture", () => {
  expect(standbyCluster(cluster, "standby").name).toBe("techally-production-dr");
  expect(standbyCluster(cluster, "active").name).toBe("techally-production-dr");
});

test("posture standby: three general nodes, one of each other group, and the primary's maximum", () => {
  expect(sizes(standbyCluster(cluster, "standby"))).toEqual({
    "general-workloads": [3, 3, 10],
    "compute-intensive": [1, 1, 8],
    "memory-intensive": [1, 1, 6],
  });
});

test("posture active: the primary's sizes", () => {
  expect(sizes(standbyCluster(cluster, "active"))).toEqual(sizes(cluster));
});

test("never more nodes than the primary keeps", () => {
  const nodeGroups = Object.fromEntries(
    Object.entries(cluster.nodeGroups).map(([name, group]) => [name, { ...group, minSize: 0 }]),
  );
  for (const group of Object.values(standbyCluster({ ...cluster, nodeGroups }, "standby").nodeGroups)) {
    expect(group).toMatchObject({ minSize: 0, desiredCapacity: 0 });
  }
});

test("the primary's configuration is left as it is", () => {
  const before = structuredClone(cluster);
  standbyCluster(cluster, "standby");
  expect(cluster).toEqual(before);
});

describe("activating the standby region", () => {
  const stacks = (posture: "standby" | "active") =>
    synthApp((app) => {
      const disasterRecovery = production.disasterRecovery && { ...production.disasterRecovery, posture };
      for (const environment of loadEnvironments([{ ...production, disasterRecovery }]))
        addEnvironment(app, environment);
    });
  const [standby, active] = [stacks("standby"), stacks("active")];

  test("leaves the primary's cluster alone", () => {
    expect(active["production-cluster"]?.root).toEqual(standby["production-cluster"]?.root);
  });

  test("changes the sizes of node groups, and nothing else", () => {
    const withoutSizes = (root: unknown) =>
      JSON.parse(
        JSON.stringify(root, (key, value) =>
          key === "scaling_config" || key === "ignore_changes" ? undefined : value,
        ),
      );
    const plain = (root: unknown) => JSON.stringify(withoutSizes(root)).replaceAll('"lifecycle":{},', "");
    expect(plain(active["production-dr-cluster"]?.root)).toEqual(plain(standby["production-dr-cluster"]?.root));
    expect(active["production-dr-cluster"]?.root).not.toEqual(standby["production-dr-cluster"]?.root);
  });

  test("raises the desired capacity together with the minimum, which EKS refuses alone", () => {
    const groups = active["production-dr-cluster"];
    for (const name of groups?.names("aws_eks_node_group") ?? []) {
      expect(groups?.resource("aws_eks_node_group", name)).not.toHaveProperty("lifecycle");
    }
    expect(groups?.resource("aws_eks_node_group", "compute_intensive").scaling_config).toEqual({
      desired_size: 2,
      min_size: 2,
      max_size: 8,
    });
  });
});
