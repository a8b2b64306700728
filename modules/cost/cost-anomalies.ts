import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { Construct } from "constructs";

export interface CostAnomaliesProps {
  /** First part of the names. */
  readonly namePrefix: string;
  readonly topicArn: string;
  /** What an unusual cost must amount to, in US dollars. */
  readonly thresholdUsd: number;
  /**
   * ARN of the account's monitor by service: AWS refuses a second one.
   * @default - a new one
   */
  readonly monitorArn?: string;
}

/**
 * Costs of a service that are out of the ordinary, reported at once
 * (https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html).
 */
export class CostAnomalies extends Construct {
  constructor(scope: Construct, id: string, props: CostAnomaliesProps) {
    super(scope, id);
    const monitorArn = props.monitorArn ?? this.addMonitor(props.namePrefix);
    new CeAnomalySubscription(new Construct(this, "subscription"), "services", {
      name: `${props.namePrefix}-cost-anomalies`,
      frequency: "IMMEDIATE",
      monitorArnList: [monitorArn],
      subscriber: [{ type: "SNS", address: props.topicArn }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [`${props.thresholdUsd}`],
        },
      },
    });
  }

  private addMonitor(namePrefix: string): string {
    return new CeAnomalyMonitor(this, "services", {
      name: `${namePrefix}-services`,
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
    }).arn;
  }
}
