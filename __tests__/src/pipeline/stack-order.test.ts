import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { orderFormats, orderStacks, readMatrix, removedStacks } from "../../../src/pipeline/stack-order";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { environments } from "../../fixtures/environments";
import { fixtureOutput, projectRoot } from "../../support/output-folder";
import { fixtureStacks, stackDependencies } from "../../support/stack-json";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-order-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Draft {
  readonly environment?: string;
  readonly needs?: readonly string[];
  readonly arguments?: object;
  readonly assets?: Record<string, string>;
}

/** Writes an output of a few stacks as synthesis would. */
function synthesized(name: string, stacks: Record<string, Draft>): SynthesizedStacks {
  const output = path.join(folder, name);
  for (const [stack, { environment = "test", assets = {}, ...draft }] of Object.entries(stacks)) {
    const stackFolder = path.join(output, "stacks", stack);
    fs.mkdirSync(path.join(stackFolder, "assets"), { recursive: true });
    const provider = { aws: [{ default_tags: [{ tags: { Environment: environment } }] }] };
    const content = { "//": { metadata: name }, provider, resource: draft.arguments };
    fs.writeFileSync(path.join(stackFolder, "cdk.tf.json"), JSON.stringify(content));
    for (const [file, text] of Object.entries(assets)) fs.writeFileSync(path.join(stackFolder, "assets", file), text);
  }
  const entries = Object.entries(stacks).map(([stack, { needs = [] }]) => [stack, { dependencies: needs }] as const);
  fs.writeFileSync(path.join(output, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return new SynthesizedStacks(output);
}

const names = (stacks: readonly { stack: string }[]) => stacks.map(({ stack }) => stack);

describe("the shipped stacks", () => {
  const shipped = new SynthesizedStacks(fixtureOutput());

  test("each is there once, after those that it takes values from", () => {
    const order = names(orderStacks(shipped));
    expect([...order].sort()).toEqual(fixtureStacks());
    for (const [stack, dependencies] of Object.entries(stackDependencies(fixtureOutput()))) {
      for (const other of dependencies) expect(order.indexOf(other)).toBeLessThan(order.indexOf(stack));
    }
  });

  test.each(environments.map(({ name }) => name))("%s: its stacks and no others", (environment) => {
    const order = names(orderStacks(shipped, { environment }));
    expect([...order].sort()).toEqual(fixtureStacks().filter((stack) => stack.startsWith(`${environment}-`)));
    expect(order).toContain(`${environment}-network`);
  });

  test("what the environments share is selected by its own tag", () => {
    expect(names(orderStacks(shipped, { environment: "shared" }))).toEqual(["bootstrap", "terraform-cloud"]);
  });

  test("an environment that does not exist is an error that names those that do", () => {
    expect(() => orderStacks(shipped, { environment: "prod" })).toThrow(
      'no stack of environment "prod"; there are: development, production, shared, staging',
    );
  });

  test("reversed, consumers come first", () => {
    const order = names(orderStacks(shipped, { environment: "production", reverse: true }));
    expect(order[0]).toBe("production-operations");
    expect(order.indexOf("production-dr-data")).toBeLessThan(order.indexOf("production-data"));
  });
});

describe("stacks that differ from an earlier output", () => {
  const earlier = synthesized("earlier", {
    network: { arguments: { a: 1 } },
    cluster: { needs: ["network"], arguments: { a: 1 } },
    edge: { needs: ["cluster"], arguments: { a: 1 }, assets: { "index.js": "one" } },
    old: {},
  });

  test("none, when only the framework's notes differ", () => {
    expect(earlier.changesSince(synthesized("copy", { network: { arguments: { a: 1 } } }))).toEqual([
      { stack: "cluster", change: "added" },
      { stack: "edge", change: "added" },
      { stack: "old", change: "added" },
    ]);
  });

  test("by arguments, by the content of assets, by being new or gone", () => {
    const later = synthesized("later", {
      network: { arguments: { a: 2 } },
      cluster: { needs: ["network"], arguments: { a: 1 } },
      edge: { needs: ["cluster"], arguments: { a: 1 }, assets: { "index.js": "two" } },
      fresh: {},
    });
    expect(later.changesSince(earlier)).toEqual([
      { stack: "edge", change: "changed" },
      { stack: "fresh", change: "added" },
      { stack: "network", change: "changed" },
      { stack: "old", change: "removed" },
    ]);
    // The cluster between them is the same, and still puts the edge after the network.
    expect(orderStacks(later, { changedSince: earlier })).toEqual([
      { stack: "fresh", environment: "test", level: 0, change: "added", waitsFor: "" },
      { stack: "network", environment: "test", level: 0, change: "changed", waitsFor: "" },
      { stack: "edge", environment: "test", level: 1, change: "changed", waitsFor: "" },
    ]);
  });
});

test("each stack waits for those of its producers that are selected too", () => {
  const stacks = synthesized("waiting", {
    bootstrap: { environment: "shared" },
    network: { needs: ["bootstrap"] },
    dns: {},
    edge: { needs: ["network", "dns"] },
  });
  const waits = (selection: Parameters<typeof orderStacks>[1]) =>
    orderStacks(stacks, selection).map(({ stack, waitsFor }) => [stack, waitsFor]);
  expect(waits({ environment: "test" })).toEqual([
    ["dns", ""],
    ["network", ""],
    ["edge", "dns, network"],
  ]);
  expect(waits({})[2]).toEqual(["network", "bootstrap"]);
});

test("what administrators apply by hand is not deployable", () => {
  const stacks = synthesized("by-hand", { bootstrap: {}, "terraform-cloud": {}, network: {} });
  const tfe = path.join(folder, "by-hand", "stacks", "terraform-cloud", "cdk.tf.json");
  fs.writeFileSync(tfe, '{"provider":{"tfe":[{}]}}');
  expect(names(orderStacks(stacks, { deployable: true }))).toEqual(["network"]);
  expect(names(orderStacks(stacks, { environment: "shared" }))).toEqual(["terraform-cloud"]);
});

test("stacks that are gone: who has to let go of them, and the order to destroy them in", () => {
  const earlier = synthesized("with-standby", {
    "dr-network": {},
    "dr-data": { needs: ["dr-network"] },
    storage: {},
    edge: { needs: ["storage", "dr-data"] },
  });
  const later = synthesized("without-standby", { storage: {}, edge: { needs: ["storage"] } });
  expect(removedStacks(later, earlier)).toEqual({ applyFirst: ["edge"], destroy: ["dr-data", "dr-network"] });
  expect(removedStacks(later, later)).toEqual({ applyFirst: [], destroy: [] });
});

describe("formats", () => {
  const stacks = [
    { stack: "a", environment: "test", level: 0, waitsFor: "" },
    { stack: "b", environment: "test", level: 1, waitsFor: "a" },
  ];

  test("lines for shells, JSON for programs, a matrix for GitHub Actions", () => {
    expect(orderFormats.lines(stacks)).toBe("a\nb\n");
    expect(orderFormats.lines([])).toBe("");
    expect(JSON.parse(orderFormats.json(stacks))).toEqual(stacks);
    expect(orderFormats.matrix(stacks)).toBe(`${JSON.stringify({ include: stacks })}\n`);
    expect(readMatrix(orderFormats.matrix(stacks))).toEqual(stacks);
    expect(() => readMatrix("[]")).toThrow("the order is no matrix");
  });
});

test("a stack without the tag Environment is an error", () => {
  const stacks = synthesized("untagged", { network: {} });
  fs.writeFileSync(path.join(folder, "untagged", "stacks", "network", "cdk.tf.json"), "{}");
  expect(() => orderStacks(stacks)).toThrow("network gives its resources no tag Environment");
});

describe("node scripts/run.cjs scripts/stack-order.ts", () => {
  const script = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/run.cjs", "scripts/stack-order.ts", ...args], {
      cwd: projectRoot,
      encoding: "utf8",
    });

  test("prints names, one a line", () => {
    const args = ["scripts/run.cjs", "scripts/stack-order.ts", "--output", fixtureOutput(), "--environment", "staging"];
    const text = execFileSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
    expect(text.trimEnd().split("\n")).toEqual(
      names(orderStacks(new SynthesizedStacks(fixtureOutput()), { environment: "staging" })),
    );
  });

  test.each([
    [["--output", "nowhere"], "nowhere/manifest.json does not exist; run npm run synth first"],
    [["--format", "xml"], '--format is "xml"; allowed are lines, json, matrix'],
    [["--environment", "prod", "--output", fixtureOutput()], 'no stack of environment "prod"'],
    [["--fast"], "Unknown option '--fast'"],
  ])("%j fails with a message and no trace", (args, message) => {
    const { status, stdout, stderr } = script(...args);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("says which stacks are gone, since their resources are not", () => {
    const earlier = path.join(folder, "earlier");
    const { status, stdout, stderr } = script("--output", path.join(folder, "copy"), "--changed-since", earlier);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toBe(
      "edge is gone; what it deployed is still there\n" +
        "cluster is gone; what it deployed is still there\n" +
        "old is gone; what it deployed is still there\n" +
        "Then destroy from the earlier output, in this order: edge cluster old\n",
    );
  });

  test("--help tells the options", () => {
    expect(script("--help").stdout).toContain("--environment NAME");
  });
});
