import { satisfies } from "../../../src/preflight/version";

test.each([
  ["1.11.0", ">= 1.11.0, < 2.0.0", true],
  ["1.11.4", ">= 1.11.0, < 2.0.0", true],
  ["1.9.8", ">= 1.11.0, < 2.0.0", false],
  ["2.0.0", ">= 1.11.0, < 2.0.0", false],
  ["1.12.0-beta1", ">= 1.11.0, < 2.0.0", true],
  ["1.2", "1.2.0", true],
  ["1.2.1", "<= 1.2", false],
  ["1.2.1", "> 1.2", true],
  ["1.2.1", "", true],
])("%s in %j: %s", (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

test("a comparison that is not known is no guess", () => {
  expect(() => satisfies("1.2.3", "~> 1.2")).toThrow(
    '"~> 1.2" is no comparison of versions; allowed are >=, <=, >, < and = with a version',
  );
});
