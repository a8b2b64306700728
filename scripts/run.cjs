/**
 * Runs a TypeScript entry point: `node scripts/run.cjs main.ts [arguments]`.
 *
 * The project's own files are bundled on every start (milliseconds). The packages they import are bundled once per
 * installed dependency tree into node_modules/.cache, because loading the few hundred provider files one by one
 * costs more than everything else together. Types are not checked here; `npm run typecheck` does that.
 */
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const esbuild = require("esbuild");

const root = path.resolve(__dirname, "..");
const target = "node20";

/** Bundles the project's own files, leaving every package import to `require`. */
function bundleSources(entry) {
  const result = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(root, ".bundle.cjs"),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target,
    sourcemap: "inline",
    logLevel: "silent",
    metafile: true,
    write: false,
  });
  const imports = Object.values(result.metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.map((i) => i.path).filter((name) => !Module.isBuiltin(name));
  return { code: result.outputFiles[0].text, packages: [...new Set(packages)].sort() };
}

/** Loads the packages from one cached file, or from node_modules where no cache can be kept. */
function loadPackages(packages) {
  const installed = path.join(root, "node_modules", ".package-lock.json");
  const cache = path.join(root, "node_modules", ".cache", "packages");
  const hash = createHash("sha256").update(JSON.stringify([packages, target, process.versions.modules]));
  try {
    hash.update(fs.readFileSync(installed));
    const file = path.join(cache, `${hash.digest("hex").slice(0, 24)}.cjs`);
    if (!fs.existsSync(file)) writePackages(packages, file);
    return require(file);
  } catch (error) {
    // Where a package is missing, the import of it is what fails, and that is in a file the reader knows.
    if (!["ENOENT", "EACCES", "EROFS", "EPERM", "ENOSPC", "EDQUOT"].includes(error.code) && !error.errors) throw error;
    return {};
  }
}

function writePackages(packages, file) {
  const contents = packages.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  esbuild.buildSync({
    absWorkingDir: root,
    stdin: { contents: `module.exports = {${contents.join(",\n")}};`, resolveDir: root },
    outfile: partial,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    platform: "node",
    format: "cjs",
    target,
    external: ["esbuild"],
    logLevel: "silent",
  });
  // A rename is atomic: two commands starting at once never read half a file.
  fs.renameSync(partial, file);
}

function run(entry) {
  const { code, packages } = bundleSources(entry);
  const loaders = loadPackages(packages);
  process.setSourceMapsEnabled(true);
  const main = new Module(path.join(root, path.basename(entry)), null);
  main.filename = path.join(root, ".bundle.cjs");
  main.paths = Module._nodeModulePaths(root);
  const requireFromDisk = main.require.bind(main);
  main.require = (name) => (Object.hasOwn(loaders, name) ? loaders[name]() : requireFromDisk(name));
  main._compile(code, main.filename);
}

/** An error of a file that does not load, as `file:line:column: message`: where it is, nothing of how it was loaded. */
function explain(error) {
  if (error.errors) {
    const place = ({ file, line, column }) => `${file}:${line}:${column + 1}: `;
    return error.errors.map(({ location, text }) => `${location ? place(location) : ""}${text}`).join("\n");
  }
  const frames = String(error?.stack)
    .split("\n")
    .filter((line) => line.startsWith("    at "));
  const places = frames.map((frame) => /(?:\(|at (?!.* \())(.+:\d+:\d+)\)?$/.exec(frame)?.[1]).filter(Boolean);
  const own = places
    .map((place) => path.relative(root, place))
    .find((place) => !/^(\.\.|node:|scripts.run\.cjs|\.bundle)/.test(place));
  return `${own ? `${own}: ` : ""}${String(error).split("\nRequire stack:")[0]}`;
}

if (require.main === module) {
  const [entry] = process.argv.splice(2, 1);
  if (!entry) {
    console.error("usage: node scripts/run.cjs <file.ts> [arguments]");
    process.exit(2);
  }
  try {
    run(path.resolve(entry));
  } catch (error) {
    console.error(process.env.TECHALLY_TRACES ? error : explain(error));
    process.exitCode = 1;
  }
}
