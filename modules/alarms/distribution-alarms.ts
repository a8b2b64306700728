import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface DistributionAlarmsProps extends AlarmsProps {
  readonly distributionId: string;
  /** Share of requests that end in an error of the server, in percent. */
  readonly errorPercent: number;
}

/**
 * CloudFront reports in us-east-1 alone
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html).
 */
export class DistributionAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: DistributionAlarmsProps) {
    super(scope, id, props);
    this.add("cdn-errors", {
      description:
        `CloudFront answered ${props.errorPercent} % or more of the requests with an error for 15 minutes. Look at the ` +
        "load balancer's alarms first; if they are quiet, at the failover records and the origin's certificate.",
      namespace: "AWS/CloudFront",
      metric: "5xxErrorRate",
      dimensions: { DistributionId: props.distributionId, Region: "Global" },
      statistic: "Average",
      threshold: props.errorPercent,
      periods: 3,
    });
  }
}
