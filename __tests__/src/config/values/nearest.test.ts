import { nearest } from "../../../../src/config/values/nearest";

test.each([
  ["kitten", "sitting"],
  ["cpus", "cpu"],
  ["", "cpu"],
])("%j is nearest to %s", (text, expected) => {
  expect(nearest(text, ["cpu", "sitting"])).toBe(expected);
});

test("a long text takes no time", () => {
  expect(nearest("x".repeat(5_000_000), ["cpu", "sitting"])).toBe("cpu");
});

test("of two that are as near, the first", () => {
  expect(nearest("b", ["a", "c"])).toBe("a");
});
