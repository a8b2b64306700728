import type { Node } from "constructs";

/**
 * The Terraform name of a construct: its id, with hyphens and dots as underscores.
 *
 * @throws Error when the id is not snake_case otherwise.
 */
export function toTerraformName(node: Node): string {
  const name = node.id.replaceAll(/[-.]/g, "_");
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  throw new Error(
    `${node.path}: the id ${JSON.stringify(node.id)} cannot be a Terraform name; allowed are lower-case letters, ` +
      "digits and underscores, not starting with a digit; write it in snake_case, for instance read_replica_1",
  );
}

/** The addresses of one stack, each of which may be taken once. */
export class UniqueAddresses {
  private readonly owners = new Map<string, string>();

  constructor(private readonly stack: string) {}

  /** @throws Error when another construct has the address: Terraform would silently keep only the last of the two. */
  add(address: string, constructPath: string): void {
    const owner = this.owners.get(address);
    if (owner !== undefined) {
      throw new Error(
        `${this.stack}: ${owner} and ${constructPath} are both ${address}; ` +
          "an address is unique within its stack: give one of the two constructs another id",
      );
    }
    this.owners.set(address, constructPath);
  }
}
