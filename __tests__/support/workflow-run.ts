import vm from "node:vm";
import type { Job } from "./workflows";

/** How a job ends; https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
export type Result = "success" | "failure" | "cancelled" | "skipped";

/** What a job that was started ends with. */
export interface Ended {
  readonly result: Result;
  readonly outputs?: Readonly<Record<string, string>>;
}

export interface RunOptions {
  /** The contexts `github` and `inputs`. */
  readonly contexts?: Readonly<Record<string, unknown>>;
  /** How each job ends when it is started. Default: success, without outputs. */
  readonly ends?: Readonly<Record<string, Ended>>;
  /** The job after which somebody cancels the whole run. */
  readonly cancelledAfter?: string;
}

type Status = Readonly<Record<"success" | "failure" | "cancelled", boolean>>;

const statusFunction = /\b(success|failure|cancelled|always)\(\)/;
/** Everything that means the same in GitHub's expressions and in JavaScript, as long as strings hold no quotes. */
const common = /^(?:'[^']*'|\b(?:fromJSON|contains)\(|[\w.]+|[!=]=|&&|\|\||[!(),]|\s)*$/;

/**
 * Whether an `if` holds.
 *
 * @throws Error for an expression with something in it that is not understood here.
 */
export function evaluate(expression: string, contexts: Readonly<Record<string, unknown>>, status: Status): boolean {
  return Boolean(resultOf(expression, contexts, status));
}

/**
 * The value of an expression.
 *
 * @throws Error for one with something in it that is not understood here.
 */
export function resultOf(expression: string, contexts: Readonly<Record<string, unknown>>, status?: Status): unknown {
  const text = expression.replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, "$1");
  if (!common.test(text)) throw new Error(`cannot evaluate ${JSON.stringify(text)}`);
  const functions = {
    success: () => status?.success,
    failure: () => status?.failure,
    cancelled: () => status?.cancelled,
    always: () => true,
    fromJSON: JSON.parse,
    contains: (list: readonly unknown[], item: unknown) => [...list].includes(item),
  };
  const demanded = status === undefined || statusFunction.test(text) ? text : `success() && (${text})`;
  return vm.runInNewContext(demanded, { ...contexts, ...functions });
}

/**
 * Walks the jobs of a workflow as GitHub does: a job is started once all that it needs have ended, if its condition holds.
 * A condition without a status function holds only after success of every job before it, however far.
 */
export function walk(jobs: Readonly<Record<string, Job>>, options: RunOptions = {}): Record<string, Result> {
  const { contexts = {}, ends = {}, cancelledAfter } = options;
  const done: Record<string, Ended> = {};
  let cancelled = false;
  for (const [name, job] of Object.entries(jobs)) {
    const direct = needsOf(job);
    const later = direct.filter((other) => done[other] === undefined);
    if (later.length > 0) throw new Error(`${name} stands before ${later.join(", ")}, which it needs`);
    const before = [...ancestors(jobs, name)].map((other) => done[other]?.result);
    const status = {
      success: !cancelled && before.every((result) => result === "success"),
      failure: before.includes("failure"),
      cancelled,
    };
    const needs = Object.fromEntries(
      direct.map((other) => [other, { ...done[other], outputs: withBlanks(done[other]?.outputs) }]),
    );
    const starts = evaluate(job.if ?? "success()", { ...contexts, needs }, status);
    done[name] = starts ? (ends[name] ?? { result: "success" }) : { result: "skipped" };
    if (name === cancelledAfter) cancelled = true;
  }
  return Object.fromEntries(Object.entries(done).map(([name, { result }]) => [name, result]));
}

/** Outputs that a job did not set are empty. */
function withBlanks(outputs: Ended["outputs"] = {}): Readonly<Record<string, string>> {
  return new Proxy(outputs, { get: (target, name) => target[String(name)] ?? "" });
}

/** How a job ends that calls the workflow with these results. */
export function conclusion(results: Readonly<Record<string, Result>>): Result {
  const all = Object.values(results);
  if (all.includes("failure")) return "failure";
  return all.includes("cancelled") ? "cancelled" : "success";
}

export function needsOf(job: Job | undefined): readonly string[] {
  return [job?.needs ?? []].flat();
}

function ancestors(jobs: Readonly<Record<string, Job>>, name: string): Set<string> {
  return new Set(needsOf(jobs[name]).flatMap((other) => [other, ...ancestors(jobs, other)]));
}
