import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import { duplicates } from "./common/duplicates";

/** Lists that `checkEdge` compares with each other as well. */
const checkedElsewhere = new Set(["edge.webHosts", "edge.apiHosts"]);

/** No list, wherever it is, has one text or number twice: what is made of its entries is named after them. */
export function checkLists(environment: Partial<Environment>): LocalProblem[] {
  return visit(environment, []);
}

function visit(value: unknown, path: readonly PathPart[]): LocalProblem[] {
  if (checkedElsewhere.has(path.join("."))) return [];
  if (Array.isArray(value)) {
    return isPlain(value) ? duplicates(value, path) : value.flatMap((entry, index) => visit(entry, [...path, index]));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => visit(entry, [...path, key]));
}

function isPlain(values: readonly unknown[]): values is (string | number)[] {
  return values.every((value) => typeof value === "string" || typeof value === "number");
}
