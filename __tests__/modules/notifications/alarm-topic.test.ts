import { AlarmTopic } from "../../../modules/notifications/alarm-topic";
import { synthConstruct } from "../../support/synth";

const publishers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];

function synth(emails: readonly string[] = []) {
  return synthConstruct((scope) => {
    new AlarmTopic(scope, "alarms", { namePrefix: "acme", accountId: "111122223333", publishers, emails });
  });
}

describe("AlarmTopic", () => {
  test("is encrypted with a key that its publishers may use", () => {
    const stack = synth();
    expect(stack.resource("aws_sns_topic", "alarms")).toEqual({
      name: "acme-alarms",
      kms_master_key_id: "${aws_kms_key.alarms.arn}",
    });
    expect(stack.resource("aws_kms_key", "alarms")).toMatchObject({
      enable_key_rotation: true,
      policy: "${data.aws_iam_policy_document.alarms_key.json}",
    });
    expect(stack.resource("aws_kms_alias", "alarms").name).toBe("alias/acme-alarms");
    expect(stack.data("aws_iam_policy_document", "alarms_key").statement).toEqual([
      {
        sid: "EnableIAMUserPermissions",
        actions: ["kms:*"],
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] }],
      },
      {
        sid: "EncryptMessages",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        principals: [{ type: "Service", identifiers: publishers }],
      },
    ]);
  });

  test("takes messages from its publishers for this account, over TLS", () => {
    expect(synth().data("aws_iam_policy_document", "alarms").statement).toEqual([
      expect.objectContaining({
        actions: ["sns:Publish"],
        resources: ["${aws_sns_topic.alarms.arn}"],
        principals: [{ type: "Service", identifiers: publishers }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
      }),
      {
        sid: "DenyInsecureTransport",
        effect: "Deny",
        actions: ["sns:Publish"],
        resources: ["${aws_sns_topic.alarms.arn}"],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
  });

  test("is subscribed to by address, whatever the order", () => {
    const addresses = synth(["Ops+night@acme.com", "dev@acme.com"]).names("aws_sns_topic_subscription");
    expect(addresses).toEqual(["alarms_dev_acme_com", "alarms_ops_night_acme_com"]);
    const subscription = synth(["dev@acme.com"]).resource("aws_sns_topic_subscription", "alarms_dev_acme_com");
    expect(subscription).toEqual({
      topic_arn: "${aws_sns_topic.alarms.arn}",
      protocol: "email",
      endpoint: "dev@acme.com",
    });
    expect(synth().names("aws_sns_topic_subscription")).toEqual([]);
  });
});
