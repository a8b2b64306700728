import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface LoadBalancerAlarmsProps extends AlarmsProps {
  /** `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: string;
  /** `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: string;
  /**
   * Errors of the load balancer itself in five minutes.
   * @default - not watched, for where there are no targets at times
   */
  readonly ownErrors?: number;
  /** Errors of the services behind it in five minutes. */
  readonly targetErrors: number;
  /** Targets that fail their health check for five minutes. */
  readonly unhealthyHosts: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export class LoadBalancerAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id, props);
    const common = { namespace: "AWS/ApplicationELB", dimensions: { LoadBalancer: props.loadBalancerArnSuffix } };
    if (props.ownErrors !== undefined) {
      this.add("alb-errors", {
        ...common,
        description:
          `The load balancer itself answered with ${props.ownErrors} or more errors in 5 minutes: no healthy target, ` +
          "or a target that closed the connection or did not answer in time. Look at the target group's health and " +
          "at the pods of istio-ingressgateway.",
        metric: "HTTPCode_ELB_5XX_Count",
        statistic: "Sum",
        threshold: props.ownErrors,
      });
    }
    this.add("alb-target-errors", {
      ...common,
      description:
        `The services answered with ${props.targetErrors} or more errors in 5 minutes. Look in Grafana for the ` +
        "service that fails, and at what was deployed last.",
      metric: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      threshold: props.targetErrors,
    });
    this.add("alb-unhealthy-hosts", {
      ...common,
      dimensions: { ...common.dimensions, TargetGroup: props.targetGroupArnSuffix },
      description:
        `${props.unhealthyHosts} or more nodes fail the gateway's health check for 5 minutes. Look at the nodes in ` +
        "kubectl get nodes and at the pods of istio-ingressgateway.",
      metric: "UnHealthyHostCount",
      statistic: "Maximum",
      threshold: props.unhealthyHosts,
      period: 60,
      periods: 5,
    });
  }
}
