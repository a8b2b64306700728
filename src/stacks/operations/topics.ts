import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import type { AlarmsProps } from "../../../modules/alarms/alarms";
import { AlarmTopic } from "../../../modules/notifications/alarm-topic";
import type { Region } from "../region";

export interface AlarmTopicsProps {
  /** First part of the topics' names. */
  readonly namePrefix: string;
  readonly accountId: string;
  /** E-mail addresses that are subscribed to every topic. */
  readonly emails: readonly string[];
  /** The regions with alarms, each with its provider; the stack's own, which needs none, is the first. */
  readonly regions: readonly { readonly region: string; readonly provider: AwsProvider | undefined }[];
}

/** Services that publish to every alarm topic, and those that report costs. */
const publishers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"];

/** A topic in each region with alarms: `alarms` in the stack's own, `alarms_us_west_2` in another. */
export class AlarmTopics extends Construct {
  private readonly topics = new Map<
    string,
    { readonly topic: AlarmTopic; readonly provider: AwsProvider | undefined }
  >();

  constructor(scope: Construct, id: string, { regions, ...props }: AlarmTopicsProps) {
    super(scope, id);
    for (const { region, provider } of regions) {
      const address = this.topics.size === 0 ? "alarms" : `alarms_${region.replaceAll("-", "_")}`;
      this.topics.set(region, { topic: new AlarmTopic(this, address, { ...props, publishers, provider }), provider });
    }
  }

  /** What alarms in a region have in common. */
  alarmsIn({ region, namePrefix }: Region): AlarmsProps {
    const { topic, provider } = this.find(region);
    return { namePrefix, topicArn: topic.arn, provider };
  }

  /** The key of a region's topic, for what else is published there. */
  keyArnIn(region: string): string {
    return this.find(region).topic.keyArn;
  }

  /** @throws Error when the region has no topic. */
  topicIn(region: string): AlarmTopic {
    return this.find(region).topic;
  }

  private find(region: string) {
    const found = this.topics.get(region);
    if (found) return found;
    throw new Error(`no alarm topic in ${region}; there are topics in ${[...this.topics.keys()].join(", ")}`);
  }
}
