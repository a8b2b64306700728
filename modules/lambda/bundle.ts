import { createHash } from "node:crypto";
import path from "node:path";
import { buildSync } from "esbuild";
import { zipFile } from "./zip";

/** A function's source in the form that Lambda takes. */
export interface FunctionPackage {
  readonly zip: Buffer;
  /** SHA-256 of the archive in base64, which is how Lambda tells versions apart. */
  readonly hash: string;
}

/** File inside the archive; its name without the ending is the first part of the handler. */
export const packagedFile = "index.js";

const packages = new Map<string, FunctionPackage>();

/**
 * Bundles a function's TypeScript, without the AWS SDK, which is part of Lambda's runtime. The same source gives the
 * same archive wherever it is made, and each is made once per process.
 *
 * @param entryPoint - absolute path of the file that exports the handler
 * @param runtime - Lambda's name of the runtime, such as `nodejs22.x`
 * @throws Error with esbuild's messages when the source cannot be bundled.
 */
export function bundleFunction(entryPoint: string, runtime: string): FunctionPackage {
  const key = `${runtime}:${entryPoint}`;
  const known = packages.get(key);
  if (known) return known;
  const { outputFiles } = buildSync({
    // Paths in the bundle's comments are relative to it.
    absWorkingDir: path.dirname(entryPoint),
    entryPoints: [entryPoint],
    bundle: true,
    external: ["@aws-sdk/*"],
    platform: "node",
    format: "cjs",
    target: esbuildTarget(runtime),
    logLevel: "silent",
    write: false,
  });
  const code = outputFiles.map(({ contents }) => Buffer.from(contents));
  const zip = zipFile(packagedFile, Buffer.concat(code));
  const made = { zip, hash: createHash("sha256").update(zip).digest("base64") };
  packages.set(key, made);
  return made;
}

/** `nodejs22.x` as esbuild calls it: `node22`. */
function esbuildTarget(runtime: string): string {
  const version = /^nodejs(\d+)\.x$/.exec(runtime)?.[1];
  if (version) return `node${version}`;
  throw new Error(`the runtime ${runtime} is none of Node.js; choose one such as nodejs22.x`);
}
