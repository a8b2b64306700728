import { fromEventBridge, readCron, toEventBridge, type WeeklyTime } from "../../../src/config/values/times-of-day";
import { isNight, readOfficeHours, shutdownAhead } from "../../../src/lifecycle/office-hours";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../../support/output-folder";

const stacks = new SynthesizedStacks(fixtureOutput());

test("everything that the schedules start and stop is read from them, names of other stacks' resources included", () => {
  expect(readOfficeHours(stacks, "staging")?.sleepers).toEqual([
    {
      kind: "nodes",
      region: "us-east-1",
      cluster: "techally-staging",
      name: "compute-intensive",
      awake: { MinSize: 1, DesiredSize: 1, MaxSize: 3 },
      asleep: { MinSize: 0, DesiredSize: 0, MaxSize: 1 },
    },
    expect.objectContaining({ name: "general-workloads", awake: { MinSize: 3, DesiredSize: 3, MaxSize: 6 } }),
    { kind: "database", region: "us-east-1", name: "techally-staging-primary" },
  ]);
});

test("an environment without autoShutdown has no office hours", () => {
  expect(readOfficeHours(stacks, "production")).toBeUndefined();
});

test("an environment that does not exist is named", () => {
  expect(() => readOfficeHours(stacks, "qa")).toThrow(
    'no stack of environment "qa"; there are: development, production',
  );
});

test.each([
  "0 20 * * 1-5",
  "30 7 * * *",
  "5 0 * * 0,3,6",
  "59 23 * * 6",
])("%s survives EventBridge's dialect", (cron) => {
  const time = readCron(cron) as WeeklyTime;
  expect(fromEventBridge(toEventBridge(time))).toEqual(time);
});

test("what is no weekly time is not read as one", () => {
  expect(fromEventBridge("rate(1 day)")).toBeUndefined();
  expect(fromEventBridge("cron(0 8 1 * ? *)")).toBeUndefined();
});

describe("night", () => {
  const read = (cron: string) => readCron(cron) as WeeklyTime;
  const hours = { start: read("0 7 * * 1-5"), stop: read("0 20 * * 1-5"), timeZone: "America/New_York" };

  test.each([
    ["a Wednesday's noon", "2026-11-25T17:00:00Z", false],
    ["the minute before the evening's stop", "2026-11-26T00:59:00Z", false],
    ["the evening", "2026-11-26T01:00:00Z", true],
    ["early in the morning", "2026-11-26T11:59:00Z", true],
    ["the morning", "2026-11-26T12:00:00Z", false],
    ["a Saturday's noon", "2026-11-28T17:00:00Z", true],
    ["a Sunday", "2026-11-29T17:00:00Z", true],
    ["a Monday morning", "2026-11-30T12:30:00Z", false],
    ["an evening in summer, an hour earlier in UTC", "2026-07-16T00:00:00Z", true],
  ])("%s", (_, now, expected) => {
    expect(isNight(hours, new Date(now))).toBe(expected);
  });
});

describe("what begins shortly before the schedules stop it, or between their stops", () => {
  const hours = readOfficeHours(stacks, "staging");
  if (!hours) throw new Error("staging of the fixtures has office hours");

  test.each([
    ["at noon", "2026-11-25T17:00:00Z", undefined],
    ["91 minutes before the evening's stop", "2026-11-25T23:29:00Z", undefined],
    ["90 minutes before", "2026-11-25T23:30:00Z", "it is shut down in 90 minutes, and this needs up to 90"],
    [
      "between the stop and its repetition",
      "2026-11-26T01:10:00Z",
      "it is shut down in 20 minutes, and this needs up to 90",
    ],
    ["while the last stop may be repeated", "2026-11-26T01:44:00Z", "it is being shut down since 14 minutes"],
    ["a quarter of an hour after the last stop", "2026-11-26T01:45:00Z", undefined],
    ["on a Saturday evening", "2026-11-29T00:00:00Z", undefined],
  ])("%s", (_, now, expected) => {
    expect(shutdownAhead(hours, new Date(now), 90)).toBe(expected);
  });
});
