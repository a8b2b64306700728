import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface IstiodProps extends ReleaseProps {
  /** Pods of the control plane: no pod with a sidecar starts without one of them. */
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Proxies in front of the mesh that write `X-Forwarded-For`, from the last of which the client's address is read. */
  readonly trustedProxies: number;
  /** What every sidecar requests beside its service, such as `100m` and `128Mi`. */
  readonly sidecarRequests: { readonly cpu: string; readonly memory: string };
  /** What every sidecar may take at most. */
  readonly sidecarLimits: { readonly cpu: string; readonly memory: string };
}

/**
 * The control plane of the mesh (https://artifacthub.io/packages/helm/istio-official/istiod). Sidecars merge the
 * application's metrics into their own (`enablePrometheusMerge`), so that one plain port can be scraped under strict
 * mutual TLS (https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging).
 */
export function istiod(props: IstiodProps): PlannedRelease {
  const { minReplicas, maxReplicas, placement, sidecarLimits, sidecarRequests, source } = props;
  const { enabled, minAvailable } = budget(minReplicas);
  return {
    name: "istiod",
    source,
    values: {
      autoscaleEnabled: true,
      autoscaleMin: minReplicas,
      autoscaleMax: maxReplicas,
      resources: resources({ cpu: ["250m", "1"], memory: ["1Gi", "2Gi"] }),
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      topologySpreadConstraints: zoneSpread({ app: "istiod" }),
      pdb: { minAvailable },
      meshConfig: {
        accessLogFile: "/dev/stdout",
        accessLogEncoding: "JSON",
        enablePrometheusMerge: true,
        defaultConfig: {
          gatewayTopology: { numTrustedProxies: props.trustedProxies },
          // Containers that call out while they start would fail until their proxy is up.
          holdApplicationUntilProxyStarts: true,
        },
      },
      global: {
        defaultPodDisruptionBudget: { enabled },
        priorityClassName: "system-cluster-critical",
        proxy: { resources: { requests: { ...sidecarRequests }, limits: { ...sidecarLimits } } },
      },
    },
    requires: [capabilities.istioResources],
    provides: [capabilities.sidecarInjection],
  };
}
