/**
 * How bad a finding is: `ok`; `warning`, a deployment works but somebody should know; `blocks`, a deployment fails;
 * `unchecked`, nobody knows.
 */
export type Level = "ok" | "warning" | "blocks" | "unchecked";

/** One thing that a deployment needs, and whether it is there. */
export interface Finding {
  readonly level: Level;
  /** What it is about: `Elastic IPs in us-east-1`. */
  readonly what: string;
  /** How much is needed and how much there is, or what was found. */
  readonly detail: string;
  /** The command or setting that mends it. */
  readonly fix?: string | undefined;
}

/** The process' exit code: 1 when something blocks, else 2 when something could not be checked, else 0. */
export function exitCodeOf(findings: readonly Finding[]): number {
  const has = (level: Level) => findings.some((finding) => finding.level === level);
  if (has("blocks")) return 1;
  return has("unchecked") ? 2 : 0;
}
