import { Failover } from "../../../../src/stacks/operations/failover";
import { AlarmTopics } from "../../../../src/stacks/operations/topics";
import { synthConstruct } from "../../../support/synth";

test("a standby in the primary's own region is refused: its runbook would be lost with it", () => {
  synthConstruct((scope) => {
    const topics = new AlarmTopics(scope, "topics", {
      namePrefix: "acme",
      accountId: "111122223333",
      emails: [],
      regions: [{ region: "us-east-1", provider: undefined }],
    });
    const primary = { region: "us-east-1", namePrefix: "acme" };
    const standby = {
      ...primary,
      idleNodeGroups: {},
      network: { natGatewayIds: {} },
      cluster: { clusterName: "acme-dr" },
      ingress: { loadBalancerArnSuffix: "app/a", targetGroupArnSuffix: "targetgroup/t", certificateArn: "arn:c" },
      data: { replicaIdentifier: "acme-dr-replica", replicationGroupId: "redis", globalReplicationGroupId: undefined },
      replicaHasSource: true,
    };
    const addFailover = () =>
      new Failover(scope, "region-failover", {
        accountId: "111122223333",
        primary,
        standby,
        provider: undefined,
        cluster: { nodeGroups: {} },
        database: { backupRetentionDays: 7 },
        topic: topics.topicIn("us-east-1"),
      });
    expect(addFailover).toThrow("no provider for us-east-1; a standby is in another region than the primary");
  });
});
