import { bootstrapStack } from "../contracts";
import { type PlannedResource, plannedResources } from "../pipeline/planned-resources";
import { orderStacks } from "../pipeline/stack-order";
import type { StackContent, SynthesizedStacks } from "../pipeline/synthesized-stacks";

/** What some environments are about to deploy, read from the synthesized output. */
export interface Plan {
  readonly environments: readonly string[];
  readonly resources: readonly PlannedResource[];
  /** Accounts that the environments may be deployed to; none when any will do. */
  readonly accounts: readonly string[];
  /** The same accounts, by environment. */
  readonly accountsOf: ReadonlyMap<string, readonly string[]>;
  /** Identity providers that the account is said to have, and that roles trust. */
  readonly namedProviders: readonly NamedProvider[];
  /** What every resource of each environment is tagged with, by environment. */
  readonly tags: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The runs that roles trust, by GitHub repository: `ref:refs/heads/main`, `environment:production`. */
  readonly trustedRuns: ReadonlyMap<string, readonly string[]>;
  /** What the stacks demand of Terraform's version: `>= 1.11.0, < 2.0.0`. */
  readonly terraform: string;
}

/** An identity provider that no stack creates. */
export interface NamedProvider {
  readonly arn: string;
  /** Whom tokens have to be made for, as the roles that trust it ask. */
  readonly audience: string;
}

interface AwsProvider {
  readonly allowed_account_ids?: readonly string[];
  readonly default_tags?: readonly { readonly tags?: Readonly<Record<string, string>> }[];
}

/** Environments that a plan can be read of, sorted: all but that of the bucket with the states. */
export function deployedEnvironments(stacks: SynthesizedStacks): string[] {
  const own = orderStacks(stacks, { deployable: true });
  return [...new Set(own.map(({ environment }) => environment))].sort();
}

/**
 * @throws Error when an environment has no stacks; it names those that have.
 */
export function readPlan(stacks: SynthesizedStacks, environments: readonly string[]): Plan {
  const own = environments.flatMap((environment) => orderStacks(stacks, { environment })).map(({ stack }) => stack);
  const contents = own.map((name) => stacks.read(name));
  // The bucket of the states is nobody's, and everybody's who keeps a state in it.
  const needsBucket = contents.some(({ terraform }) => blocksOf(terraform).backend?.s3 !== undefined);
  const names = needsBucket && stacks.names.includes(bootstrapStack) ? [...own, bootstrapStack] : own;
  return {
    environments,
    resources: plannedResources(stacks, [...new Set(names)]),
    accounts: accountsIn(contents),
    accountsOf: new Map(environments.map((name) => [name, accountsIn(contentsOf(stacks, name))])),
    namedProviders: namedProviders(contents),
    tags: new Map(environments.map((name) => [name, tagsOf(stacks, name)])),
    trustedRuns: trustedRunsOf(contents),
    terraform: contents.map(({ terraform }) => blocksOf(terraform).required_version ?? "").find(Boolean) ?? "",
  };
}

function contentsOf(stacks: SynthesizedStacks, environment: string): StackContent[] {
  return orderStacks(stacks, { environment }).map(({ stack }) => stacks.read(stack));
}

function accountsIn(contents: readonly StackContent[]): string[] {
  return [...new Set(contents.flatMap(providersOf).flatMap((provider) => provider.allowed_account_ids ?? []))];
}

interface TrustStatement {
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly condition?: readonly { readonly variable: string; readonly values: readonly string[] }[];
}

function namedProviders(contents: readonly StackContent[]): NamedProvider[] {
  const documents = contents.flatMap(({ data }) => Object.values(data?.aws_iam_policy_document ?? {}));
  const statements = documents.flatMap((document) => (document as { statement?: TrustStatement[] }).statement ?? []);
  const found = statements.flatMap(({ principals = [], condition = [] }) => {
    const [audience = ""] = condition.find(({ variable }) => variable.endsWith(":aud"))?.values ?? [];
    const federated = principals.filter(({ type }) => type === "Federated").flatMap(({ identifiers }) => identifiers);
    return federated.filter((arn) => arn.startsWith("arn:")).map((arn) => ({ arn, audience }));
  });
  return [...new Map(found.map((provider) => [`${provider.arn} ${provider.audience}`, provider])).values()];
}

function blocksOf(terraform: unknown) {
  return (terraform ?? {}) as { readonly backend?: { readonly s3?: unknown }; readonly required_version?: string };
}

function providersOf({ provider }: StackContent): readonly AwsProvider[] {
  return (provider?.aws ?? []) as readonly AwsProvider[];
}

interface TrustPolicy {
  readonly statement?: readonly { readonly condition?: readonly { readonly values?: readonly string[] }[] }[];
}

/** Subjects of GitHub's tokens that roles ask for: `repo:<repository>:<run>`. */
function trustedRunsOf(contents: readonly StackContent[]): Map<string, readonly string[]> {
  const policies = contents.flatMap(({ data }) => Object.values((data?.aws_iam_policy_document ?? {}) as object));
  const conditions = policies.flatMap(({ statement = [] }: TrustPolicy) =>
    statement.flatMap((one) => one.condition ?? []),
  );
  const subjects = new Set(
    conditions.flatMap(({ values = [] }) => values).filter((value) => value.startsWith("repo:")),
  );
  const runs = new Map<string, readonly string[]>();
  for (const subject of [...subjects].sort()) {
    const [, repository = "", ...run] = subject.split(":");
    runs.set(repository, [...(runs.get(repository) ?? []), run.join(":")]);
  }
  return runs;
}

function tagsOf(stacks: SynthesizedStacks, environment: string): Readonly<Record<string, string>> {
  const tagged = orderStacks(stacks, { environment }).flatMap(({ stack }) => providersOf(stacks.read(stack)));
  return tagged.find(({ default_tags }) => default_tags?.[0]?.tags)?.default_tags?.[0]?.tags ?? {};
}

/** Regions that the plan has resources in, in the order in which they are first met. */
export function regionsOf({ resources }: Pick<Plan, "resources">): string[] {
  return [...new Set(resources.map(({ region }) => region).filter(Boolean))];
}

/** A tag as EC2, IAM and others report it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tells, by its tags, what the environments have deployed before from what others have. */
export function isOwn({ tags }: Pick<Plan, "tags">, found: readonly Tag[] | undefined): boolean {
  const value = (key: string) => found?.find(({ Key }) => Key === key)?.Value;
  return [...tags].some(
    ([environment, expected]) =>
      value("Environment") === environment && (expected.Project === undefined || value("Project") === expected.Project),
  );
}
