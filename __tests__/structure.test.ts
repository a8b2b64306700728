import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cyclesIn, foldersThatImportEachOther, type ImportGraph, readImports } from "./support/import-graph";
import { projectRoot } from "./support/output-folder";

const graph = readImports(projectRoot, ["main.ts", "src", "modules", "environments", "functions", "scripts"]);

test("no file imports itself through others, types included", () => {
  expect(cyclesIn(graph)).toEqual([]);
});

test("no two folders import each other; a folder and what is in it are one", () => {
  expect(foldersThatImportEachOther(graph)).toEqual([]);
});

test("the loose files of src are these four; everything else has a folder", () => {
  const loose = fs
    .readdirSync(path.join(projectRoot, "src"), { withFileTypes: true })
    .filter((entry) => entry.isFile());
  expect(loose.map(({ name }) => name).toSorted()).toEqual(["app.ts", "contracts.ts", "docs.ts", "versions.ts"]);
});

test("what disasterRecovery.posture means is in one file of the assembly; no stack knows it", () => {
  const files = [...graph.keys()].filter((file) => /^src\/(assembly|stacks)\//.test(file));
  const named = files.filter((file) => /posture/i.test(fs.readFileSync(path.join(projectRoot, file), "utf8")));
  expect(named).toEqual(["src/assembly/standby.ts"]);
});

test("no module that tests share keeps state", () => {
  const stateful =
    /^(export )?(let|var)\b|^(export )?const \w+(: [^=]+)? = (\[\]|\{\}|new (Map|Set|WeakMap|WeakSet)(<[^;]*>)?\(\));|^\s+static (?!readonly\b)\w+( =|:|;)/m;
  const ofTests = ["__tests__/support", "__tests__/fixtures/environments"].flatMap((folder) =>
    fs
      .readdirSync(path.join(projectRoot, folder))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file}`),
  );
  const files = [...[...graph.keys()].filter((file) => /^(src|modules)\//.test(file)), ...ofTests];
  expect(files.length).toBeGreaterThan(100);
  expect(ofTests.length).toBeGreaterThan(10);
  // What was bundled does not change while a process runs.
  const allowed = ["modules/lambda/bundle.ts"];
  const found = files.filter((file) => stateful.test(fs.readFileSync(path.join(projectRoot, file), "utf8")));
  expect(found).toEqual(allowed);
});

describe("the graph of imports", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-imports-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  function read(files: Readonly<Record<string, string>>): ImportGraph {
    const root = fs.mkdtempSync(path.join(folder, "project-"));
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.writeFileSync(path.join(root, name), text);
    }
    return readImports(root, fs.readdirSync(root));
  }

  test("knows every kind of import, packages aside", () => {
    const text = [
      'import path from "node:path";',
      'import {\n  type A,\n  b,\n} from "./a";',
      'import type { B } from "./folder";',
      'export { c } from "./c";',
      'import "./d";',
      'const lazy = () => import("./e");',
      'require("./f.cjs");',
      '// import { z } from "./z";',
    ].join("\n");
    const empty = { "a.ts": "", "folder/index.ts": "", "c.ts": "", "d.ts": "", "e.ts": "", "f.cjs": "" };
    expect(
      read({ "main.ts": text, ...empty })
        .get("main.ts")
        ?.toSorted(),
    ).toEqual(Object.keys(empty).toSorted());
  });

  test("tells of an import that leads nowhere", () => {
    expect(() => read({ "a.ts": 'import { b } from "./b";' })).toThrow("a.ts imports ./b, and there is no such file");
  });

  test("finds a cycle and names its files", () => {
    const files = { "a.ts": 'import "./b";', "b.ts": 'import type { C } from "./c";', "c.ts": 'import "./a";' };
    expect(cyclesIn(read({ ...files, "d.ts": 'import "./a";' }))).toEqual(["a.ts → b.ts → c.ts → a.ts"]);
  });

  test("finds folders that import each other, through sub-folders too", () => {
    const files = {
      "one/a.ts": 'import "../two/b";',
      "two/b.ts": 'import "./inner/c";',
      "two/inner/c.ts": 'import "../d";',
      "two/d.ts": "",
      "one/inner/e.ts": "",
    };
    expect(foldersThatImportEachOther(read(files))).toEqual([]);
    expect(foldersThatImportEachOther(read({ ...files, "two/inner/c.ts": 'import "../../one/inner/e";' }))).toEqual([
      "one and two: one/a.ts imports two/b.ts, and two/inner/c.ts imports one/inner/e.ts",
    ]);
  });
});
