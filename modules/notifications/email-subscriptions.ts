import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { identifiersOf } from "../addresses/identifiers";

export interface EmailSubscriptionsProps {
  readonly topicArn: string;
  /** Addresses that get every message once they have confirmed the subscription. */
  readonly emails: readonly string[];
  /**
   * Provider of the topic's region.
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/** Who reads a topic, as `<id>_<e-mail address>`; the order of the addresses decides between those that look alike. */
export class EmailSubscriptions extends Construct {
  constructor(scope: Construct, id: string, { topicArn, emails, provider }: EmailSubscriptionsProps) {
    super(scope, id);
    for (const [endpoint, address] of identifiersOf(emails)) {
      new SnsTopicSubscription(this, `${id}_${address}`, { provider, topicArn, protocol: "email", endpoint });
    }
  }
}
