import type { StackContent } from "./synthesized-stacks";

/** The addresses of every stack that the project has committed to: `__tests__/addresses.inventory.json`. */
export type AddressInventory = Readonly<Record<string, readonly string[]>>;

/** Resource types whose loss loses data, keys or names that others rely on. */
const statefulTypes = new Set([
  "aws_backup_vault",
  "aws_cloudfront_distribution",
  "aws_db_instance",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_eip",
  "aws_eks_cluster",
  "aws_elasticache_global_replication_group",
  "aws_elasticache_replication_group",
  "aws_kms_key",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_vpc",
  "random_password",
]);

export function isStateful(address: string): boolean {
  return statefulTypes.has(typeOf(address));
}

/** The type of the resource at an address, in whatever module, with whatever key: `module.a["b.c"].aws_vpc.d[0]`. */
export function typeOf(address: string): string {
  const withoutKeys = address.replaceAll(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g, "").replace(/ \(deposed object .+\)$/, "");
  return withoutKeys.split(".").at(-2) ?? "";
}

/** Addresses of all managed resources of a stack, sorted. */
export function addressesOf(stack: StackContent): string[] {
  return Object.entries(stack.resource ?? {})
    .flatMap(([type, named]) => Object.keys(named as object).map((name) => `${type}.${name}`))
    .sort();
}

/** Stateful addresses of the inventory that a stack no longer has, without a `moved` block that says where they went. */
export function lostAddresses(inventory: readonly string[], stack: StackContent | undefined): string[] {
  const present = new Set(stack ? addressesOf(stack) : []);
  const moves = (stack?.moved ?? []) as unknown as readonly { from: string; to: string }[];
  const moved = new Set(moves.filter(({ to }) => present.has(to)).map(({ from }) => from));
  return inventory.filter((address) => isStateful(address) && !present.has(address) && !moved.has(address));
}

/**
 * The inventory without the stacks of an environment that is gone.
 *
 * @param synthesized - names of the stacks that there are; none of them is forgotten
 * @throws Error when the environment is still synthesized, or the inventory has no stack of it.
 */
export function forgetEnvironment(
  inventory: AddressInventory,
  environment: string,
  synthesized: readonly string[],
): AddressInventory {
  // Names of stacks are environment, "dr" in the standby region, and one word.
  const isOfEnvironment = (stack: string) =>
    stack.startsWith(`${environment}-`) && /^(dr-)?[a-z]+$/.test(stack.slice(environment.length + 1));
  if (synthesized.some(isOfEnvironment)) {
    throw new Error(
      `${environment} is still synthesized, so nothing of it is forgotten: take it out of environments/index.ts first`,
    );
  }
  const kept = Object.entries(inventory).filter(([stack]) => !isOfEnvironment(stack));
  if (kept.length === Object.keys(inventory).length) {
    throw new Error(`no address of an environment ${JSON.stringify(environment)} is known, so there is none to forget`);
  }
  return Object.fromEntries(kept);
}
