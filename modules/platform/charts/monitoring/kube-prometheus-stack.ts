import type { Placement } from "../../../kubernetes/placement";
import { resources } from "../../../kubernetes/resources";
import { volumeClaim } from "../../../kubernetes/volume-claim";
import { capabilities } from "../../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../../release";
import { type AlertmanagerSizing, type AlertTopics, alertmanagerValues } from "./alertmanager";
import { type GrafanaSizing, grafanaValues } from "./grafana";
import { istioMonitors, type MeshPods } from "./istio-monitors";
import { agentValues, operatorValues } from "./prometheus-operator";
import { platformRules } from "./rules";
import type { ScheduledBackup } from "./rules/backups";

/** How much is measured, and for how long it is kept. */
export interface MonitoringSizing {
  readonly prometheus: {
    /** Each of them scrapes everything. */
    readonly replicas: number;
    /** Days that measurements are kept, as long as the volume has room. */
    readonly retentionDays: number;
    /** Volume of each replica, in GiB. */
    readonly storageGib: number;
    /** Memory of each replica, in GiB. */
    readonly memoryGib: number;
  };
  readonly alertmanager: AlertmanagerSizing;
  readonly grafana: GrafanaSizing;
}

export interface KubePrometheusStackProps extends ReleaseProps {
  readonly sizing: MonitoringSizing;
  /** Storage class of every volume. */
  readonly storageClass: string;
  /** Secret in the release's namespace with `admin-user` and `admin-password`. */
  readonly grafanaAdminSecret: string;
  /** The mesh's control plane and gateway, which are measured too. */
  readonly mesh: MeshPods;
  /** Where alerts go. */
  readonly topics: AlertTopics;
  /** The cluster's scheduled backups, which alerts watch. */
  readonly backups: readonly ScheduledBackup[];
}

const name = "kube-prometheus-stack";

/** Where the release answers queries. */
export const prometheusEndpoint = (namespace: string) => ({
  url: `http://${name}-prometheus.${namespace}.svc`,
  port: 9090,
});

// Prometheus deletes the oldest blocks when it reaches its limit; the log of what it has not yet compacted and the
// blocks being written come on top, so the limit leaves room for them.
const retainedShare = 0.85;

/** Prometheus, Alertmanager, Grafana and their exporters (https://github.com/prometheus-community/helm-charts). */
export function kubePrometheusStack(props: KubePrometheusStackProps): PlannedRelease {
  const { placement, sizing, source, storageClass } = props;
  return {
    name,
    source,
    values: {
      ...operatorValues(placement),
      ...agentValues(placement),
      // EKS runs these where nothing can scrape them, and kube-proxy tells its metrics to its own node only.
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeEtcd: { enabled: false },
      kubeProxy: { enabled: false },
      prometheus: {
        ...istioMonitors(props.mesh),
        podDisruptionBudget: budget(sizing.prometheus.replicas),
        prometheusSpec: prometheusSpec(sizing.prometheus, placement, storageClass),
      },
      additionalPrometheusRulesMap: platformRules(props.backups),
      alertmanager: alertmanagerValues({
        sizing: sizing.alertmanager,
        placement,
        storageClass,
        topics: props.topics,
      }),
      grafana: grafanaValues({
        sizing: sizing.grafana,
        adminSecret: props.grafanaAdminSecret,
        placement,
        storageClass,
      }),
    },
    requires: [capabilities.blockStorage, capabilities.grafanaAdmin],
    provides: [capabilities.monitors, capabilities.metricsQueries],
  };
}

function prometheusSpec(sizing: MonitoringSizing["prometheus"], placement: Placement, storageClass: string) {
  const { memoryGib, replicas, retentionDays, storageGib } = sizing;
  return {
    replicas,
    retention: `${retentionDays}d`,
    retentionSize: `${Math.floor(storageGib * retainedShare)}GB`,
    storageSpec: { volumeClaimTemplate: { spec: volumeClaim(storageClass, storageGib) } },
    resources: resources({ cpu: ["500m", "2"], memory: [`${memoryGib}Gi`, `${memoryGib}Gi`] }),
    nodeSelector: placement.nodeSelector,
    tolerations: placement.tolerations,
    podAntiAffinity: "soft",
    // Monitors and rules count wherever they come from, not only those that carry the chart's label.
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    ruleSelectorNilUsesHelmValues: false,
    probeSelectorNilUsesHelmValues: false,
    scrapeConfigSelectorNilUsesHelmValues: false,
  };
}
