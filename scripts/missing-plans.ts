import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { missingPlansReport } from "../src/pipeline/missing-plans";

// Names, as Markdown, the stacks of a matrix of which no plan is in a folder; prints nothing when each has one.
const { values } = parseArgs({
  options: { plans: { type: "string", default: "plans" }, order: { type: "string", default: "matrix.json" } },
});
const hasPlan = (stack: string) => fs.existsSync(path.join(values.plans, `${stack}.exitcode`));
process.stdout.write(missingPlansReport(fs.readFileSync(values.order, "utf8"), hasPlan));
