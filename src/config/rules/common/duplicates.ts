import { formatPath, type LocalProblem, type PathPart } from "../../problem";

/** Entries of a list that stand in it before. */
export function duplicates(values: readonly (string | number)[], path: readonly PathPart[]): LocalProblem[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (first === index) return [];
    const fix = `remove it: ${formatPath([...path, first])} is the same`;
    return [{ path: [...path, index], value, allowed: "each entry once", fix }];
  });
}
