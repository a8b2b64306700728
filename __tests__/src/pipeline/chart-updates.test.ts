import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chartReport, chartVersion, isNewer } from "../../../src/pipeline/chart-updates";
import { charts } from "../../../src/versions";
import { projectRoot } from "../../support/output-folder";

test.each([
  ["apiVersion: v2\nappVersion: 9.9.9\nname: base\nversion: 1.31.1\n", "1.31.1"],
  ['version: "v1.2.3"\nkubeVersion: ">=1.20"\n', "v1.2.3"],
])("the chart's own version is read: %j", (text, version) => {
  expect(chartVersion(text)).toBe(version);
});

test("a chart without a version is an error that shows what came instead", () => {
  expect(() => chartVersion("404 not found")).toThrow("no version in what helm printed:\n404 not found");
});

test.each([
  ["1.10.0", "1.9.9", true],
  ["2.0.0", "1.99.99", true],
  ["v1.2.4", "1.2.3", true],
  ["1.2.3", "1.2.3", false],
  ["1.2.3", "1.10.0", false],
  ["0.9.9", "1.0.0", false],
])("%s is newer than %s: %s", (version, than, newer) => {
  expect(isNewer(version, than)).toBe(newer);
});

test("what is no version is an error", () => {
  expect(() => isNewer("latest", "1.0.0")).toThrow("latest is no version like 1.2.3");
});

test("every chart of the catalogue has a version that can be compared", () => {
  for (const { version } of Object.values(charts)) expect(isNewer("999.0.0", version)).toBe(true);
});

test("the report has a row for each update, and is empty without any", () => {
  expect(chartReport([])).toBe("");
  const report = chartReport([{ chart: charts.velero, latest: "99.0.0" }]);
  expect(report).toContain(`| Velero | \`velero\` | ${charts.velero.version} | 99.0.0 | ${charts.velero.repository} |`);
});

describe("node scripts/run.cjs scripts/chart-updates.ts, with a helm that answers", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-helm-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const args = ["scripts/run.cjs", "scripts/chart-updates.ts"];

  /** Puts a program called helm first on the path. */
  const withHelm = (script: string) => {
    fs.writeFileSync(path.join(folder, "helm"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
    return { cwd: projectRoot, env, encoding: "utf8" } as const;
  };

  test("only newer charts are reported", () => {
    const options = withHelm('[ "$3" = velero ] && echo "version: 99.0.0" || echo "version: 0.0.1"');
    const report = execFileSync(process.execPath, args, options);
    expect(report).toContain("| 99.0.0 |");
    expect(report.match(/^\| (?!product|---)/gm)).toHaveLength(1);
  });

  test("a repository that does not answer is named, and the others are still asked", () => {
    const options = withHelm('[ "$3" = velero ] && { echo "no such host" >&2; exit 1; }; echo "version: 99.0.0"');
    const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
    expect(status).toBe(1);
    expect(stderr).toContain(`velero from ${charts.velero.repository}: no such host`);
    expect(stdout).toContain("| 99.0.0 |");
    expect(stdout).toMatch(/These could not be compared:\n\n- velero from .*: no such host\n$/);
  });

  test("what no repository answered is no report without updates", () => {
    const { status, stdout } = spawnSync(process.execPath, args, withHelm('printf "down\\nfor now" >&2; exit 1'));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^These could not be compared:\n\n(- \S+ from \S+: down for now\n)+$/);
  });
});
