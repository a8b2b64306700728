import { acceptanceOf, acceptedChangesFile, entryFor } from "./accepted-changes";
import { deploymentOrder, type Withdrawal, waitsFor } from "./deployment-order";
import { needsEntry } from "./held-state";
import type { Acceptances } from "./plan-gate";
import { type Loss, lossesInText } from "./plan-text";
import { hasFailed, type StackPlan } from "./planned-stacks";
import type { OrderedStack } from "./stack-order";

export interface PlanReportOptions {
  readonly title: string;
  /** The stacks that were to be planned, as `stack-order --format matrix` lists them. Default: those with a plan. */
  readonly order?: readonly OrderedStack[];
  /** What may be replaced or destroyed. Default: nothing is said of that. */
  readonly acceptances?: Acceptances;
  /** Stacks whose environment sleeps: a plan of them that failed was none. Default: none. */
  readonly asleep?: readonly string[];
  /** Leaves out plans that change nothing. Default: false. */
  readonly onlyChanges?: boolean;
  /**
   * Characters at most; longer plans lose their middle.
   * @default 60000, below the 65,536 that GitHub takes in a comment
   */
  readonly limit?: number;
}

/** What became of the plan of one stack. */
interface Row {
  readonly stack: string;
  /** None where no plan was made. */
  readonly plan?: StackPlan;
  readonly losses: readonly Loss[];
  readonly waitsFor: readonly string[];
  /** It failed, and what it would have asked is shut down at this hour. */
  readonly isAsleep: boolean;
}

/**
 * The plans as one page of Markdown: a line for each stack, what the deployment would stop at, and below the plans that
 * have something to say. Empty where only changes are asked for and there are none.
 */
export function planReport(plans: readonly StackPlan[], options: PlanReportOptions): string {
  const { title, acceptances, onlyChanges = false, limit = 60_000 } = options;
  const rows = readRows(plans, options).filter(({ plan }) => !onlyChanges || plan?.exitCode !== 0);
  if (onlyChanges && rows.length === 0) return "";
  const notes = [
    ...removals(options.order ?? [], plans),
    ...(acceptances ? entriesToWrite(rows, acceptances) : []),
  ].join("\n");
  const head = headOf(title, rows, limit / 2) + (notes === "" ? "" : `\n\n${notes}`);
  const shown = rows.flatMap(({ plan }) => (plan && plan.exitCode !== 0 ? [plan] : []));
  const frame = shown.map((plan) => details(plan.stack, "")).join("").length;
  const share = Math.max(0, Math.floor((limit - head.length - 1 - frame) / Math.max(1, shown.length)));
  return `${head}\n${shown.map(({ stack, text }) => details(stack, shorten(text.trim(), share))).join("")}`;
}

/**
 * Why the plans cannot be deployed: a plan that was not made or failed by itself, or two that cannot follow each other.
 *
 * @param asleep - stacks whose environment sleeps, of which a plan may fail. Default: none
 */
export function planFailures(
  plans: readonly StackPlan[],
  order: readonly OrderedStack[],
  asleep: readonly string[] = [],
): string[] {
  const failed = readRows(plans, { order, asleep }).filter(({ plan, waitsFor: others, isAsleep }) => {
    return !plan || (hasFailed(plan) && others.length === 0 && !isAsleep);
  });
  return [
    ...failed.map(({ stack, plan }) => (plan ? `${stack}: the plan failed\n` : `${stack}: there is no plan\n`)),
    ...deploymentOrder(order, plans).conflicts,
  ];
}

function readRows(plans: readonly StackPlan[], options: Pick<PlanReportOptions, "order" | "asleep">): Row[] {
  const { order = [], asleep = [] } = options;
  const stacks = [...new Set([...plans, ...order].map(({ stack }) => stack))].sort((a, b) => a.localeCompare(b));
  return stacks.map((stack) => {
    const plan = plans.find((other) => other.stack === stack);
    const candidates =
      order
        .find((item) => item.stack === stack)
        ?.waitsFor.split(", ")
        .filter(Boolean) ?? [];
    if (!plan) return { stack, losses: [], waitsFor: [], isAsleep: false };
    const isAsleep = hasFailed(plan) && asleep.includes(stack);
    return { stack, plan, losses: lossesInText(plan.text), waitsFor: waitsFor(plan, candidates, plans), isAsleep };
  });
}

