import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { type AccountScope, otherEnvironments, roleArns } from "./account-scope";
import { managedPolicyCharacters, policyLength } from "./policy-length";

/** Name of the statement that a boundary begins with; it limits what others allow, and allows nothing by itself. */
export const boundarySid = "PermissionsBoundary";

/**
 * The most that a role of an environment can do, whatever its own policies say
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html): anything in the environment, and
 * nothing by which it could get hold of another environment, of a person's or Terraform's role, or of the states.
 */
export function boundaryStatements(scope: AccountScope): DataAwsIamPolicyDocumentStatement[] {
  const { accountId, domain, otherBuckets } = scope;
  return [
    {
      sid: boundarySid,
      notActions: ["account:*", "iam:*", "identitystore:*", "organizations:*", "sso-directory:*", "sso:*"],
      resources: ["*"],
    },
    // What AWS' own policies for its services' roles need, and what tells a program who it is.
    { sid: "Identities", actions: ["iam:CreateServiceLinkedRole", "iam:Get*", "iam:List*"], resources: ["*"] },
    { sid: "PassRoles", actions: ["iam:PassRole"], resources: roleArns(scope) },
    // A role that trusts the whole account, as people's often do, would be a way out.
    {
      sid: "TakeOnRoles",
      effect: "Deny",
      actions: ["sts:AssumeRole"],
      resources: [`arn:aws:iam::${accountId}:role/*`],
    },
    // One environment keeps the images of all.
    otherEnvironments([scope.environment], { notActions: ["ecr:*"] }),
    ...(otherBuckets.length > 0
      ? [
          {
            sid: "OtherBuckets",
            effect: "Deny",
            actions: ["s3:*"],
            resources: otherBuckets.flatMap((name) => {
              const arn = `arn:aws:s3:::${name}`;
              return name.endsWith("*") ? [arn] : [arn, `${arn}/*`];
            }),
          },
        ]
      : []),
    {
      sid: "OtherDomains",
      effect: "Deny",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: ["*"],
      condition: [
        {
          test: "ForAnyValue:StringNotLike",
          variable: "route53:ChangeResourceRecordSetsNormalizedRecordNames",
          values: [domain, `*.${domain}`],
        },
      ],
    },
  ];
}

/**
 * The policy that bounds the roles of an environment's stacks. Whoever could change it could lift every bound, so it
 * belongs in a stack that an administrator applies.
 *
 * @throws Error when IAM would refuse the policy for its length.
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  /** @param id - name of the policy and of its document in Terraform */
  constructor(scope: Construct, id: string, props: AccountScope) {
    super(scope, id);
    const statements = boundaryStatements(props);
    const length = policyLength(statements);
    if (length > managedPolicyCharacters) {
      throw new Error(
        `otherBuckets: the policy ${props.boundary} would have ${length} characters, for ${props.otherBuckets.length} ` +
          `buckets of others; IAM allows ${managedPolicyCharacters}; move an environment to an account of its own`,
      );
    }
    const document = new DataAwsIamPolicyDocument(this, id, { statement: statements });
    this.arn = new IamPolicy(new Construct(this, "policy"), id, {
      name: props.boundary,
      description: `The most that roles of ${props.environment} can do`,
      policy: document.json,
    }).arn;
  }
}
