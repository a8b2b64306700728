import { resources } from "../../../kubernetes/resources";
import { volumeClaim } from "../../../kubernetes/volume-claim";
import { zoneSpread } from "../../../kubernetes/zone-spread";
import type { StackPartProps } from "./part";

/** Name of the cluster, from which the operator builds the names of its Service and secrets. */
export const elasticsearch = "elasticsearch";

/** Values of the `eck-elasticsearch` chart; every replica may be master and hold data. */
export function elasticsearchValues({ placement, sizing, stackVersion, storageClass }: StackPartProps) {
  const { memoryGib, replicas, storageGib } = sizing.elasticsearch;
  return {
    enabled: true,
    fullnameOverride: elasticsearch,
    version: stackVersion,
    // The volumes outlive the cluster: a mistake must not take the logs along.
    volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
    nodeSets: [
      {
        name: "default",
        count: replicas,
        // Keeps a shard and its copy in different zones.
        zoneAwareness: {},
        // Mapping files into memory needs a kernel setting that only a privileged container could change.
        config: { "node.store.allow_mmap": false },
        volumeClaimTemplates: [
          { metadata: { name: "elasticsearch-data" }, spec: volumeClaim(storageClass, storageGib) },
        ],
        podTemplate: {
          spec: {
            nodeSelector: placement.nodeSelector,
            tolerations: placement.tolerations,
            topologySpreadConstraints: zoneSpread({ "elasticsearch.k8s.elastic.co/cluster-name": elasticsearch }),
            containers: [
              {
                name: "elasticsearch",
                resources: resources({ cpu: ["500m", "2"], memory: [`${memoryGib}Gi`, `${memoryGib}Gi`] }),
              },
            ],
          },
        },
      },
    ],
  };
}
