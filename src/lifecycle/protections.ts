import { orderStacks } from "../pipeline/stack-order";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";

/** A resource that refuses to be destroyed. */
export interface Protection {
  readonly stack: string;
  readonly address: string;
  /** The setting of the environment that protects it. */
  readonly setting: string;
}

/** What protects the resources of a stack, by the last part of its name. */
const settingsOfStacks: Readonly<Record<string, string>> = {
  dns: "safeguards",
  delivery: "safeguards",
  operations: "safeguards",
  storage: "storage.deletionProtection",
  data: "database.deletionProtection",
  cluster: "cluster.deletionProtection",
  ingress: "edge.deletionProtection",
  edge: "edge.deletionProtection",
  backup: "backup.deletionProtection",
};

/** Types that another setting protects, in whatever stack they are. */
const settingsOfTypes: Readonly<Record<string, string>> = {
  aws_elasticache_replication_group: "cache.deletionProtection",
  aws_elasticache_reserved_cache_node: "cost.reservedCapacity",
  aws_rds_reserved_instance: "cost.reservedCapacity",
  aws_s3_bucket: "storage.deletionProtection",
};

interface Protectable {
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
  readonly deletion_protection?: boolean;
  readonly enable_deletion_protection?: boolean;
}

/** The kind of a stack: `data` of `production-dr-data`. */
export function kindOf(stack: string): string {
  return stack.slice(stack.lastIndexOf("-") + 1);
}

/** Everything in some stacks that Terraform or AWS refuses to destroy. */
export function protectionsOf(stacks: Pick<SynthesizedStacks, "read">, names: readonly string[]): Protection[] {
  return names.flatMap((stack) => {
    const types = (stacks.read(stack).resource ?? {}) as Record<string, Record<string, Protectable>>;
    return Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named)
        .filter(([, block]) => isProtected(block))
        .map(([name]) => ({ stack, address: `${type}.${name}`, setting: settingOf(stack, type) })),
    );
  });
}

/**
 * Refuses what is still protected, and every part of an environment with strict safeguards.
 *
 * @throws Error that names the settings, and what each of them protects.
 */
export function refuseProtected(stacks: SynthesizedStacks, environment: string, names: readonly string[]): void {
  const all = orderStacks(stacks, { environment }).map(({ stack }) => stack);
  const strict = protectionsOf(stacks, all).filter(({ setting }) => setting === "safeguards");
  const found = [...strict, ...protectionsOf(stacks, names).filter(({ setting }) => setting !== "safeguards")];
  if (found.length === 0) return;
  const settings = [...new Set(found.map(({ setting }) => setting))];
  const lines = settings.map((setting) => {
    const addresses = found
      .filter((one) => one.setting === setting)
      .map(({ stack, address }) => `${stack}: ${address}`);
    return `  ${setting}\n${addresses.map((address) => `    ${address}\n`).join("")}`;
  });
  throw new Error(
    `${environment} is protected; nothing was destroyed. These settings of environments/${environment}.ts protect it:\n\n` +
      `${lines.join("")}\nTurn them off, synthesize, and apply the stacks named here: AWS keeps some of the protection itself.\n` +
      "docs/destroying.md tells what is lost by that.",
  );
}

function isProtected(block: Protectable): boolean {
  const flags = [block.lifecycle?.prevent_destroy, block.deletion_protection, block.enable_deletion_protection];
  return flags.some((flag) => String(flag) === "true");
}

function settingOf(stack: string, type: string): string {
  return settingsOfTypes[type] ?? settingsOfStacks[kindOf(stack)] ?? `the code of ${stack}`;
}
