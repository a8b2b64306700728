import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";
import { type FailoverTargets, failoverSteps } from "./region-failover-steps";

export interface RegionFailoverProps extends FailoverTargets {
  /** First part of the names: `techally` gives `techally-region-failover`. */
  readonly namePrefix: string;
  readonly accountId: string;
  /** ARN of the key that the topic is encrypted with. */
  readonly topicKeyArn: string;
  /** Provider of the region that takes over; the stack's own is the one that may be away. */
  readonly provider: AwsProvider;
}

/**
 * The part of a region failure's handling that is not Terraform's, as a runbook of Systems Manager
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-automation.html): promotes what can be
 * promoted once and raises the node groups, after somebody approved it. It runs in the region that takes over; the
 * other one has a copy to read and to compare.
 */
export class RegionFailover extends Construct {
  readonly documentName: string;

  constructor(scope: Construct, id: string, props: RegionFailoverProps) {
    super(scope, id);
    const name = `${props.namePrefix}-region-failover`;
    const role = new ServiceRole(new Construct(this, "role"), "region_failover", {
      name,
      description: `Makes ${props.region} the serving region`,
      service: "ssm.amazonaws.com",
      sourceAccount: props.accountId,
      statements: permissions(props),
    });
    const content = JSON.stringify({
      schemaVersion: "0.3",
      description:
        `Makes ${props.region} the serving region: promotes the database, raises the node groups. Start it in ` +
        `${props.region}; it asks for approval first. Afterwards, set disasterRecovery.posture to "active" and apply.`,
      assumeRole: role.arn,
      parameters: parameters(),
      mainSteps: failoverSteps(props),
    });
    const add = (address: string, provider?: AwsProvider) =>
      new SsmDocument(this, address, {
        provider,
        name,
        documentType: "Automation",
        documentFormat: "JSON",
        content,
        tags: { Name: name },
      });
    this.documentName = add("region_failover", props.provider).name;
    add("region_failover_copy");
  }
}

function parameters() {
  return {
    Reason: { type: "String", description: "Why the region is changed; it is in every message." },
    Approvers: {
      type: "StringList",
      description: "ARNs of the IAM users and roles one of whom has to approve.",
    },
    PromoteDatabase: {
      type: "String",
      description: "No, when an earlier execution has promoted the database already.",
      default: "Yes",
      allowedValues: ["Yes", "No"],
    },
  };
}

function permissions(props: RegionFailoverProps): DataAwsIamPolicyDocumentStatement[] {
  const { accountId, clusterName, globalDatastore } = props;
  const account = `${props.region}:${accountId}`;
  return [
    {
      sid: "PromoteDatabase",
      actions: ["rds:DescribeDBInstances", "rds:PromoteReadReplica"],
      resources: [`arn:aws:rds:${account}:db:${props.replicaIdentifier}`],
    },
    {
      sid: "RaiseNodeGroups",
      actions: ["eks:DescribeNodegroup", "eks:DescribeUpdate", "eks:UpdateNodegroupConfig"],
      resources: [
        `arn:aws:eks:${account}:cluster/${clusterName}`,
        ...props.nodeGroups.map(({ name }) => `arn:aws:eks:${account}:nodegroup/${clusterName}/${name}/*`),
      ],
    },
    { sid: "Announce", actions: ["sns:Publish"], resources: [props.topicArn] },
    {
      sid: "EncryptAnnouncements",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [props.topicKeyArn],
    },
    ...(globalDatastore
      ? [
          {
            sid: "PromoteCache",
            actions: ["elasticache:DescribeGlobalReplicationGroups", "elasticache:FailoverGlobalReplicationGroup"],
            resources: [
              `arn:aws:elasticache::${accountId}:globalreplicationgroup:${globalDatastore.id}`,
              `arn:aws:elasticache:${account}:replicationgroup:${globalDatastore.replicationGroupId}`,
            ],
          },
        ]
      : []),
  ];
}
