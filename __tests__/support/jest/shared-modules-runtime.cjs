const { AsyncLocalStorage } = require("node:async_hooks");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { default: JestRuntime } = require("jest-runtime");
const transform = require("./esbuild-transform.cjs");

const root = path.resolve(__dirname, "../../..");
/** The project's own folders that are shared; tests stay apart, and what the engine's tests share. */
const shared = ["src", "modules", "__tests__/fixtures", "__tests__/support"].map(
  (folder) => path.join(root, folder) + path.sep,
);
const apart = path.join(root, "__tests__/support/engine") + path.sep;

// `.`, `/` and drive letters start paths; everything else is a package.
const isPath = (name) => /^(\.|\/|[A-Za-z]:\\)/.test(name);
const isOfJest = (name) => /^(@jest\/|jest(-|$)|expect$)/.test(name);
const isShared = (from, name) => {
  if (!isPath(name)) return !Module.isBuiltin(name) && !isOfJest(name);
  const file = path.resolve(path.dirname(from), name);
  return shared.some((folder) => file.startsWith(folder)) && !file.startsWith(apart);
};

/** Jest's own modules that hold a file's matchers, hooks and results, or compare with the classes of its globals. */
const isOfOneFile = (name) => /^(expect|@jest\/expect|jest-circus|jest-matcher-utils)$/.test(name);

/** Files with the source map of each shared file; jest reads them when an error shows where it was thrown. */
const maps = new Map();
const mapFolder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-maps-"));
process.once("exit", () => fs.rmSync(mapFolder, { recursive: true, force: true }));

// What jest's transform does for the files that it loads itself.
require.extensions[".ts"] = (module, file) => {
  const { code, map } = transform.process(fs.readFileSync(file, "utf8"), file);
  maps.set(file, path.join(mapFolder, `${maps.size}.json`));
  fs.writeFileSync(maps.get(file), map);
  module._compile(code, file);
};

/**
 * Jest gives each test file a module registry of its own, so each file would load cdktf, hundreds of provider files and
 * the code under test anew, which is most of what a run takes. Here packages, the code under test, fixtures and support
 * are loaded by Node and stay for the life of the worker, as do the parts of jest that hold nothing of a file; tests
 * remain isolated. No test replaces a module, and no module keeps state that one test could leave to another;
 * `__tests__/structure.test.ts` looks for variables that could.
 */
module.exports = class SharedModulesRuntime extends JestRuntime {
  environmentBefore = { ...process.env };
  storages = [];

  getSourceMaps() {
    const own = super.getSourceMaps();
    return { get: (file) => own.get(file) ?? maps.get(file), [Symbol.iterator]: () => [...own, ...maps].values() };
  }

  requireModuleOrMock(from, name) {
    if (!isShared(from, name)) return super.requireModuleOrMock(from, name);
    const { global } = this._environment;
    // cdktf's matchers look for the test file's `expect` among the globals that they were loaded with.
    globalThis.expect = global.expect;
    // Jest hands each file a copy; what a test sets there has to reach the shared modules too.
    if (global.process.env !== process.env) global.process.env = process.env;
    return Module.createRequire(from)(name);
  }

  requireInternalModule(from, name) {
    if (name === "node:async_hooks") return this.asyncHooks();
    const isForAll = name !== undefined && !isPath(name) && !isOfOneFile(name);
    return isForAll ? Module.createRequire(from)(name) : super.requireInternalModule(from, name);
  }

  /** Node 20 and 22 walk through every storage that was ever used, at each promise; jest makes one for each file. */
  asyncHooks() {
    const { storages } = this;
    class FileStorage extends AsyncLocalStorage {
      constructor() {
        super();
        storages.push(this);
      }
    }
    return { AsyncLocalStorage: FileStorage };
  }

  teardown() {
    super.teardown();
    for (const storage of this.storages) storage.disable();
    for (const key of Object.keys(process.env)) if (!(key in this.environmentBefore)) delete process.env[key];
    Object.assign(process.env, this.environmentBefore);
  }
};
