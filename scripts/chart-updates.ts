import { spawnSync } from "node:child_process";
import { type ChartUpdate, chartReport, chartVersion, isNewer } from "../src/pipeline/chart-updates";
import { charts } from "../src/versions";

// Asks each chart's repository, through helm, for its newest release, and prints a report on those that are newer than
// the catalogue. A repository that does not answer, or not with a version, is named, and makes the exit code 1, after the others were asked.
const updates: ChartUpdate[] = [];
for (const chart of Object.values(charts)) {
  const args = ["show", "chart", chart.chart, "--repo", chart.repository];
  const { status, stdout, stderr, error } = spawnSync("helm", args, { encoding: "utf8", timeout: 60_000 });
  if (status !== 0) {
    console.error(`${chart.chart} from ${chart.repository}: ${error?.message ?? stderr.trim()}`);
    process.exitCode = 1;
    continue;
  }
  try {
    const latest = chartVersion(stdout);
    if (isNewer(latest, chart.version)) updates.push({ chart, latest });
  } catch (error) {
    console.error(`${chart.chart} from ${chart.repository}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
process.stdout.write(chartReport(updates));
