import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./support/output-folder";

const biome = path.join(projectRoot, "node_modules", "@biomejs", "biome", "bin", "biome");

/** Lints a file that imports `source` from `folder`; the file is gone afterwards. */
function lintImport(folder: string, source: string): string {
  const file = path.join(projectRoot, folder, `import-rule-probe-${process.pid}.ts`);
  try {
    fs.writeFileSync(file, `import { probe } from "${source}";\n\nconsole.log(probe);\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [biome, "lint", file], { encoding: "utf8" });
    return `${stdout}${stderr}`;
  } finally {
    fs.rmSync(file, { force: true });
  }
}

test.each([
  ["modules/network", "../../src/versions", "they get values as props"],
  ["modules/network", "../../environments/production", "they get values as props"],
  ["src/stacks", "../../environments", "never imports them"],
  ["src/config", "constructs", "src/config is pure"],
  ["src/config", "../../modules/network/network", "src/config is pure"],
  ["environments", "../src/app", "environments/ are data"],
  ["environments", "cdktf", "environments/ are data"],
  ["functions/redis-snapshots", "../../src/versions", "functions/ run in Lambda"],
  ["functions/redis-snapshots", "cdktf", "functions/ run in Lambda"],
  ["modules/network", "@cdktf/provider-aws", "Import the resource by path"],
  ["src/stacks", "@cdktf/provider-kubernetes", "Import the resource by path"],
  ["__tests__/support", "@cdktf/provider-helm", "Import the resource by path"],
])("a file in %s may not import %s", (folder, source, message) => {
  expect(lintImport(folder, source)).toContain(message);
});

test.each([
  ["modules/network", "@cdktf/provider-aws/lib/vpc"],
  ["src/stacks", "../../modules/network/network"],
  ["environments", "../src/config"],
  ["functions/redis-snapshots", "@aws-sdk/client-elasticache"],
  ["functions/redis-snapshots", "node:timers/promises"],
])("a file in %s may import %s", (folder, source) => {
  expect(lintImport(folder, source)).not.toContain("noRestrictedImports");
});
