import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";
import { redisValues } from "./argo-cd-redis";

export interface ArgoCdProps extends ReleaseProps {
  /**
   * Several replicas of everything that can have them, and a Redis that survives the loss of a node; needs nodes for
   * three replicas.
   */
  readonly highAvailability: boolean;
}

/**
 * Argo CD (https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/). What it deploys is declared
 * elsewhere: projects and applications are custom resources that this release brings the definitions of.
 */
export function argoCd({ highAvailability, placement, source }: ArgoCdProps): PlannedRelease {
  const replicas = highAvailability ? 2 : 1;
  const { enabled } = budget(replicas);
  const monitored = { enabled: true, serviceMonitor: { enabled: true } };
  const scaled = {
    ...(highAvailability ? { autoscaling: { enabled: true, minReplicas: replicas, maxReplicas: 5 } } : { replicas }),
    pdb: { enabled, maxUnavailable: 1 },
    metrics: monitored,
  };
  return {
    name: "argocd",
    source,
    values: {
      global: {
        // The address under which a forwarded port answers; links in the user interface are built from it.
        domain: "localhost:8080",
        nodeSelector: placement.nodeSelector,
        tolerations: placement.tolerations,
        topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/part-of": "argocd" }),
      },
      crds: { install: true, keep: true },
      controller: {
        // Replicas share clusters out among themselves, and there is one cluster.
        replicas: 1,
        metrics: monitored,
        resources: resources({ cpu: ["250m", "2"], memory: ["512Mi", "2Gi"] }),
      },
      server: { ...scaled, resources: resources({ cpu: ["50m", "500m"], memory: ["128Mi", "512Mi"] }) },
      repoServer: {
        ...scaled,
        resources: resources({ cpu: ["100m", "1"], memory: ["256Mi", "1Gi"] }),
        copyutil: { resources: resources({ cpu: ["50m", "200m"], memory: ["64Mi", "128Mi"] }) },
      },
      applicationSet: {
        replicas,
        pdb: { enabled, maxUnavailable: 1 },
        metrics: monitored,
        resources: resources({ cpu: ["50m", "500m"], memory: ["128Mi", "512Mi"] }),
      },
      // Both have nothing to do until a login provider or a notifier is configured.
      dex: { enabled: false },
      notifications: { enabled: false },
      ...redisValues(highAvailability, placement),
    },
    requires: [capabilities.monitors],
  };
}
