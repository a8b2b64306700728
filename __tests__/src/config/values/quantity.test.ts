import fc from "fast-check";
import { formatBytes, formatCores, parseQuantity, readQuantity } from "../../../../src/config/values/quantity";

test.each([
  ["100m", 0.1],
  ["0.5", 0.5],
  [".5", 0.5],
  ["2", 2],
  ["1.", 1],
  ["1500m", 1.5],
  ["250u", 0.00025],
  ["256Mi", 268_435_456],
  ["1Gi", 1_073_741_824],
  ["200Gi", 214_748_364_800],
  ["500M", 500_000_000],
  ["128k", 128_000],
  ["1e3", 1000],
  ["1E3", 1000],
  ["1.5e-3", 0.0015],
  ["2E", 2e18],
])("%s is %d", (text, value) => {
  expect(readQuantity(text)).toBe(value);
});

test.each([
  "",
  "m",
  "100 m",
  "1,5",
  "256MB",
  "256mi",
  "1KI",
  "1e",
  "0x10",
  "1.2.3",
  "Infinity",
  "NaN",
  "-1",
  "-0",
  "0e999999999",
])("%j is no quantity", (text) => {
  expect(readQuantity(text)).toBeUndefined();
  expect(() => parseQuantity(text)).toThrow(`${JSON.stringify(text)} is no Kubernetes quantity`);
});

test("a long text takes no time", () => {
  expect(readQuantity(`${"1".repeat(100_000)}!`)).toBeUndefined();
});

test("thousandths add up without rounding errors that could exceed a quota", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millis) => {
      expect(formatCores(parseQuantity(`${millis}m`))).toBe(millis % 1000 === 0 ? `${millis / 1000}` : `${millis}m`);
    }),
  );
});

test.each([
  [384 * 2 ** 20, "384Mi"],
  [2 * 2 ** 30, "2Gi"],
  [2 ** 40, "1Ti"],
  [1000, "1000"],
  [3 * 2 ** 10, "3Ki"],
])("%d bytes are written as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
