import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface ClusterAlarmsProps extends AlarmsProps {
  readonly clusterName: string;
  /** Requests that the API server fails in five minutes. */
  readonly apiServerErrors: number;
  /**
   * Pods that find no node for fifteen minutes.
   * @default - not watched, for where there are no nodes at times
   */
  readonly unschedulablePods?: number;
}

/**
 * The control plane's own metrics, which EKS publishes without any agent
 * (https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html#cloudwatch-basic-metrics). Nodes and pods are
 * Prometheus' business.
 */
export class ClusterAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: ClusterAlarmsProps) {
    super(scope, id, props);
    const common = { namespace: "AWS/EKS", dimensions: { ClusterName: props.clusterName }, statistic: "Sum" } as const;
    this.add("cluster-api-errors", {
      ...common,
      description:
        `The Kubernetes API server failed ${props.apiServerErrors} or more requests in 5 minutes. ` +
        "Look for a webhook that does not answer (kubectl get validatingwebhookconfigurations), then at the control " +
        "plane's logs.",
      metric: "apiserver_request_total_5XX",
      threshold: props.apiServerErrors,
    });
    if (props.unschedulablePods === undefined) return;
    this.add("cluster-unschedulable-pods", {
      ...common,
      description:
        `${props.unschedulablePods} or more pods find no node for 15 minutes. Look at kubectl describe pod: a node ` +
        "group at its maximum, no spot capacity, or a taint that the pod does not tolerate.",
      metric: "scheduler_pending_pods_UNSCHEDULABLE",
      threshold: props.unschedulablePods,
      period: 60,
      periods: 15,
    });
  }
}