function headOf(title: string, rows: readonly Row[], limit: number): string {
  const table = (shown: (losses: readonly Loss[]) => string) =>
    [
      `## ${title}`,
      "",
      "| stack | result | replaced or destroyed |",
      "|---|---|---|",
      ...rows.map((row) => `| \`${row.stack}\` | ${result(row)} | ${shown(row.losses)} |`),
    ].join("\n");
  const whole = table((losses) => losses.map(lossCell).join(", "));
  if (whole.length <= limit) return whole;
  return table((losses) => {
    const holding = losses.filter(needsEntry);
    const others = losses.length - holding.length;
    return [...holding.map(lossCell), ...(others > 0 ? [`${others} more, in the plan`] : [])].join(", ");
  });
}

const participles = { replace: "replaced", destroy: "destroyed", forget: "no longer managed" } as const;

function lossCell(loss: Loss): string {
  const text = `${code(loss.address)} ${participles[loss.action]}`;
  return needsEntry(loss) ? `**${text}, holds state**` : text;
}

/** An address in a table's cell: a key may hold what ends either. */
function code(address: string): string {
  return `\`${address.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

function result({ plan, waitsFor: others, isAsleep }: Row): string {
  if (!plan) return "**no plan**";
  if (plan.exitCode === 0) return "no changes";
  if (others.length > 0) return `waits for ${others.map((stack) => `\`${stack}\``).join(", ")}`;
  if (isAsleep) return "asleep, not planned";
  if (hasFailed(plan)) return "**failed**";
  return /^Plan: (.+)\.$/m.exec(plan.text)?.[1] ?? "changes of outputs";
}

function removals(order: readonly OrderedStack[], plans: readonly StackPlan[]): string[] {
  const { withdrawals, conflicts } = deploymentOrder(order, plans);
  const refused = conflicts.flatMap((conflict) => [fence, conflict.trimEnd(), fence, ""]);
  if (withdrawals.length === 0) return [];
  return [
    "### Applied before what they used is destroyed, and again after",
    "",
    ...withdrawals.map(removal),
    "",
    ...refused,
  ];
}

function removal({ stack, destroyed, consumers }: Withdrawal): string {
  const who = consumers.map((consumer) => `\`${consumer}\``).join(", ");
  const used = destroyed.filter(({ outputs }) => outputs.length > 0);
  const what = (used.length > 0 ? used : destroyed).map(({ address }) => code(address)).join(", ");
  return `- ${who}: \`${stack}\` destroys ${what}${used.length > 0 ? ", with outputs that they took" : ""}.`;
}

function entriesToWrite(rows: readonly Row[], { accepted, today }: Acceptances): string[] {
  const entries = rows.flatMap(({ stack, losses }) =>
    losses
      .filter((loss) => ["missing", "expired"].includes(acceptanceOf(stack, loss, accepted, today)))
      .map((loss) => entryFor(stack, loss, today)),
  );
  if (entries.length === 0) return [];
  return [
    "### Stops the deployment",
    "",
    `What holds state is replaced or destroyed only with an entry in \`${acceptedChangesFile}\`. Undo what causes it, or`,
    "write there, with the reason:",
    "",
    fence,
    ...new Set(entries),
    fence,
    "",
  ];
}

// Longer than any fence that a plan could show.
const fence = "~".repeat(8);

function details(stack: string, text: string): string {
  return `\n<details><summary><code>${stack}</code></summary>\n\n${fence}\n${text}\n${fence}\n\n</details>\n`;
}

const cut = "\n… shortened; the whole plan is in the job's log …\n";

/** Keeps the beginning and the end, where Terraform says what it sums up to. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = Math.max(0, length - cut.length);
  const tail = Math.floor(kept / 3);
  return `${text.slice(0, kept - tail)}${cut}${text.slice(text.length - tail)}`;
}
