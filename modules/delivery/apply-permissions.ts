import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { type AccountScope, boundaryArn, otherEnvironments, roleArns } from "./account-scope";
import { inlinePolicyCharacters, policyLength } from "./policy-length";
import { type NamedResource, type ResourceGrant, resourceGrants } from "./resource-grants";

/** What is left for others in the role: Terraform's states in S3. */
const longest = inlinePolicyCharacters - 900;

type Statement = DataAwsIamPolicyDocumentStatement;

/**
 * What a role needs to apply an environment, from what the environment's stacks hold, and nothing of IAM by which it
 * could get more: every role that it makes has the environment's boundary, and neither the boundary nor the roles of
 * Terraform can be changed by it.
 *
 * @param types - Terraform's names of the types of resources and data sources; those of other providers need nothing
 * @throws Error naming the types of AWS that nobody has said what they need, or the length that IAM would refuse.
 */
export function applyPermissions(types: Iterable<string>, scope: AccountScope): Statement[] {
  const grants = grantsOf(types);
  const union = (pick: (grant: ResourceGrant) => readonly string[] | undefined) =>
    withoutCovered(grants.flatMap((grant) => pick(grant) ?? []));
  const named = new Set(grants.flatMap((grant) => grant.named ?? []));
  const passedTo = union(({ passesRolesTo }) => passesRolesTo);
  const serviceRoles = union((grant) => grant.serviceRoles);
  const statements = [
    ...allow(
      "Regional",
      union(({ regional }) => regional),
      ["*"],
      [equals("aws:RequestedRegion", scope.regions)],
    ),
    ...allow(
      "Global",
      union(({ global }) => global),
      ["*"],
    ),
    ...[...named].sort().flatMap((kind) => namedStatements[kind](scope)),
    ...allow("PassRoles", passedTo.length > 0 ? ["iam:PassRole"] : [], roleArns(scope), [
      equals("iam:PassedToService", passedTo),
    ]),
    ...allow(
      "ServiceRoles",
      serviceRoles.length > 0 ? ["iam:CreateServiceLinkedRole"] : [],
      [`arn:aws:iam::${scope.accountId}:role/aws-service-role/*`],
      [equals("iam:AWSServiceName", serviceRoles)],
    ),
    ...refusals(scope),
  ];
  const length = policyLength(statements);
  if (length > longest) {
    throw new Error(
      `the permissions to apply ${scope.environment} have ${length} characters; IAM allows ${inlinePolicyCharacters} of a ` +
        `role, ${inlinePolicyCharacters - longest} of which are for states in S3; shorten actions in ` +
        "modules/delivery/resource-grants.ts, or the environment's names",
    );
  }
  return statements;
}

function grantsOf(types: Iterable<string>): ResourceGrant[] {
  const own = [...new Set(types)].filter((type) => type.startsWith("aws_"));
  const unknown = own.filter((type) => !Object.hasOwn(resourceGrants, type)).sort();
  if (unknown.length > 0) {
    throw new Error(
      `the apply role's permissions do not cover ${unknown.join(", ")}: add each type to resourceGrants in ` +
        "modules/delivery/resource-grants.ts, with the actions that Terraform's provider calls for it " +
        "(https://docs.aws.amazon.com/service-authorization/latest/reference/)",
    );
  }
  return own.flatMap((type) => resourceGrants[type] ?? []);
}

/** Sorted, each once, and without what another of them allows anyway: `ec2:CreateVpc` beside `ec2:*Vpc`. */
function withoutCovered(actions: readonly string[]): string[] {
  const all = [...new Set(actions)].sort();
  const patterns = all
    .filter((action) => action.includes("*"))
    .map((action) => ({ action, matches: new RegExp(`^${action.replaceAll("*", ".*")}$`) }));
  return all.filter((action) => !patterns.some((other) => other.action !== action && other.matches.test(action)));
}

function allow(sid: string, actions: string[], resources: string[], condition?: Statement["condition"]): Statement[] {
  return actions.length === 0 ? [] : [{ sid, actions, resources, ...(condition ? { condition } : {}) }];
}

function equals(variable: string, values: readonly string[]) {
  return { test: "StringEquals", variable, values: [...values] };
}

