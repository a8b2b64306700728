import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chooseStacks } from "../../../src/lifecycle/destruction-order";
import { protectionsOf, refuseProtected } from "../../../src/lifecycle/protections";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { draftEnvironments, synthEnvironment } from "../../support/changed-environments";
import { fixtureOutput } from "../../support/output-folder";
import { fixtureStacks } from "../../support/stack-json";
import { writeOutput } from "../../support/written-output";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-destruction-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const shipped = new SynthesizedStacks(fixtureOutput());

describe("which stacks go", () => {
  test.each([
    "development",
    "production",
  ])("%s: all of its own, each before those that it takes values from", (name) => {
    const { stacks } = chooseStacks(shipped, name);
    const own = fixtureStacks().filter((stack) => stack.startsWith(`${name}-`) && !stack.endsWith("-delivery"));
    expect([...stacks].sort()).toEqual(own);
    for (const [consumer, producers] of shipped.graph) {
      for (const producer of producers.filter((other) => stacks.includes(other) && stacks.includes(consumer))) {
        expect(stacks.indexOf(consumer)).toBeLessThan(stacks.indexOf(producer));
      }
    }
  });

  test("a part goes in that order, too, however it is written", () => {
    const named = ["development-workloads", "development-edge", "development-operations"];
    expect(chooseStacks(shipped, "development", named).stacks).toEqual([
      "development-operations",
      "development-edge",
      "development-workloads",
    ]);
  });

  test("a part that others stand on is refused with their names", () => {
    expect(() => chooseStacks(shipped, "development", ["development-ingress", "development-workloads"])).toThrow(
      /development-ingress is used by development-edge, development-operations\n\nname them too: development-edge development-operations$/,
    );
  });

  test("a stack of another environment, and what all environments share, is refused", () => {
    expect(() => chooseStacks(shipped, "development", ["staging-dns"])).toThrow(
      "staging-dns: no stack of development; there are: development-operations, ",
    );
    expect(() => chooseStacks(shipped, "development", ["bootstrap"])).toThrow(
      "bootstrap holds the state of every environment: destroy it by hand, last",
    );
    expect(() => chooseStacks(shipped, "shared")).toThrow("bootstrap serve every environment");
    expect(() => chooseStacks(shipped, "qa")).toThrow('no stack of environment "qa"');
  });

  describe("with the account's images and roles", () => {
    const stacks = (name: string, others: readonly string[]) =>
      writeOutput(path.join(folder, name), {
        "live-network": { environment: "live" },
        "live-delivery": { environment: "live" },
        ...Object.fromEntries(others.map((other) => [`${other}-network`, { environment: other }])),
      });

    test("they stay unless they are named", () => {
      const { stacks: chosen, left } = chooseStacks(stacks("stay", ["qa"]), "live");
      expect({ chosen, left }).toEqual({ chosen: ["live-network"], left: ["live-delivery"] });
    });

    test("they cannot go while another environment may use them", () => {
      expect(() => chooseStacks(stacks("used", ["qa", "demo"]), "live", ["live-delivery"])).toThrow(
        "live-delivery holds the images and roles that demo and qa may be using",
      );
      expect(chooseStacks(stacks("alone", []), "live", ["live-delivery"]).stacks).toEqual(["live-delivery"]);
    });
  });
});

describe("what refuses to be destroyed", () => {
  test("production, whatever of it is asked for: its safeguards are strict", () => {
    expect(() => refuseProtected(shipped, "production", ["production-edge"])).toThrow(
      /^production is protected; nothing was destroyed\.[\s\S]+\n {2}safeguards\n(?: {4}.+\n)* {4}production-dns: aws_route53_zone\.main\n/,
    );
  });

  test("an environment with something protected, by the settings that protect it", () => {
    const { stacks } = chooseStacks(shipped, "staging");
    expect(() => refuseProtected(shipped, "staging", stacks)).toThrow(
      /environments\/staging\.ts protect it:\n\n {2}cluster\.deletionProtection\n {4}staging-cluster: aws_eks_cluster\.main\n[\s\S]+\n {2}storage\.deletionProtection\n/,
    );
    expect(() => refuseProtected(shipped, "staging", ["staging-edge", "staging-data"])).not.toThrow();
  });

  test("nothing of an environment that protects nothing", () => {
    const { stacks } = chooseStacks(shipped, "development");
    expect(() => refuseProtected(shipped, "development", stacks)).not.toThrow();
  });

  test("every protected resource of production has a setting", () => {
    const found = protectionsOf(shipped, chooseStacks(shipped, "production").stacks);
    expect(found.length).toBeGreaterThan(20);
    expect([...new Set(found.map(({ setting }) => setting))].sort()).toEqual([
      "backup.deletionProtection",
      "cache.deletionProtection",
      "cluster.deletionProtection",
      "database.deletionProtection",
      "edge.deletionProtection",
      "safeguards",
      "storage.deletionProtection",
    ]);
  });

  test.each([
    ["storage", "storage"],
    ["cluster", "cluster"],
    ["database", "data"],
    ["cache", "data"],
    ["edge", "ingress"],
    ["backup", "backup"],
  ])("%s.deletionProtection is what is named for what it alone protects", (section, kind) => {
    const { staging } = draftEnvironments();
    const sections = ["storage", "cluster", "database", "cache", "edge", "backup"];
    const changed = sections.map((name) => [
      name,
      { ...(staging[name] as object), deletionProtection: name === section },
    ]);
    const stack = synthEnvironment({ ...staging, ...Object.fromEntries(changed) }, kind)(kind);
    const found = protectionsOf({ read: () => JSON.parse(stack.text) }, [`staging-${kind}`]);
    expect([...new Set(found.map(({ setting }) => setting))]).toEqual([`${section}.deletionProtection`]);
  });
});
