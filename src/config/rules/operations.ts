import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { duplicates } from "./common/duplicates";

/** No address is subscribed twice, which SNS would take for one subscription. */
export function checkOperations({ operations }: Partial<Environment>): LocalProblem[] {
  return operations ? duplicates(operations.emails, ["operations", "emails"]) : [];
}
