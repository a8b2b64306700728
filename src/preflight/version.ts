/**
 * Whether a version is in a range such as `>= 1.11.0, < 2.0.0`. Pre-releases count as the release that they lead to.
 *
 * @throws Error when the range has a comparison that this does not know.
 */
export function satisfies(version: string, range: string): boolean {
  return range
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .every((part) => holds(version, part));
}

function holds(version: string, part: string): boolean {
  const [, operator = "=", limit] = /^(>=|<=|>|<|=)?\s*(\d+(?:\.\d+)*)$/.exec(part) ?? [];
  if (limit === undefined) {
    throw new Error(
      `${JSON.stringify(part)} is no comparison of versions; allowed are >=, <=, >, < and = with a version`,
    );
  }
  const difference = compare(version, limit);
  switch (operator) {
    case ">=":
      return difference >= 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case "<":
      return difference < 0;
    default:
      return difference === 0;
  }
}

function compare(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => text.split("-")[0]?.split(".").map(Number) ?? []);
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
