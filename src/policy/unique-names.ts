import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Annotations, Aspects, type IAspect, TerraformResource, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";

/** How far a name must be the only one of its kind. */
type Extent = "world" | "account" | "region";

interface UniqueName {
  /** Arguments that make the name, as properties of the bindings. */
  readonly properties: readonly string[];
  readonly extent: Extent;
}

const only = (extent: Extent, ...properties: string[]): UniqueName => ({ properties, extent });

/** Resources whose name AWS gives out once, by type. */
export const uniqueNames: Readonly<Record<string, UniqueName>> = {
  aws_s3_bucket: only("world", "bucket"),

  aws_budgets_budget: only("account", "name"),
  aws_cloudfront_response_headers_policy: only("account", "name"),
  aws_iam_group: only("account", "name"),
  aws_iam_instance_profile: only("account", "name"),
  aws_iam_openid_connect_provider: only("account", "url"),
  aws_iam_policy: only("account", "name"),
  aws_iam_role: only("account", "name"),
  aws_iam_user: only("account", "name"),

  aws_backup_vault: only("region", "name"),
  aws_cloudwatch_event_rule: only("region", "name"),
  aws_cloudwatch_log_group: only("region", "name"),
  aws_cloudwatch_metric_alarm: only("region", "alarmName"),
  aws_db_instance: only("region", "identifier"),
  aws_db_parameter_group: only("region", "name"),
  aws_db_subnet_group: only("region", "name"),
  aws_ecr_repository: only("region", "name"),
  aws_efs_file_system: only("region", "creationToken"),
  aws_eks_cluster: only("region", "name"),
  aws_elasticache_parameter_group: only("region", "name"),
  aws_elasticache_replication_group: only("region", "replicationGroupId"),
  aws_elasticache_subnet_group: only("region", "name"),
  aws_kms_alias: only("region", "name"),
  aws_lambda_function: only("region", "functionName"),
  aws_launch_template: only("region", "name"),
  aws_lb: only("region", "name"),
  aws_lb_target_group: only("region", "name"),
  aws_scheduler_schedule_group: only("region", "name"),
  aws_secretsmanager_secret: only("region", "name"),
  aws_sns_topic: only("region", "name"),
  aws_sqs_queue: only("region", "name"),
  aws_ssm_document: only("region", "name"),
  aws_wafv2_web_acl: only("region", "name", "scope"),
};

/**
 * Makes the synthesis fail where two resources of any of the app's stacks have one name that AWS gives out once: in a
 * region, in an account or, for buckets, in the world. Stacks that do not say which account they are for may share it.
 *
 * Names that Terraform learns when it runs are not compared.
 */
export function enforceUniqueNames(app: IConstruct): void {
  const names = new UniqueNames();
  for (const stack of app.node.findAll().filter(TerraformStack.isStack)) Aspects.of(stack).add(names);
}

interface Owner {
  readonly resource: TerraformResource;
  readonly place: Place;
}

interface Place {
  readonly region: string | undefined;
  readonly accounts: readonly string[] | undefined;
}

class UniqueNames implements IAspect {
  private readonly owners = new Map<string, Owner[]>();

  visit(construct: IConstruct): void {
    if (!TerraformResource.isTerraformResource(construct)) return;
    const resource = construct as TerraformResource;
    const type = resource.terraformResourceType;
    const unique = uniqueNames[type];
    const name = unique && literalName(resource, unique);
    if (!unique || name === undefined) return;
    const place = placeOf(resource);
    const key = `${type} ${name.toLowerCase()}`;
    const owners = this.owners.get(key) ?? [];
    this.owners.set(key, [...owners, { resource, place }]);
    const rival = owners.find((owner) => owner.resource !== resource && meet(owner.place, place, unique.extent));
    if (!rival) return;
    Annotations.of(resource).addError(
      `unique-names: ${describe(resource)} and ${describe(rival.resource)} are both called ${name}, which AWS allows ` +
        `once ${extents[unique.extent]}; change a prefix or name that one of them follows from`,
    );
  }
}

const extents: Readonly<Record<Extent, string>> = {
  world: "in all accounts together",
  account: "in an account",
  region: "in a region of an account",
};

function describe(resource: TerraformResource): string {
  return `${TerraformStack.of(resource).node.id} ${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

function literalName(resource: TerraformResource, { properties }: UniqueName): string | undefined {
  const parts = properties.map((property) => Reflect.get(resource, `${property}Input`) as unknown);
  const isLiteral = parts.every((part) => typeof part === "string" && !Token.isUnresolved(part));
  return isLiteral ? parts.join(" ") : undefined;
}

function placeOf(resource: TerraformResource): Place {
  const provider = resource.provider ?? TerraformStack.of(resource).node.children.find(isDefaultProvider);
  if (!(provider instanceof AwsProvider)) return { region: undefined, accounts: undefined };
  return { region: provider.region, accounts: provider.allowedAccountIds };
}

function isDefaultProvider(construct: IConstruct): boolean {
  return construct instanceof AwsProvider && construct.alias === undefined;
}

function meet(a: Place, b: Place, extent: Extent): boolean {
  if (extent === "world") return true;
  if (a.accounts && b.accounts && !a.accounts.some((account) => b.accounts?.includes(account))) return false;
  return extent === "account" || a.region === b.region;
}
