import { groups } from "../../../src/cost/charge";
import { estimateEnvironments } from "../../../src/cost/estimate-environments";
import { type Price, prices, pricesAsOf } from "../../../src/cost/prices";
import { priceQueries } from "../../../src/cost/render";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../../support/output-folder";

const stacks = new SynthesizedStacks(fixtureOutput());
const estimates = estimateEnvironments(stacks);

test("every environment has an estimate, with a price for everything in it", () => {
  expect(estimates.map(({ environment }) => environment)).toEqual(["development", "production", "staging"]);
  for (const { lines, notPriced } of estimates) {
    expect(notPriced).toEqual([]);
    expect(lines.every(({ usd, count }) => usd > 0 && count > 0)).toBe(true);
  }
});

test("production's rows add up to its sum", () => {
  const [production] = estimateEnvironments(stacks, "production");
  if (!production) throw new Error("production has no estimate");
  const sum = (group: string) =>
    production.lines.filter((line) => line.group === group).reduce((total, { usd }) => total + usd, 0);
  // INF-001 §3.1 and §2: 70 endpoints in zones; 3 + 2 NAT gateways; two control planes.
  expect(sum("interface endpoints")).toBeCloseTo(70 * 730 * 0.01);
  expect(sum("control planes")).toBeCloseTo(2 * 730 * 0.1);
  // INF-001 §5.1: one 2xlarge in two zones, two replicas, and one in the standby; 100 GiB each.
  expect(sum("databases")).toBeCloseTo(730 * (2 * 0.899 + 3 * 0.45) + 5 * 100 * 0.115);
  expect(groups.map(sum).reduce((total, usd) => total + usd, 0)).toBeCloseTo(production.totalUsd);
});

test("an environment without stacks is refused", () => {
  expect(() => estimateEnvironments(stacks, "qa")).toThrow(/no stack of environment "qa"; there are: development/);
});

test("every price has a page of AWS, and a command that asks for it", () => {
  expect(pricesAsOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
  for (const price of Object.values<Price>(prices)) {
    expect(price.page).toMatch(/^https:\/\/aws\.amazon\.com\/.*pricing/);
    expect(price.usd).toBeGreaterThan(0);
  }
  const elsewhere = priceQueries(["eu-central-1"]);
  expect(elsewhere.startsWith(priceQueries())).toBe(true);
  expect(elsewhere).toContain(
    "# EKS control plane in eu-central-1, per hour\naws pricing get-products --region us-east-1 --service-code AmazonEKS " +
      "--filters 'Type=TERM_MATCH,Field=regionCode,Value=eu-central-1' " +
      "'Type=CONTAINS,Field=usagetype,Value=AmazonEKS-Hours:perCluster'\n",
  );
  expect(priceQueries()).toContain(
    "# m5.xlarge: 0.192 USD per hour\naws pricing get-products --region us-east-1 --service-code AmazonEC2 " +
      "--filters 'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' 'Type=TERM_MATCH,Field=instanceType,Value=m5.xlarge'",
  );
});
