/** What `terraform plan -detailed-exitcode` printed for one stack. */
export interface StackPlan {
  readonly stack: string;
  /** 0: nothing to do, 2: there are changes, anything else: the plan failed. */
  readonly exitCode: number;
  readonly text: string;
}

export interface PlanReportOptions {
  readonly title: string;
  /**
   * Characters at most; longer plans lose their middle.
   * @default 60000, below the 65,536 that GitHub takes in a comment
   */
  readonly limit?: number;
}

/** The plans as one page of Markdown: a line for each stack, and below the plans that have something to say. */
export function planReport(plans: readonly StackPlan[], { title, limit = 60_000 }: PlanReportOptions): string {
  const sorted = [...plans].sort((a, b) => a.stack.localeCompare(b.stack));
  const rows = sorted.map((plan) => `| \`${plan.stack}\` | ${result(plan)} | ${losses(plan)} |`);
  const head = [`## ${title}`, "", "| stack | result | replaced or destroyed |", "|---|---|---|", ...rows].join("\n");
  const shown = sorted.filter(({ exitCode }) => exitCode !== 0);
  const frame = shown.map((plan) => details(plan.stack, "")).join("").length;
  const share = Math.max(0, Math.floor((limit - head.length - 1 - frame) / Math.max(1, shown.length)));
  return `${head}\n${shown.map(({ stack, text }) => details(stack, shorten(text.trim(), share))).join("")}`;
}

/** Only plans that would change something, or that could not be made. */
export function changedPlans(plans: readonly StackPlan[]): StackPlan[] {
  return plans.filter(({ exitCode }) => exitCode !== 0);
}

function result({ exitCode, text }: StackPlan): string {
  if (exitCode === 0) return "no changes";
  if (exitCode !== 2) return "**failed**";
  return /^Plan: (.+)\.$/m.exec(text)?.[1] ?? "changes of outputs";
}

function losses({ text }: StackPlan): string {
  const lost = [...text.matchAll(/^\s*# (\S+) (?:must be replaced|will be destroyed)/gm)].map(([, name]) => name);
  return lost.map((name) => `\`${name}\``).join(", ");
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