/** What is allowed by name or tag, for each kind that a type can ask for. */
const namedStatements: Readonly<Record<NamedResource, (scope: AccountScope) => Statement[]>> = {
  // No s3:GetObject: Terraform sets buckets up and empties them, and never reads what is in them.
  buckets: ({ buckets }) =>
    allow(
      "Buckets",
      ["s3:*Bucket*", "s3:*Configuration", "s3:*Multipart*", "s3:*Resource", "s3:DeleteObject*"],
      buckets.flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
    ),
  clusters: ({ accountId, clusters }) =>
    allow(
      "Clusters",
      [
        "eks:*AccessEntr*",
        "eks:*AccessPolic*",
        "eks:*Addon*",
        "eks:*Cluster*",
        "eks:*Nodegroup*",
        "eks:*PodIdentityAssociation*",
        "eks:*Resource",
      ],
      clusters.flatMap((name) =>
        [`cluster/${name}`, `*/${name}/*`].map((resource) => `arn:aws:eks:*:${accountId}:${resource}`),
      ),
    ),
  // Keys have no names; the provider tags them when it creates them.
  keys: ({ accountId, environment, regions, namePrefixes }) => [
    ...allow(
      "NewKeys",
      ["kms:CreateKey", "kms:TagResource"],
      ["*"],
      [equals("aws:RequestTag/Environment", [environment]), equals("aws:RequestedRegion", regions)],
    ),
    ...allow(
      "Keys",
      ["kms:*Alias", "kms:*Grant*", "kms:*Key*", "kms:*Resource*", "kms:*crypt*"],
      [`arn:aws:kms:*:${accountId}:key/*`],
      [equals("aws:ResourceTag/Environment", [environment])],
    ),
    ...allow(
      "KeyAliases",
      ["kms:*Alias"],
      namePrefixes.map((prefix) => `arn:aws:kms:*:${accountId}:alias/${prefix}-*`),
    ),
  ],
  records: ({ domain }) =>
    allow(
      "Records",
      ["route53:ChangeResourceRecordSets"],
      ["arn:aws:route53:::hostedzone/*"],
      [
        {
          test: "ForAllValues:StringLike",
          variable: "route53:ChangeResourceRecordSetsNormalizedRecordNames",
          values: [domain, `*.${domain}`],
        },
      ],
    ),
  roles: (scope) => [
    // Each of these compares the boundary that the role has, or gets: no role without it gets permissions.
    ...allow(
      "BoundedRoles",
      [
        "iam:*tachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      roleArns(scope),
      [equals("iam:PermissionsBoundary", [boundaryArn(scope)])],
    ),
    // IAM tells these nothing of boundaries; a condition on one would refuse them always:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
    ...allow("TaggedRoles", ["iam:DeleteRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole*"], roleArns(scope), [
      equals("aws:ResourceTag/Environment", [scope.environment]),
    ]),
    ...allow("RoleTags", ["iam:TagRole", "iam:UntagRole"], roleArns(scope)),
  ],
  secrets: ({ accountId, secretPrefixes }) =>
    allow(
      "Secrets",
      ["secretsmanager:*Replica*", "secretsmanager:*Resource*", "secretsmanager:*Secret*"],
      secretPrefixes.map((prefix) => `arn:aws:secretsmanager:*:${accountId}:secret:${prefix}/*`),
    ),
};

/** What stays an administrator's, whatever is allowed above or added to it one day. */
function refusals(scope: AccountScope): Statement[] {
  const iam = (resource: string) => `arn:aws:iam::${scope.accountId}:${resource}`;
  return [
    {
      sid: "OwnPowers",
      effect: "Deny",
      notActions: ["iam:Get*", "iam:List*"],
      resources: [
        iam("role/*-terraform-plan"),
        iam("role/*-terraform-apply"),
        ...scope.otherRoles.map((name) => iam(`role/${name}`)),
        iam("policy/*-boundary"),
        iam("oidc-provider/*"),
      ],
    },
    {
      sid: "People",
      effect: "Deny",
      actions: [
        "account:*",
        "iam:*AccessKey*",
        "iam:*LoginProfile",
        "iam:*SAMLProvider*",
        "iam:*User*",
        "iam:Create*Provider",
        "iam:DeleteRolePermissionsBoundary",
        "organizations:*",
      ],
      resources: ["*"],
    },
    // Terraform's states and their key are every environment's; what may be done with them, names say.
    otherEnvironments([scope.environment], { notActions: ["kms:Decrypt", "kms:GenerateDataKey", "s3:*"] }),
  ];
}
