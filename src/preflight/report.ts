import type { Finding, Level } from "./finding";

const order: readonly Level[] = ["blocks", "unchecked", "warning", "ok"];
const words: Readonly<Record<Level, string>> = {
  blocks: "BLOCKS",
  unchecked: "UNKNOWN",
  warning: "WARNING",
  ok: "ok",
};

/** The findings as text, what blocks first; each with what mends it in a line of its own. */
export function report(findings: readonly Finding[], environments: readonly string[]): string {
  const width = Math.max(...Object.values(words).map(({ length }) => length));
  const indent = " ".repeat(width + 2);
  const lines = order.flatMap((level) =>
    findings
      .filter((finding) => finding.level === level)
      .map(({ what, detail, fix }) =>
        [`${words[level].padEnd(width)}  ${what}: ${detail}`, ...(fix === undefined ? [] : [`${indent}→ ${fix}`])].join(
          "\n",
        ),
      ),
  );
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const summary =
    `${environments.join(", ")}: ${count("blocks")} in the way, ${count("unchecked")} unknown, ` +
    `${count("warning")} to know, ${count("ok")} fine`;
  return [...lines, "", summary, ""].join("\n");
}
