import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import * as esbuild from "esbuild";
import { production } from "../environments/production";
import { createApp } from "../src/app";
import { type EnvironmentInput, loadEnvironments } from "../src/config";
import { disableCreationStacks } from "../src/synthesis/creation-stacks";

// `npm run bench`: how long a synthesis takes, as ratios between commands that run in turn on this machine. Single
// times say more about the machine than about the project. Exits with 1 when a ratio misses its limit.

const root = process.cwd();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "techally-bench-"));
const ownFolder = { ...process.env, CDKTF_OUTDIR: path.join(scratch, "out"), TECHALLY_STATE: "local" };

interface Contender {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** Default: writes local state's configuration into a folder of the benchmark's own. */
  readonly env?: NodeJS.ProcessEnv;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs the contenders in turn, so that a slow moment of the machine hits all of them. */
function timeInTurn(contenders: readonly Contender[], rounds: number): number[] {
  const times = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, { command, cwd, title, env = ownFolder }] of contenders.entries()) {
      const start = performance.now();
      const [file, ...args] = command;
      const { status, stderr } = spawnSync(file, args, { cwd, env, encoding: "utf8" });
      if (status !== 0) throw new Error(`${title} failed:\n${stderr}`);
      // The first round warms caches.
      if (round >= 0) times[index]?.push(performance.now() - start);
    }
  }
  return times.map(median);
}

/** The same app as one file, made ahead of time: what a start costs at the least. */
function precompiled(): Contender {
  // Within the project, so that esbuild and the sources of the functions are found from it.
  const outfile = path.join(root, "node_modules", ".cache", "bench", "main.cjs");
  const options = {
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    keepNames: true,
  } as const;
  esbuild.buildSync({ entryPoints: [path.join(root, "main.ts")], outfile, external: ["esbuild"], ...options });
  return { title: "precompiled into one file", command: [process.execPath, outfile], cwd: root };
}

/** The way of the framework's TypeScript template: ts-node, and resources imported from the package roots. */
function stockTemplate(): Contender | undefined {
  const folder = path.join(scratch, "template");
  for (const name of ["main.ts", "src", "modules", "environments", "functions"]) {
    fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  for (const file of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts")) importFromRoots(path.join(folder, file));
  }
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023"],
    module: "commonjs",
    moduleResolution: "node10",
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
  };
  fs.writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  fs.writeFileSync(path.join(folder, "package.json"), "{}");
  try {
    const packages = ["ts-node@10.9.2", "typescript@5.9.3"];
    execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", ...packages], { stdio: "ignore" });
  } catch {
    console.log("ts-node cannot be installed here: the comparison with the stock template is left out");
    return undefined;
  }
  for (const name of fs.readdirSync(path.join(root, "node_modules"))) {
    const target = path.join(folder, "node_modules", name);
    if (!fs.existsSync(target)) fs.symlinkSync(path.join(root, "node_modules", name), target);
  }
  const command: Contender["command"] = [
    process.execPath,
    path.join(folder, "node_modules/ts-node/dist/bin.js"),
    "main.ts",
  ];
  return { title: "stock template (ts-node, package roots)", command, cwd: folder };
}

function importFromRoots(file: string): void {
  const source = fs.readFileSync(file, "utf8");
  const pattern = /import (?:type )?\{([^}]*)\} from "(@cdktf\/provider-[a-z]+)\/lib\/([a-z0-9-]+)";/g;
  const rewritten = source.replaceAll(pattern, (_, names: string, provider: string, module: string) => {
    const namespace = module.replaceAll(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
    // Every provider package has a module called "provider".
    const local = `${provider.slice("@cdktf/provider-".length)}_${namespace}`;
    const aliases = names
      .split(",")
      .map((name) => name.replace("type ", "").trim())
      .filter(Boolean)
      .map((name) => name.split(" as "))
      .map(([name = "", alias = name]) => `import ${alias} = ${local}.${name};`);
    return [`import { ${namespace} as ${local} } from "${provider}";`, ...aliases].join("\n");
  });
  fs.writeFileSync(file, rewritten);
}

/** Environments like production, with names and ranges of their own. */
function copies(count: number): EnvironmentInput[] {
  return Array.from({ length: count }, (_, index) => {
    const own = { name: `production-${index}`, prefix: `techally-${index}`, ownsAccount: index === 0 };
    const text = JSON.stringify({ ...production, ...own })
      .replaceAll('"10.0.', `"10.${2 * index}.`)
      .replaceAll('"10.1.', `"10.${2 * index + 1}.`)
      .replaceAll("techally.com", `techally${index}.com`)
      .replaceAll("techally-production", `techally-production-${index}`);
    return JSON.parse(text);
  });
}

function countResources(folder: string): number {
  const stacks = path.join(folder, "stacks");
  return fs.readdirSync(stacks).reduce((sum, stack) => {
    const { resource = {} } = JSON.parse(fs.readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8"));
    return (
      sum + Object.values(resource as Record<string, object>).reduce((n, named) => n + Object.keys(named).length, 0)
    );
  }, 0);
}

/** Time to build and write a number of environments, without loading anything. */
function timeGrowth(count: number): { milliseconds: number; resources: number } {
  const environments = loadEnvironments(copies(count), { stateBackend: "local" });
  const folder = path.join(scratch, `growth-${count}`);
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    createApp(environments, folder).synth();
    return performance.now() - start;
  });
  return { milliseconds: median(runs), resources: countResources(folder) };
}

function report(title: string, value: number, limit: { atMost: number } | { atLeast: number }): void {
  const kept = "atMost" in limit ? value <= limit.atMost : value >= limit.atLeast;
  const wanted = "atMost" in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
  console.log(`${kept ? "ok    " : "MISSED"} ${title}: ${value.toFixed(2)} (${wanted})`);
  if (!kept) process.exitCode = 1;
}

try {
  const user: Contender = {
    title: "npm run synth",
    command: [process.execPath, "scripts/run.cjs", "main.ts"],
    cwd: root,
  };
  const template = stockTemplate();
  const [ours = 0, bundle = 0] = timeInTurn([user, precompiled()], 9);
  report("npm run synth / the same app precompiled", ours / bundle, { atMost: 1.5 });
  if (template) {
    const [again = 0, stock = 0] = timeInTurn([user, template], 3);
    report("stock template / npm run synth", stock / again, { atLeast: 8 });
  }
  const npmRun = (script: string, env?: NodeJS.ProcessEnv): Contender => {
    return { title: `npm run ${script}`, command: ["npm", "run", "--silent", script], cwd: root, env };
  };
  const [synth = 0, suite = 0] = timeInTurn([npmRun("synth"), npmRun("test:unit", process.env)], 1);
  report("npm run test:unit / npm run synth", suite / synth, { atMost: 13 });
  disableCreationStacks();
  timeGrowth(1);
  const [small, large] = [timeGrowth(4), timeGrowth(8)];
  const perResource = (large.milliseconds - small.milliseconds) / (large.resources - small.resources);
  report(
    "8 environments / 4 environments, per resource",
    large.milliseconds / large.resources / (small.milliseconds / small.resources),
    { atMost: 1.3 },
  );
  console.log(
    `       ${perResource.toFixed(2)} ms for each resource more (${large.resources} resources in ${large.milliseconds.toFixed(0)} ms)`,
  );
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
