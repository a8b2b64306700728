import type { Placement } from "../../../kubernetes/placement";
import { resources } from "../../../kubernetes/resources";

export interface GrafanaSizing {
  /** Volume for users, preferences and dashboards made by hand, in GiB. */
  readonly storageGib: number;
}

export interface GrafanaValuesProps {
  readonly sizing: GrafanaSizing;
  readonly placement: Placement;
  readonly storageClass: string;
  /** Secret with `admin-user` and `admin-password`. */
  readonly adminSecret: string;
}

/**
 * Values of the Grafana sub-chart. Its database is a file on a volume that one node at a time mounts, so there is one
 * replica, and an update stops the old pod first (https://grafana.com/docs/grafana/latest/setup-grafana/).
 */
export function grafanaValues({ adminSecret, placement, sizing, storageClass }: GrafanaValuesProps) {
  return {
    admin: { existingSecret: adminSecret, userKey: "admin-user", passwordKey: "admin-password" },
    deploymentStrategy: { type: "Recreate" },
    persistence: { enabled: true, storageClassName: storageClass, size: `${sizing.storageGib}Gi` },
    // The volume belongs to the pod's group already; changing owners takes a root container.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    resources: resources({ cpu: ["100m", "500m"], memory: ["256Mi", "512Mi"] }),
    sidecar: { resources: resources({ cpu: ["25m", "200m"], memory: ["96Mi", "256Mi"] }) },
    nodeSelector: placement.nodeSelector,
    tolerations: placement.tolerations,
  };
}
