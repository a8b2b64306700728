import { spawnSync } from "node:child_process";
import { type ChartUpdate, chartReport, chartVersion, isNewer } from "../src/pipeline/chart-updates";
import { charts } from "../src/versions";

// Asks each chart's repository, through helm, for its newest release, and prints a report on those that are newer than
// the catalogue, and on repositories that do not answer with a version. Those make the exit code 1.
const updates: ChartUpdate[] = [];
const failures: string[] = [];
for (const chart of Object.values(charts)) {
  const args = ["show", "chart", chart.chart, "--repo", chart.repository];
  const { status, stdout, stderr, error } = spawnSync("helm", args, { encoding: "utf8", timeout: 60_000 });
  try {
    if (status !== 0) throw new Error(error?.message ?? stderr.trim());
    const latest = chartVersion(stdout);
    if (isNewer(latest, chart.version)) updates.push({ chart, latest });
  } catch (fault) {
    failures.push(`${chart.chart} from ${chart.repository}: ${fault instanceof Error ? fault.message : fault}`);
  }
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
process.stdout.write(chartReport(updates, failures));
