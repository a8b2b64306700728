import { type AlertRule, alertRule } from "./alert";

const resource = { group: "elasticsearch.k8s.elastic.co", version: "v1", kind: "Elasticsearch" };

/**
 * What kube-state-metrics tells of Elasticsearch, which itself has no metrics for Prometheus: the health that the
 * operator writes into the resource's status
 * (https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/extend/customresourcestate-metrics.md).
 */
export const elasticsearchState = {
  rbac: { extraRules: [{ apiGroups: [resource.group], resources: ["elasticsearches"], verbs: ["list", "watch"] }] },
  customResourceState: {
    enabled: true,
    config: {
      kind: "CustomResourceStateMetrics",
      spec: {
        resources: [
          {
            groupVersionKind: resource,
            metricNamePrefix: "eck_elasticsearch",
            // Prometheus keeps "namespace" for the pod that it scraped, unless a target says otherwise.
            labelsFromPath: { name: ["metadata", "name"], cluster_namespace: ["metadata", "namespace"] },
            metrics: [
              {
                name: "health",
                help: "Health of the Elasticsearch cluster",
                each: {
                  type: "StateSet",
                  stateSet: {
                    labelName: "health",
                    path: ["status", "health"],
                    list: ["green", "yellow", "red", "unknown"],
                  },
                },
              },
            ],
          },
        ],
      },
    },
  },
};

/** Elasticsearch's health; how full its volumes are is among the chart's own alerts, as for every other claim. */
export const loggingAlerts: readonly AlertRule[] = [
  alertRule("ElasticsearchRed", {
    severity: "critical",
    expr: 'max by (cluster_namespace, name) (eck_elasticsearch_health{health=~"red|unknown"}) == 1',
    for: "10m",
    summary: "Elasticsearch {{ $labels.cluster_namespace }}/{{ $labels.name }} cannot read or write some of its data",
  }),
  alertRule("ElasticsearchYellow", {
    severity: "warning",
    expr: 'max by (cluster_namespace, name) (eck_elasticsearch_health{health="yellow"}) == 1',
    for: "1h",
    summary: "Elasticsearch {{ $labels.cluster_namespace }}/{{ $labels.name }} lacks copies of some of its data",
  }),
];
