import type { ClusterSection } from "../../../../src/config/sections/cluster";
import { generalPlacement, placementOn } from "../../../../src/stacks/cluster/placement";

test("labels select the nodes, and each taint is tolerated in Kubernetes' spelling", () => {
  expect(
    placementOn({
      labels: { "workload-type": "general" },
      taints: [
        { key: "workload", value: "general", effect: "NoSchedule" },
        { key: "dedicated", effect: "NoExecute" },
      ],
    }),
  ).toEqual({
    nodeSelector: { "workload-type": "general" },
    tolerations: [
      { key: "workload", operator: "Equal", value: "general", effect: "NoSchedule" },
      { key: "dedicated", operator: "Exists", effect: "NoExecute" },
    ],
  });
});

test("nodes without labels and taints are no placement at all", () => {
  expect(placementOn({ labels: {}, taints: [] })).toEqual({ nodeSelector: {}, tolerations: [] });
});

test("the general group decides", () => {
  const nodeGroups = { other: { labels: { a: "b" }, taints: [] } };
  const cluster = { generalNodeGroup: "other", nodeGroups } as unknown as ClusterSection;
  expect(generalPlacement(cluster)).toEqual({ nodeSelector: { a: "b" }, tolerations: [] });
});

test("a general group that does not exist is named", () => {
  const cluster = { generalNodeGroup: "general", nodeGroups: { other: {} } } as unknown as ClusterSection;
  expect(() => generalPlacement(cluster)).toThrow(
    'cluster.generalNodeGroup is "general"; allowed are the node groups other; ' +
      "pass the environment through loadEnvironments first",
  );
});
