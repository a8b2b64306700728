import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AlarmTopics } from "../../../../src/stacks/operations/topics";
import { synthConstruct } from "../../../support/synth";

const common = { namePrefix: "acme", accountId: "111122223333", emails: ["ops@acme.test"] };

describe("AlarmTopics", () => {
  test("the stack's own region has `alarms`, another's topic is named after it and made there", () => {
    const stack = synthConstruct((scope) => {
      const provider = new AwsProvider(scope, "aws_eu_west_1", { region: "eu-west-1", alias: "eu_west_1" });
      const topics = new AlarmTopics(scope, "topics", {
        ...common,
        regions: [
          { region: "us-east-1", provider: undefined },
          { region: "eu-west-1", provider },
        ],
      });
      const alarms = topics.alarmsIn({ region: "eu-west-1", namePrefix: "acme-dr" });
      expect(alarms).toEqual({ namePrefix: "acme-dr", topicArn: topics.topicIn("eu-west-1").arn, provider });
      expect(topics.alarmsIn({ region: "us-east-1", namePrefix: "acme" }).provider).toBeUndefined();
    });
    expect(stack.names("aws_sns_topic")).toEqual(["alarms", "alarms_eu_west_1"]);
    expect(stack.resource("aws_sns_topic", "alarms_eu_west_1").provider).toBe("aws.eu_west_1");
    expect(stack.resource("aws_sns_topic", "alarms")).not.toHaveProperty("provider");
  });

  test("a region without a topic is named, with those that have one", () => {
    synthConstruct((scope) => {
      const regions = [{ region: "us-east-1", provider: undefined }];
      const topics = new AlarmTopics(scope, "topics", { ...common, regions });
      expect(() => topics.topicIn("eu-west-1")).toThrow("no alarm topic in eu-west-1; there are topics in us-east-1");
    });
  });
});
