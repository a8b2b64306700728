import { durationSeconds, readDuration } from "../../../../src/config/values/duration";

test.each([
  ["250ms", 250],
  ["30s", 30_000],
  ["0.5m", 30_000],
  ["0.0003m", 18],
  ["1.5h", 5_400_000],
  ["0.1ms", 0.1],
  ["33861171.913s", 33_861_171_913],
])("%s are %d milliseconds", (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds);
  expect(durationSeconds(text)).toBe(milliseconds / 1000);
});

test.each(["", "30", "1d", "-1s", "1h30m", ".5s", "1 s"])("%j is no span of time", (text) => {
  expect(readDuration(text)).toBeUndefined();
  expect(() => durationSeconds(text)).toThrow(`${JSON.stringify(text)} is no span of time`);
});
