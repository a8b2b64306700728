import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./support/output-folder";

const biome = path.join(projectRoot, "node_modules", "@biomejs", "biome", "bin", "biome");

const refused: readonly [folder: string, source: string, message: string][] = [
  ["modules/network", "../../src/versions", "they get values as props"],
  ["modules/network", "../../environments/production", "they get values as props"],
  ["modules/network", "../../__tests__/support/synth", "nothing outside __tests__ imports from it"],
  ["src/stacks", "../../environments", "never imports them"],
  ["src/stacks", "../../__tests__/support/synth", "nothing outside __tests__ imports from it"],
  ["src/config", "constructs", "src/config is pure"],
  ["src/config", "../../modules/network/network", "src/config is pure"],
  ["src/config", "../../__tests__/support/synth", "src/config is pure"],
  ["environments", "../src/app", "environments/ are data"],
  ["environments", "cdktf", "environments/ are data"],
  ["functions/redis-snapshots", "../../src/versions", "functions/ run in Lambda"],
  ["functions/redis-snapshots", "cdktf", "functions/ run in Lambda"],
  ["scripts", "../__tests__/support/synth", "nothing outside __tests__ imports from it"],
  ["modules/network", "@cdktf/provider-aws", "Import the resource by path"],
  ["src/stacks", "@cdktf/provider-kubernetes", "Import the resource by path"],
  ["scripts", "@cdktf/provider-aws", "Import the resource by path"],
  ["__tests__/support", "@cdktf/provider-helm", "Import the resource by path"],
];

const allowed: readonly [folder: string, source: string][] = [
  ["modules/network", "@cdktf/provider-aws/lib/vpc"],
  ["src/stacks", "../../modules/network/network"],
  ["src/stacks", "@cdktf/provider-aws/lib/vpc"],
  ["environments", "../src/config"],
  ["functions/redis-snapshots", "@aws-sdk/client-elasticache"],
  ["functions/redis-snapshots", "node:timers/promises"],
  ["__tests__/support", "../../src/app"],
];

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: unknown;
    readonly location: { readonly path: unknown };
  }[];
}

/** What the linter says of a file that imports `source` from `folder`, for each pair; the files are gone afterwards. */
function lintImports(pairs: readonly (readonly [string, string, ...unknown[]])[]): string[] {
  const files = pairs.map(([folder], index) => path.join(folder, `import-rule-probe-${process.pid}-${index}.ts`));
  try {
    for (const [index, [, source]] of pairs.entries()) {
      const text = `import { probe } from "${source}";\n\nconsole.log(probe);\n`;
      fs.writeFileSync(path.join(projectRoot, files[index] as string), text);
    }
    const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", ...files];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: projectRoot });
    const { diagnostics }: Report = JSON.parse(stdout);
    return files.map((file) =>
      JSON.stringify(diagnostics.filter(({ location }) => JSON.stringify(location).includes(file))),
    );
  } finally {
    for (const file of files) fs.rmSync(path.join(projectRoot, file), { force: true });
  }
}

const findings = lintImports([...refused, ...allowed]);

test.each(
  refused.map((row, index) => [...row, index] as const),
)("a file in %s may not import %s", (_folder, _source, message, index) => {
  expect(findings[index]).toContain("noRestrictedImports");
  expect(findings[index]).toContain(message);
});

test.each(
  allowed.map((row, index) => [...row, refused.length + index] as const),
)("a file in %s may import %s", (_folder, _source, index) => {
  expect(findings[index]).not.toContain("noRestrictedImports");
});
