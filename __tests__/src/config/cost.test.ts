import { problemsAfter, problemsWith } from "../../support/problems";

describe("cost", () => {
  test.each([
    ["monthlyBudgetUsd", -1],
    ["monthlyBudgetUsd", 0],
    ["anomalyThresholdUsd", 0],
  ])("%s: %d is refused", (key, value) => {
    expect(problemsWith({ cost: { [key]: value } })).toEqual([
      expect.objectContaining({ path: `production.cost.${key}`, value, allowed: "at least 1" }),
    ]);
  });

  test("an amount has two decimals at most", () => {
    expect(problemsWith({ cost: { monthlyBudgetUsd: 101.15 } })).toEqual([]);
    expect(problemsWith({ cost: { monthlyBudgetUsd: 99.999 } })).toEqual([
      {
        path: "production.cost.monthlyBudgetUsd",
        value: 99.999,
        allowed: "US dollars with at most two decimals",
        fix: "round the amount to cents",
      },
    ]);
  });

  test.each([
    [[], "at least 1 entry"],
    [[20, 40, 60, 80, 100], "at most 4 entries"],
  ])("notifyAtPercent: %j is refused", (notifyAtPercent, allowed) => {
    expect(problemsWith({ cost: { notifyAtPercent } })).toEqual([
      expect.objectContaining({ path: "production.cost.notifyAtPercent", allowed }),
    ]);
  });

  test("a share stands once", () => {
    expect(problemsWith({ cost: { notifyAtPercent: [80, 80] } })).toEqual([
      expect.objectContaining({ path: "production.cost.notifyAtPercent[1]", allowed: "each entry once" }),
    ]);
  });

  test("a share is a percentage", () => {
    expect(problemsWith({ cost: { notifyAtPercent: [0.8] } })).toEqual([
      expect.objectContaining({ path: "production.cost.notifyAtPercent[0]", allowed: "at least 1" }),
    ]);
  });

  test("the monitor is named by its ARN", () => {
    expect(problemsWith({ cost: { serviceMonitorArn: "Default-Services-Monitor" } })).toEqual([
      {
        path: "production.cost.serviceMonitorArn",
        value: "Default-Services-Monitor",
        allowed: "the ARN of a cost anomaly monitor, arn:aws:ce::123456789012:anomalymonitor/…",
        fix: "copy it from aws ce get-anomaly-monitors",
      },
    ]);
  });

  test("tags for cost allocation are names of tags", () => {
    expect(problemsWith({ cost: { allocationTags: ["Environment", "Cost*Center"] } })).toEqual([
      expect.objectContaining({
        path: "production.cost.allocationTags[1]",
        allowed: "1-128 letters, digits, spaces and _ . : / = + - @",
        fix: "name a tag that resources have, such as Environment",
      }),
    ]);
  });

  test("what exists once in an account is set by its owner", () => {
    const monitor = "arn:aws:ce::111122223333:anomalymonitor/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";
    const problems = problemsAfter(({ staging }) => {
      staging.cost = { allocationTags: ["Environment"], serviceMonitorArn: monitor };
    });
    const fix = "move it to the environment that owns the account";
    expect(problems).toEqual([
      {
        path: "staging.cost.allocationTags",
        value: ["Environment"],
        allowed: "no entry, without ownsAccount",
        fix,
      },
      { path: "staging.cost.serviceMonitorArn", value: monitor, allowed: "nothing, without ownsAccount", fix },
    ]);
  });
});

describe("cost.reservedCapacity", () => {
  const problemsOfReservation = (reservedCapacity: object) => problemsWith({ cost: { reservedCapacity } });

  test.each([
    { years: 1, payment: "No Upfront", database: true, cache: true },
    { years: 3, payment: "Partial Upfront", database: true },
    { years: 3, payment: "No Upfront", cache: true },
  ])("%j is on sale", (reservation) => {
    expect(problemsOfReservation(reservation)).toEqual([]);
  });

  test("reserves something", () => {
    expect(problemsOfReservation({ years: 1, payment: "No Upfront" })).toEqual([
      {
        path: "production.cost.reservedCapacity.database",
        value: false,
        allowed: "true, unless cache is",
        fix: "set one of the two to true, or remove reservedCapacity",
      },
    ]);
  });

  test("databases cannot be reserved for three years without paying something at once", () => {
    expect(problemsOfReservation({ years: 3, payment: "No Upfront", database: true })).toEqual([
      {
        path: "production.cost.reservedCapacity.payment",
        value: "No Upfront",
        allowed: "Partial Upfront or All Upfront, for database instances over three years",
        fix: "pay something at once, or commit to a single year",
      },
    ]);
  });

  test.each([
    [{ years: 2, payment: "No Upfront", cache: true }, "years"],
    [{ years: 1, payment: "Later", cache: true }, "payment"],
  ])("%j is not", (reservation, key) => {
    expect(problemsOfReservation(reservation)).toEqual([
      expect.objectContaining({ path: `production.cost.reservedCapacity.${key}` }),
    ]);
  });
});
