import { resources } from "../../../kubernetes/resources";
import { zoneSpread } from "../../../kubernetes/zone-spread";
import { elasticsearch } from "./elasticsearch";
import type { StackPartProps } from "./part";

/** Values of the `eck-kibana` chart. */
export function kibanaValues({ placement, sizing, stackVersion }: StackPartProps) {
  return {
    enabled: true,
    fullnameOverride: "kibana",
    version: stackVersion,
    count: sizing.kibana.replicas,
    elasticsearchRef: { name: elasticsearch },
    podTemplate: {
      spec: {
        nodeSelector: placement.nodeSelector,
        tolerations: placement.tolerations,
        topologySpreadConstraints: zoneSpread({ "kibana.k8s.elastic.co/name": "kibana" }),
        containers: [{ name: "kibana", resources: resources({ cpu: ["250m", "1"], memory: ["1Gi", "2Gi"] }) }],
      },
    },
  };
}
