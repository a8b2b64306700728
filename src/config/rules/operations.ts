import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { duplicates } from "./duplicates";

/** Nobody is told twice. */
export function checkOperations({ operations }: Partial<Environment>): LocalProblem[] {
  return operations ? duplicates(operations.emails, ["operations", "emails"]) : [];
}
