import { type AlertRule, alertRule } from "./alert";

/**
 * Pods without a node (https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics/workload). Those that
 * crash, and claims that fill up, are among the chart's own alerts.
 */
export const podAlerts: readonly AlertRule[] = [
  alertRule("PodUnschedulable", {
    severity: "warning",
    expr: "max by (namespace, pod) (kube_pod_status_unschedulable) == 1",
    for: "15m",
    summary: "No node takes the pod {{ $labels.namespace }}/{{ $labels.pod }}",
  }),
  alertRule("VolumeWithoutNode", {
    severity: "critical",
    expr:
      "max by (namespace, pod) (kube_pod_status_unschedulable) == 1 " +
      "and on (namespace, pod) max by (namespace, pod) (kube_pod_spec_volumes_persistentvolumeclaims_info)",
    for: "15m",
    summary: "The pod {{ $labels.namespace }}/{{ $labels.pod }} finds no node in the zone of its volume",
  }),
];
