import fs from "node:fs";
import path from "node:path";

/** The files that each file imports, for types or values, by path from the project's root. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const sources = /\.(ts|cjs)$/;

/** Every way to name another file: `import … from "./a"`, `export … from`, `import "./a"`, `import("./a")`, `require`. */
const importStatements = [
  /^(?:import|export)\b[^;"]*?\bfrom\s+"(\.[^"]*)"/gm,
  /^import\s+"(\.[^"]*)"/gm,
  /\b(?:import|require)\("(\.[^"]*)"\)/g,
];

/** Reads the imports of files, and of all files in folders, from their text. */
export function readImports(root: string, roots: readonly string[]): ImportGraph {
  const files = roots.flatMap((entry) => listSources(root, entry));
  return new Map(
    files.map((file) => {
      const text = fs.readFileSync(path.join(root, file), "utf8");
      const specifiers = importStatements.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name));
      return [file, [...new Set(specifiers.map((name) => resolve(root, file, name as string)))]];
    }),
  );
}

function listSources(root: string, entry: string): string[] {
  if (!fs.statSync(path.join(root, entry)).isDirectory()) return [entry];
  const names = fs.readdirSync(path.join(root, entry), { recursive: true, encoding: "utf8" });
  return names.filter((name) => sources.test(name)).map((name) => path.posix.join(entry, name.replaceAll("\\", "/")));
}

function resolve(root: string, importer: string, specifier: string): string {
  const target = path.posix.join(path.posix.dirname(importer), specifier);
  const found = [target, `${target}.ts`, `${target}.cjs`, `${target}/index.ts`].find((candidate) =>
    fs.statSync(path.join(root, candidate), { throwIfNoEntry: false })?.isFile(),
  );
  if (found === undefined) throw new Error(`${importer} imports ${specifier}, and there is no such file`);
  return found;
}

/** The shortest cycle of imports through each file that is in one, each cycle once, as `a → b → a`. */
export function cyclesIn(graph: ImportGraph): string[] {
  const seen = new Set<string>();
  const cycles: string[] = [];
  for (const file of graph.keys()) {
    const cycle = seen.has(file) ? undefined : cycleThrough(file, graph);
    if (!cycle) continue;
    for (const member of cycle) seen.add(member);
    cycles.push(cycle.join(" → "));
  }
  return cycles;
}

function cycleThrough(start: string, graph: ImportGraph): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return [...pathTo(file, cameFrom), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(file: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const before = cameFrom.get(file);
  return before === undefined ? [file] : [...pathTo(before, cameFrom), file];
}

/**
 * The pairs of folders that import each other, each with one import in either direction. What is in a sub-folder is in
 * the folder too, and a folder is not compared with those that it is in.
 */
export function foldersThatImportEachOther(graph: ImportGraph): string[] {
  const examples = new Map<string, string>();
  for (const [file, imported] of graph) {
    for (const target of imported) {
      for (const [from, to] of unrelatedFolders(file, target)) {
        const pair = `${from} ${to}`;
        if (!examples.has(pair)) examples.set(pair, `${file} imports ${target}`);
      }
    }
  }
  return [...examples].flatMap(([pair, example]) => {
    const [from, to] = pair.split(" ") as [string, string];
    const back = examples.get(`${to} ${from}`);
    return from < to && back !== undefined ? [`${from} and ${to}: ${example}, and ${back}`] : [];
  });
}

function unrelatedFolders(file: string, target: string): [string, string][] {
  return foldersOf(file).flatMap((from) =>
    foldersOf(target)
      .filter((to) => !`${from}/`.startsWith(`${to}/`) && !`${to}/`.startsWith(`${from}/`))
      .map((to): [string, string] => [from, to]),
  );
}

/** `src/a` and `src` for `src/a/b.ts`. */
function foldersOf(file: string): string[] {
  const folder = path.posix.dirname(file);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}
