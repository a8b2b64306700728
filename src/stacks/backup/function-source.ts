import fs from "node:fs";
import path from "node:path";

/**
 * The file in `functions/` that exports a Lambda function's handler. It is found by looking upwards, because the bundle
 * that synthesis runs from lies in the project's root, and the sources do not.
 *
 * @throws Error when no folder above has such a file.
 */
export function functionSource(name: string, from = __dirname): string {
  const file = path.join(from, "functions", name, "index.ts");
  if (fs.existsSync(file)) return file;
  const parent = path.dirname(from);
  if (parent === from) throw new Error(`no functions/${name}/index.ts in any folder above ${__dirname}`);
  return functionSource(name, parent);
}
