import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Construct } from "constructs";

export interface BudgetProps {
  /** Name of the budget; unique in the account. */
  readonly name: string;
  /** What a month may cost, in US dollars. */
  readonly monthlyUsd: number;
  /** Shares of it in percent at which a message is sent, one to four; the largest also when it is forecast. */
  readonly notifyAtPercent: readonly number[];
  readonly topicArn: string;
  /**
   * Counts only what has this tag, which must be active for cost allocation.
   * @default - the whole account
   */
  readonly tag?: { readonly key: string; readonly value: string };
}

/** A monthly budget with warnings (https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html). */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const { tag, notifyAtPercent } = props;
    const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      threshold,
      subscriberSnsTopicArns: [props.topicArn],
    });
    new BudgetsBudget(this, id, {
      name: props.name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: props.monthlyUsd.toFixed(2),
      limitUnit: "USD",
      costFilter: tag && [{ name: "TagKeyValue", values: [`user:${tag.key}$${tag.value}`] }],
      notification: [
        ...notifyAtPercent.map((threshold) => notify("ACTUAL", threshold)),
        notify("FORECASTED", Math.max(...notifyAtPercent)),
      ],
    });
  }
}
