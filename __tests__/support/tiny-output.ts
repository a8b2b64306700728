import fs from "node:fs";
import path from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";

/** An app of stacks that hold one value each. */
export function tinyApp(stacks: Readonly<Record<string, string>>): (folder: string) => App {
  return (outdir) => {
    const app = new App({ outdir });
    for (const [name, value] of Object.entries(stacks)) {
      new TerraformOutput(new TerraformStack(app, name), "value", { value });
    }
    return app;
  };
}

/** Everything below a folder: files with their content, folders with null. */
export type Tree = Readonly<Record<string, string | null>>;

export function readTree(folder: string): Tree {
  const entries = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    entries.map((entry) => {
      const file = path.join(folder, entry);
      return [entry, fs.statSync(file).isDirectory() ? null : fs.readFileSync(file, "utf8")];
    }),
  );
}
