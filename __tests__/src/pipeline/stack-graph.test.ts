import fc from "fast-check";
import { readGraph, stackLevels } from "../../../src/pipeline/stack-graph";

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

test("stacks come after everything that they need, by name within a level", () => {
  const levels = stackLevels(graph({ edge: ["dns", "ingress"], ingress: ["network"], network: [], dns: [] }));
  expect(levels).toEqual([["dns", "network"], ["ingress"], ["edge"]]);
});

test("a stack's level is that of its longest chain of needs", () => {
  expect(stackLevels(graph({ a: [], b: ["a"], c: ["a", "b"], d: ["a"] }))).toEqual([["a"], ["b", "d"], ["c"]]);
});

test("no stacks have no levels", () => {
  expect(stackLevels(graph({}))).toEqual([]);
});

test("a cycle is an error that names it, and only it", () => {
  const cyclic = graph({ dns: [], a: ["dns", "b"], b: ["c"], c: ["b"] });
  expect(() => stackLevels(cyclic)).toThrow("these stacks depend on each other in a cycle: b → c → b");
});

test("a stack that needs itself is a cycle", () => {
  expect(() => stackLevels(graph({ a: ["a"] }))).toThrow("a → a");
});

test("needing what does not exist is an error that names both", () => {
  expect(() => stackLevels(graph({ a: ["ghost"] }))).toThrow("no such stack: a needs ghost; synthesize again");
});

test("the graph is read from cdktf's manifest", () => {
  const read = readGraph({ stacks: { dns: { dependencies: [] }, edge: { dependencies: ["dns"] } } });
  expect([...read]).toEqual([
    ["dns", []],
    ["edge", ["dns"]],
  ]);
});

/** Graphs without cycles: stack n needs some of the stacks before it. */
const acyclic = fc
  .array(fc.array(fc.nat(100), { maxLength: 4 }), { maxLength: 30 })
  .map((needs) =>
    graph(
      Object.fromEntries(
        needs.map((indices, n) => [`s${n}`, n === 0 ? [] : [...new Set(indices.map((index) => `s${index % n}`))]]),
      ),
    ),
  );

test("property: every stack is there once, each after what it needs", () => {
  fc.assert(
    fc.property(acyclic, (stacks) => {
      const levels = stackLevels(stacks);
      const at = new Map(levels.flatMap((level, index) => level.map((name) => [name, index] as const)));
      expect(levels.flat().sort()).toEqual([...stacks.keys()].sort());
      for (const [name, needs] of stacks) {
        for (const other of needs) expect(at.get(other)).toBeLessThan(at.get(name) ?? -1);
      }
    }),
  );
});
