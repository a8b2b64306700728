import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./output-folder";

/** What Terraform 1.11.4 printed for small configurations of `terraform_data`; its lines about refreshing are left out. */
export function recordedPlan(
  name:
    | "losses.txt"
    | "losses.json"
    | "withdrawn.txt"
    | "missing-output.txt"
    | "missing-output-and-mistake.txt"
    | "no-state.txt",
): string {
  return fs.readFileSync(path.join(projectRoot, "__tests__", "fixtures", "plans", name), "utf8");
}
