import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { duplicates } from "./common/duplicates";

/** Nobody is told twice. */
export function checkOperations({ operations }: Partial<Environment>): LocalProblem[] {
  return operations ? duplicates(operations.emails, ["operations", "emails"]) : [];
}
