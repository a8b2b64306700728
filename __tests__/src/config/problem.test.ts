import { ConfigurationError } from "../../../src/config";
import { formatValue } from "../../../src/config/problem";

const fields = { path: "production.prefix", allowed: "a word", fix: "write one" };

describe("what a message shows of a value", () => {
  class Widget {}
  const cyclic: Record<string, unknown> = { name: "a" };
  cyclic.self = cyclic;

  test.each([
    ["text", '"text"'],
    [{ a: ["b", 1], c: null }, '{"a":["b",1],"c":null}'],
    [Object.create(null), "{}"],
    [10n, "10n"],
    [{ limits: [10n] }, '{"limits":[10n]}'],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NaN, "NaN"],
    [() => 1, "a function"],
    [Symbol("x"), "a symbol"],
    [new Map(), "a Map"],
    [new Error("x"), "an Error"],
    [new Widget(), "a Widget"],
    [{ a: { b: { c: { d: { e: { f: 1 } } } } } }, '{"a":{"b":{"c":{"d":{"e":{…}}}}}}'],
    [[[[[[[1]]]]]], "[[[[[[…]]]]]]"],
    [cyclic, '{"name":"a","self":an object that contains itself}'],
    [Array.from({ length: 30 }, (_, index) => index), `[${[...Array(20).keys()].join(",")},… 30 in all]`],
  ])("%p", (value, shown) => {
    expect(formatValue(value)).toBe(shown);
  });

  test("long text by its beginning and its length", () => {
    expect(formatValue("a".repeat(5_000_000))).toBe(`"${"a".repeat(200)}"… (5000000 characters)`);
  });
});

describe("the whole message", () => {
  test("holds nothing that steers a terminal", () => {
    const { message } = new ConfigurationError([{ ...fields, path: "a\u001b[2J", value: "a\u202eb\u2028c\td" }]);
    expect(message).toContain("a\\u001b[2J\n");
    expect(message).toContain('"a\\u202eb\\u2028c\\td"');
  });

  test("says that a value is missing", () => {
    expect(new ConfigurationError([{ ...fields, value: undefined }]).message).toBe(
      "The configuration has 1 problem; nothing was written.\n\n" +
        "production.prefix\n  value    missing\n  allowed  a word\n  fix      write one",
    );
  });

  test("shows the first of many problems, and how many there are", () => {
    const problems = Array.from({ length: 2000 }, (_, value) => ({ ...fields, value }));
    const error = new ConfigurationError(problems);
    expect(error.problems).toHaveLength(2000);
    expect(error.message).toContain("2000 problems");
    expect(error.message.match(/production\.prefix/g)).toHaveLength(50);
    expect(error.message).toMatch(/… and 1950 more$/);
  });

  test("shows the beginning of what is allowed where that is long", () => {
    const { message } = new ConfigurationError([{ ...fields, value: 1, allowed: "x".repeat(3000) }]);
    expect(message).toContain(`allowed  ${"x".repeat(1000)}… (3000 characters)\n`);
  });
});
