import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import { mostHosts } from "../sections/edge";
import type { PermissionSection } from "../sections/services/services";
import { namedServices } from "./common/named-services";
import { anyAccount, iamQuotas, longestPolicy, policySize } from "./common/policy-size";

/** Lists fit into the documents and sets of rules that they become. */
export function checkDocuments(environment: Partial<Environment>): LocalProblem[] {
  return [...checkTrustPolicy(environment), ...checkServicePolicies(environment), ...checkListenerRules(environment)];
}

/** Lists of one are written without brackets. */
function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only, ...others] = [...new Set(values)];
  return only !== undefined && others.length === 0 ? only : values;
}

/** The role that pushes images trusts each branch, tag and environment by its name. */
function checkTrustPolicy({ delivery, ownsAccount }: Partial<Environment>): LocalProblem[] {
  if (!delivery || !ownsAccount || delivery.repository === undefined) return [];
  const { repository, branches, tags, environments } = delivery;
  const subjects = [
    ...branches.map((branch) => `ref:refs/heads/${branch}`),
    ...tags.map((tag) => `ref:refs/tags/${tag}`),
    ...environments.map((name) => `environment:${name}`),
  ].map((context) => `repo:${repository}:${context}`);
  const issuer = "token.actions.githubusercontent.com";
  const size = policySize([
    {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${anyAccount}:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringLike: { [`${issuer}:sub`]: oneOrMany(subjects) },
        StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
      },
    },
  ]);
  if (size <= longestPolicy.trust) return [];
  const lists = { branches, tags, environments };
  const [key, list] = Object.entries(lists).reduce((most, next) => (next[1].length > most[1].length ? next : most));
  const counts = `branches (${branches.length}), tags (${tags.length}) and environments (${environments.length})`;
  return [
    {
      path: ["delivery", key],
      value: list,
      allowed: `branches, tags and environments that make a trust policy of at most ${longestPolicy.trust} characters`,
      fix:
        `remove some: ${counts} make ${size} characters (${iamQuotas}); a GitHub environment that all of these ` +
        "branches and tags may deploy to takes their place with one entry",
    },
  ];
}

/** What a permission is about; of what each region resolves to its own, an ARN of the longest kind. */
function arnsOf({ bucket, secret, resources = [] }: PermissionSection): readonly string[] {
  if (bucket !== undefined) {
    const arn = `arn:aws:s3:::${"x".repeat(63)}`;
    return [arn, `${arn}/*`];
  }
  const start = `arn:aws:secretsmanager:ap-southeast-1:${anyAccount}:secret:`;
  return secret === undefined ? resources : [`${start}${"x".repeat(20)}/${secret}-??????`];
}

function checkServicePolicies(environment: Partial<Environment>): LocalProblem[] {
  return namedServices(environment).flatMap(({ service: { permissions }, path }) => {
    const size = policySize(
      permissions.map((permission) => ({
        Effect: "Allow",
        Action: oneOrMany(permission.actions),
        Resource: oneOrMany(arnsOf(permission)),
      })),
    );
    if (size <= longestPolicy.inline) return [];
    const allowed = `permissions that make a policy of at most ${longestPolicy.inline} characters`;
    const fix = `shorten them: they make ${size} characters (${iamQuotas}); an ARN may end in * for many resources`;
    return [{ path: [...path, "permissions"], value: permissions, allowed, fix }];
  });
}

/** Each host is a rule of the load balancer, the domain itself included. */
function checkListenerRules({ edge }: Partial<Environment>): LocalProblem[] {
  if (!edge) return [];
  const { webHosts, apiHosts } = edge;
  const sum = webHosts.length + apiHosts.length;
  if (sum <= mostHosts) return [];
  const [key, list] = webHosts.length > apiHosts.length ? ["webHosts", webHosts] : ["apiHosts", apiHosts];
  const allowed = `at most ${mostHosts} webHosts and apiHosts together`;
  const fix =
    `remove ${sum - mostHosts}: with the domain they make ${sum + 1} rules, and a load balancer takes 100 ` +
    "(https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html)";
  return [{ path: ["edge", key as PathPart], value: list, allowed, fix }];
}
