import fc from "fast-check";
import { canonicalQuantity } from "../../../modules/kubernetes/quantity";
import { readQuantity } from "../../../src/config/values/quantity";

test.each([
  ["0", "0"],
  ["0Mi", "0"],
  ["+1", "1"],
  ["007", "7"],
  ["1000", "1k"],
  ["1500", "1500"],
  ["1000m", "1"],
  ["1500m", "1500m"],
  ["0.1", "100m"],
  ["0.5", "500m"],
  [".5", "500m"],
  ["1.", "1"],
  ["1e3", "1e3"],
  ["1000e3", "1e6"],
  ["1E-3", "1e-3"],
  ["1024Mi", "1Gi"],
  ["1000Mi", "1000Mi"],
  ["1.5Gi", "1536Mi"],
  ["0.5Ki", "512"],
  ["31.25Ki", "32k"],
  ["1024", "1024"],
  ["1000k", "1M"],
  ["0.1n", "1n"],
  ["1e-999999999", "1e-9"],
  ["0e999999999", "0"],
])("%s is printed as %s", (written, printed) => {
  expect(canonicalQuantity(written)).toBe(printed);
});

test.each(["", "m", ".", "-1", "256MB", "1 k", "0x10"])("%j is no amount", (text) => {
  expect(() => canonicalQuantity(text)).toThrow(`${JSON.stringify(text)} is no Kubernetes quantity of at least 0`);
});

const suffixes = ["", "n", "u", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti", "e3", "E-3"];
const quantities = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.constantFrom("", ".5", ".25", ".0"), fc.constantFrom(...suffixes))
  .map((parts) => parts.join(""));

test("what is printed has the same value, and is printed as itself", () => {
  fc.assert(
    fc.property(quantities, (text) => {
      const printed = canonicalQuantity(text);
      // Nothing finer than a billionth is kept, and it is rounded up.
      expect(readQuantity(printed)).toBeCloseTo(readQuantity(text) as number, 8);
      expect(canonicalQuantity(printed)).toBe(printed);
    }),
  );
});

test("the number is whole and as short as a suffix can make it", () => {
  fc.assert(
    fc.property(quantities, (text) => {
      const [, number, suffix] = /^(\d+)(.*)$/.exec(canonicalQuantity(text)) as unknown as [string, string, string];
      expect(suffix).toMatch(/^(|[numkMGTPE]|[KMGTPE]i|e-?\d+)$/);
      if (number !== "0") expect(Number(number) % (suffix.endsWith("i") ? 1024 : 1000)).not.toBe(0);
    }),
  );
});
