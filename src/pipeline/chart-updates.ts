import type { CatalogueChart } from "../versions";

/** A chart that has a newer version than the catalogue. */
export interface ChartUpdate {
  readonly chart: Pick<CatalogueChart, "product" | "chart" | "version" | "repository">;
  readonly latest: string;
}

/** The version in a `Chart.yaml`, as `helm show chart` prints it. @throws Error when there is none. */
export function chartVersion(chartYaml: string): string {
  const version = /^version:\s*["']?([^\s"']+)/m.exec(chartYaml)?.[1];
  if (version === undefined) throw new Error(`no version in what helm printed:\n${chartYaml.slice(0, 500)}`);
  return version;
}

/** Whether a chart's version is newer than another; charts are versioned semantically, some with a leading v. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map(parts);
  const index = a?.findIndex((part, position) => part !== b?.[position]) ?? -1;
  return index >= 0 && (a?.[index] ?? 0) > (b?.[index] ?? 0);
}

function parts(version: string): number[] {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!match) throw new Error(`${version} is no version like 1.2.3`);
  return match.slice(1).map(Number);
}

/** A page of Markdown about the updates, and about repositories that could not be asked; empty when there are none. */
export function chartReport(updates: readonly ChartUpdate[], failures: readonly string[] = []): string {
  const unknown = failures.length > 0 ? ["These could not be compared:", "", ...failures.map(asItem), ""] : [];
  return [...updateTable(updates), ...unknown].join("\n");
}

/** Its lines are kept together, whatever a repository answered. */
function asItem(failure: string): string {
  return `- ${failure.replaceAll(/\s+/g, " ")}`;
}

function updateTable(updates: readonly ChartUpdate[]): string[] {
  if (updates.length === 0) return [];
  const rows = updates.map(
    ({ chart, latest }) =>
      `| ${chart.product} | \`${chart.chart}\` | ${chart.version} | ${latest} | ${chart.repository} |`,
  );
  return [
    "Newer charts than those in `src/versions.ts`. docs/platform.md tells how a version is changed.",
    "",
    "| product | chart | here | newest | repository |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ];
}
