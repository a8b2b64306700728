import { groups } from "./charge";
import type { Estimate } from "./estimate";
import { neverCounted } from "./other-types";
import { type Price, prices, pricesAsOf, queryOf, spotShare } from "./prices";

const usd = (value: number) => value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: 0 });
const exact = (value: number) => value.toFixed(2);

/** What stands for the sum of an environment that is elsewhere: a part of it would be taken for the whole. */
function notPricedIn({ unpricedRegions }: Estimate): string | undefined {
  return unpricedRegions.length === 0 ? undefined : `not priced in ${unpricedRegions.join(", ")}`;
}

/** Rows of a table, a column for each environment: what each group costs a month, in whole US dollars. */
export function costRows(estimates: readonly Estimate[]): string[][] {
  const sum = ({ lines }: Estimate, group: string) =>
    lines.filter((line) => line.group === group).reduce((total, line) => total + line.usd, 0);
  const cell = (estimate: Estimate, group: string) => (notPricedIn(estimate) ? "" : usd(sum(estimate, group)));
  const rows = groups.map((group) => [group, ...estimates.map((estimate) => cell(estimate, group))]);
  return [...rows, ...totalRows("**together**", estimates)];
}

/** The row with the sums, and where they are not all of it, one with what is missing. */
export function totalRows(title: string, estimates: readonly Estimate[]): string[][] {
  const isWhole = ({ notPriced }: Estimate) => notPriced.length === 0;
  const together = estimates.map((one) => {
    const none = notPricedIn(one);
    return none === undefined ? `**${usd(one.totalUsd)}**${isWhole(one) ? "" : " + not priced"}` : `**${none}**`;
  });
  if (estimates.every(isWhole)) return [[title, ...together]];
  const missing = estimates.map(({ notPriced }) => notPriced.join(", ") || "nothing");
  return [
    [title, ...together],
    ["not priced, and not in the sum", ...missing],
  ];
}

/** Rows of a table with every price: what, how much, and where it is from. */
export function priceRows(): string[][] {
  return Object.entries<Price>(prices).map(([name, { usd: amount, per, page, compared }]) => [
    name,
    `${amount}`,
    per,
    `[AWS](${page})`,
    compared === undefined ? "" : `[page](${compared})`,
  ]);
}

/** An estimate in full, as text. */
export function costReport(estimate: Estimate): string {
  const { environment, lines, totalUsd, notPriced, byUse } = estimate;
  const ordered = groups.flatMap((group) => lines.filter((line) => line.group === group));
  const width = Math.max(0, ...ordered.map(({ item }) => item.length));
  const table = ordered.map(
    ({ item, count, usd: amount }) =>
      `  ${item.padEnd(width)}  ${trimmed(count).padStart(8)}  ${exact(amount).padStart(10)}`,
  );
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`)];
  return [
    `${environment}, US dollars a month of 730 hours, list prices of ${pricesAsOf}:`,
    ...table,
    `  ${"together".padEnd(width)}  ${"".padStart(8)}  ${notPricedIn(estimate) ?? exact(totalUsd).padStart(10)}`,
    ...list("Not priced, and not in the sum:", notPriced),
    ...list("Paid for by use, and not in the sum:", [...byUse, ...neverCounted]),
    `Spot instances count with ${100 * spotShare} % of their price; node groups with the size that they begin with.`,
    "",
  ].join("\n");
}

/**
 * The commands that ask AWS for every price, each after a line with its name and present figure.
 *
 * @param others - regions that have no list yet, and that the same is asked for
 */
export function priceQueries(others: readonly string[] = []): string {
  const known = Object.entries<Price>(prices).map(
    ([name, price]) => `# ${name}: ${price.usd} USD per ${price.per}\n${queryOf(price)}\n`,
  );
  const asked = others.flatMap((region) =>
    Object.entries<Price>(prices).map(
      ([name, price]) => `# ${name} in ${region}, per ${price.per}\n${queryOf(price, region)}\n`,
    ),
  );
  return [...known, ...asked].join("");
}

/** Two digits at most, and none that say nothing. */
function trimmed(count: number): string {
  return String(Number(count.toFixed(2)));
}
