import { lengthOf, windowsOverlap } from "../../../../src/config/values/windows";

describe("windows", () => {
  test.each([
    ["03:00-04:00", 60],
    ["23:30-00:30", 60],
    ["sun:04:00-sun:05:00", 60],
    ["sun:23:00-mon:01:00", 120],
    ["mon:10:00-mon:09:00", 7 * 24 * 60 - 60],
  ])("%s lasts %i minutes", (text, minutes) => {
    expect(lengthOf(text)).toBe(minutes);
  });

  test.each([
    ["03:00-04:00", "sun:03:30-sun:04:30"],
    ["03:00-04:00", "sat:23:00-sun:03:01"],
    ["23:30-00:30", "tue:00:00-tue:01:00"],
    ["23:30-00:30", "mon:00:00-mon:00:15"],
    ["00:00-01:00", "sun:23:30-mon:00:30"],
    ["03:00-04:00", "mon:05:00-wed:02:00"],
  ])("%s overlaps %s", (a, b) => {
    expect(windowsOverlap(a, b)).toBe(true);
    expect(windowsOverlap(b, a)).toBe(true);
  });

  test.each([
    ["03:00-04:00", "sun:04:00-sun:05:00"],
    ["03:00-04:00", "sun:02:00-sun:03:00"],
    ["23:30-00:30", "tue:00:30-tue:23:30"],
    ["04:00-05:00", "sun:05:30-sun:06:30"],
  ])("%s does not overlap %s", (a, b) => {
    expect(windowsOverlap(a, b)).toBe(false);
    expect(windowsOverlap(b, a)).toBe(false);
  });
});
