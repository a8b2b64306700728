import fs from "node:fs";
import path from "node:path";

/** What `terraform plan -detailed-exitcode` printed for one stack. */
export interface StackPlan {
  readonly stack: string;
  /** 0: nothing to do, 2: there are changes, anything else: the plan failed. */
  readonly exitCode: number;
  readonly text: string;
  /** Stacks whose outputs its state holds from the last apply; none where it was never applied. Default: not known. */
  readonly producers?: readonly string[] | undefined;
}

/** The plans that `scripts/ci/plan.sh` left in a folder; none where there is no folder. */
export function readPlans(folder: string): StackPlan[] {
  if (!fs.existsSync(folder)) return [];
  const stacks = fs.readdirSync(folder).filter((file) => file.endsWith(".txt"));
  return stacks.sort().map((file) => {
    const stack = path.basename(file, ".txt");
    const beside = (name: string) => readIfThere(path.join(folder, `${stack}.${name}`));
    return {
      stack,
      exitCode: exitCode(beside("exitcode") ?? ""),
      text: fs.readFileSync(path.join(folder, file), "utf8"),
      producers: beside("producers")?.split("\n").filter(Boolean),
    };
  });
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() : undefined;
}

/** A plan that was stopped has no exit code, and counts as failed. */
function exitCode(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

export function hasFailed({ exitCode }: StackPlan): boolean {
  return exitCode !== 0 && exitCode !== 2;
}
