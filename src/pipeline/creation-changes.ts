import fs from "node:fs";
import path from "node:path";
import { parseStack, type StackContent } from "./synthesized-stacks";

type Outcome = "Terraform replaces the resource" | "AWS refuses the change";
type Arguments = Readonly<Record<string, Outcome>>;

const replaced = (...names: readonly string[]): Arguments =>
  Object.fromEntries(names.map((name) => [name, "Terraform replaces the resource"]));

/** Arguments that count at creation only, of resources that others rely on or that hold data. */
const creationArguments = new Map<string, Arguments>([
  ["aws_backup_vault", replaced("name", "kms_key_arn")],
  ["aws_db_instance", replaced("db_name", "username", "storage_encrypted", "kms_key_id")],
  ["aws_efs_file_system", replaced("creation_token", "encrypted", "kms_key_id", "performance_mode")],
  // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html: the zones stay those of the creation.
  ["aws_eks_cluster", { ...replaced("name"), "vpc_config.subnet_ids": "AWS refuses the change" }],
  ["aws_eks_node_group", replaced("node_group_name", "instance_types", "capacity_type", "subnet_ids")],
  [
    "aws_elasticache_replication_group",
    replaced("replication_group_id", "global_replication_group_id", "at_rest_encryption_enabled", "kms_key_id"),
  ],
  ["aws_lb", replaced("name")],
  ["aws_route53_zone", replaced("name")],
  ["aws_s3_bucket", replaced("bucket")],
  ["aws_secretsmanager_secret", replaced("name")],
  ["aws_security_group", replaced("name", "description")],
  ["aws_subnet", replaced("availability_zone", "cidr_block")],
  ["aws_vpc", replaced("cidr_block")],
]);

/**
 * Remembers an output that is about to be replaced.
 *
 * @returns a function that compares it with what is in the folder then. It fails on nothing that it cannot read: what it
 *   finds is a warning.
 */
export function rememberOutput(folder: string): () => string[] {
  const attempt = <Result>(read: () => Result, otherwise: Result): Result => {
    try {
      return read();
    } catch {
      return otherwise;
    }
  };
  const earlier = attempt(() => readStackTexts(folder), new Map<string, string>());
  return () => attempt(() => creationChanges(earlier, readStackTexts(folder)), []);
}

/** The stacks of an output as they were written, by name; none where there is no output. */
function readStackTexts(folder: string): Map<string, string> {
  const stacks = path.join(folder, "stacks");
  if (!fs.existsSync(stacks)) return new Map();
  const files = fs.readdirSync(stacks).map((name) => ({ name, file: path.join(stacks, name, "cdk.tf.json") }));
  return new Map(
    files.filter(({ file }) => fs.existsSync(file)).map(({ name, file }) => [name, fs.readFileSync(file, "utf8")]),
  );
}

/**
 * What differs between two outputs of arguments that count at creation only, a sentence for each. Resources that only one
 * of the outputs has are left out.
 */
export function creationChanges(earlier: ReadonlyMap<string, string>, current: ReadonlyMap<string, string>): string[] {
  return [...current].flatMap(([stack, text]) => {
    const before = earlier.get(stack);
    if (before === undefined || before === text) return [];
    return compareTexts(before, text).map((sentence) => `${stack}: ${sentence}`);
  });
}

function compareTexts(before: string, after: string): string[] {
  let earlier: StackContent;
  try {
    earlier = parseStack(before);
  } catch {
    return ["what was there before is no synthesized stack, and was not compared."];
  }
  return compare(earlier, parseStack(after));
}

function compare(before: StackContent, after: StackContent): string[] {
  const [was, is] = [valueAt(before, "provider.aws.0.region"), valueAt(after, "provider.aws.0.region")];
  if (was !== is)
    return [`the region was ${was} and is ${is}. Terraform creates all of it there, and forgets what exists.`];
  return [...creationArguments].flatMap(([type, names]) => {
    const [old, current] = [resources(before, type), resources(after, type)];
    const kept = Object.keys(current).filter((name) => Object.hasOwn(old, name));
    return kept.flatMap((name) =>
      Object.entries(names).flatMap(([argument, outcome]) => {
        const [was, is] = [valueAt(old[name], argument), valueAt(current[name], argument)];
        if (was === is) return [];
        return [`${type}.${name}.${argument} was ${was} and is ${is}. It is set at creation: ${outcome}.`];
      }),
    );
  });
}

function resources(stack: StackContent, type: string): Readonly<Record<string, unknown>> {
  return (stack.resource?.[type] ?? {}) as Readonly<Record<string, unknown>>;
}

/** The argument as JSON. */
function valueAt(resource: unknown, argument: string): string {
  const value = argument
    .split(".")
    .reduce<unknown>((block, key) => (block as Readonly<Record<string, unknown>> | undefined)?.[key], resource);
  return value === undefined ? "not set" : JSON.stringify(value);
}
