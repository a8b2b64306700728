import { terraformCloudStack } from "../contracts";

/** What becomes of an object that Terraform has: destroyed and made anew, destroyed, or left there and forgotten. */
export type LossAction = "replace" | "destroy" | "forget";

/** An object that a plan takes away. */
export interface Loss {
  /** As Terraform prints it: `module.m["a key"].aws_subnet.b`, and `aws_subnet.b (deposed object 1a2b3c4d)`. */
  readonly address: string;
  readonly action: LossAction;
}

/**
 * What Terraform 1.11 to 1.14 write above each change (`resourceChangeComment` in
 * https://github.com/hashicorp/terraform/blob/v1.14.0/internal/command/jsonformat/plan.go). Values of arguments are
 * indented deeper, so none of them can look like one of these lines.
 */
const comments: readonly (readonly [LossAction, RegExp])[] = [
  ["forget", /^ {1,2}# (.+?) must be replaced, but the existing object will not be destroyed$/],
  ["forget", /^ {1,2}# (.+?) will (?:no longer be managed by Terraform|be removed from Terraform state), but will not/],
  ["replace", /^ {1,2}# (.+?) (?:is tainted, so )?must be replaced$/],
  ["replace", /^ {1,2}# (.+?) will be replaced(?:, as requested| due to changes in replace_triggered_by)$/],
  ["destroy", /^ {1,2}# (.+?) will be destroyed$/],
];

/** What a plan takes away, in the order in which it is printed. */
export function lossesInText(text: string): Loss[] {
  return linesOf(text).flatMap((line) => {
    for (const [action, comment] of comments) {
      const address = comment.exec(line)?.[1];
      if (address !== undefined) return [{ address, action }];
    }
    return [];
  });
}

/** Names of the outputs that a plan takes away. */
export function withdrawnOutputs(text: string): string[] {
  const lines = linesOf(text);
  const start = lines.indexOf("Changes to Outputs:");
  if (start < 0) return [];
  const end = lines.findIndex((line, index) => index > start && !line.startsWith(" "));
  const block = lines.slice(start + 1, end < 0 ? undefined : end);
  return block.flatMap((line) => /^ {2}- (\S+) += /.exec(line)?.[1] ?? []);
}

/** What a plan could not be made for. */
export interface MissingValue {
  /** Name of the stack that has no such output, or no state; none where the cluster lacks a kind of resource. */
  readonly producer?: string;
  /** Name of the output; none where the stack has no state at all. */
  readonly output?: string;
}

/**
 * What a failed plan lacked of other stacks.
 *
 * @returns nothing when it failed for anything else, also where that came on top.
 */
export function missingValues(text: string): MissingValue[] | undefined {
  const [, ...errors] = linesOf(text)
    .join("\n")
    .split(/^Error: /m);
  const missing = errors.map(missingValue);
  return missing.length > 0 && missing.every((value) => value !== undefined) ? missing : undefined;
}

function missingValue(error: string): MissingValue | undefined {
  if (error.startsWith("Unsupported attribute")) {
    const producer = /data\.terraform_remote_state\.(\w+)\.outputs is object/.exec(error)?.[1];
    const output = /does not have an attribute named "([^"]+)"/.exec(error)?.[1];
    return producer === undefined ? undefined : { producer: stackName(producer), output };
  }
  if (error.startsWith("Unable to find remote state")) {
    const producer = /with data\.terraform_remote_state\.(\w+)/.exec(error)?.[1];
    return producer === undefined ? undefined : { producer: stackName(producer) };
  }
  // The first init of a stack makes its workspace in Terraform Cloud, which who may only plan is refused.
  if (/^Error loading state: error creating workspace \S+: /.test(error)) return { producer: terraformCloudStack };
  // Said of a custom resource whose definition comes with a chart of an earlier stack.
  return error.startsWith("API did not recognize GroupVersionKind from manifest") ? {} : undefined;
}

/** A stack's name, from that of the data source by which others read its state. */
export function stackName(dataSource: string): string {
  return dataSource.replaceAll("_", "-");
}

/** Lines without colours, and without the bars that Terraform draws beside errors. */
function linesOf(text: string): string[] {
  const start = String.fromCharCode(27);
  const colours = new RegExp(`${start}\\[[0-9;]*m`, "g");
  return text
    .replaceAll(colours, "")
    .split(/\r?\n/)
    .map((line) => line.replace(/^[╷│╵] ?/, ""));
}
