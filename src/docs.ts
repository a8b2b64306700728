import { environmentSchema } from "./config/environment";
import { type CreationChange, creationValues } from "./config/sections/formats/creation";
import { regions, takesCloudFrontLogs } from "./config/values/regions";
import { globalRegion } from "./contracts";
import { estimateEnvironments } from "./cost/estimate-environments";
import { costRows, priceRows, totalRows } from "./cost/render";
import { orderStacks } from "./pipeline/stack-order";
import type { SynthesizedStacks } from "./pipeline/synthesized-stacks";
import { deployedEnvironments } from "./preflight/plan";
import { quotaRows } from "./preflight/quota-rows";
import { type CatalogueChart, charts } from "./versions";

/** A part of a Markdown page that is written by `npm run docs`; the rest of the page is written by hand. */
export interface GeneratedPart {
  /** Path of the page from the root of the project. */
  readonly page: string;
  /** Name of the part in the page's markers. */
  readonly name: string;
  /** The part, without its markers. Some are about the stacks that the environments give, and ask for them. */
  readonly render: (stacks: () => SynthesizedStacks) => string;
}

/** Every generated part of every page. */
export const generatedParts: readonly GeneratedPart[] = [
  { page: "docs/first-deployment.md", name: "costs", render: (stacks) => renderTotals(stacks()) },
  { page: "docs/first-deployment.md", name: "order", render: (stacks) => renderOrder(stacks()) },
  { page: "docs/first-deployment.md", name: "quotas", render: (stacks) => renderQuotas(stacks()) },
  { page: "docs/cost.md", name: "months", render: (stacks) => renderMonths(stacks()) },
  { page: "docs/cost.md", name: "prices", render: renderPrices },
  { page: "docs/platform.md", name: "releases", render: renderReleases },
  { page: "docs/regions.md", name: "regions", render: renderRegions },
  { page: "docs/set-at-creation.md", name: "values", render: renderCreationValues },
];

const outcomes: Readonly<Record<CreationChange, string>> = {
  replaced: "Terraform destroys what carries it, and creates it anew",
  duplicated: "Terraform creates all of it again, and forgets what exists",
  refused: "the apply fails",
  ignored: "what exists stays as it is",
};

/** The table of the values that count at creation only. */
function renderCreationValues(): string {
  const rows = creationValues(environmentSchema).map(({ path, change }) => [`\`${path}\``, outcomes[change]]);
  return table(["value", "when it changes"], rows);
}

/** The table of what differs between regions. */
function renderRegions(): string {
  const yes = (value: boolean) => (value ? "yes" : "no");
  const rows = [...regions].map(([name, facts]) => [
    `\`${name}\``,
    yes(facts.originAccessIdentity),
    yes(facts.optIn),
    takesCloudFrontLogs(name) ? "there" : globalRegion,
    facts.zonesWithoutControlPlane.join(", ") || "none",
  ]);
  const head = ["region", "allowed", "to be enabled first", "CloudFront's logs", "zones without control plane"];
  return table(head, rows);
}

/** What each environment costs a month. */
function renderMonths(stacks: SynthesizedStacks): string {
  const estimates = estimateEnvironments(stacks);
  const names = estimates.map(({ environment }) => `\`${environment}\``);
  return table(["US dollars a month", ...names], costRows(estimates));
}

/** What the tables of costs leave out, a line for each environment that has something without a price. */
export function costWarnings(stacks: SynthesizedStacks): string[] {
  return estimateEnvironments(stacks)
    .filter(({ notPriced }) => notPriced.length > 0)
    .map(
      ({ environment, notPriced }) =>
        `${environment}: not priced, and not in the tables of costs: ${notPriced.join(", ")}; add it to src/cost/prices.ts`,
    );
}

/** What each environment costs a month, in one figure. */
function renderTotals(stacks: SynthesizedStacks): string {
  const estimates = estimateEnvironments(stacks);
  const names = estimates.map(({ environment }) => `\`${environment}\``);
  return table(["", ...names], totalRows("US dollars a month", estimates));
}

/** The stacks of each environment by level. */
function renderOrder(stacks: SynthesizedStacks): string {
  const ordered = orderStacks(stacks);
  const environments = [...new Set(ordered.map(({ environment }) => environment))].sort();
  const rows = environments.flatMap((environment) => {
    const own = orderStacks(stacks, { environment });
    return [...new Set(own.map(({ level }) => level))].map((level) => [
      `\`${environment}\``,
      String(level + 1),
      own.flatMap((stack) => (stack.level === level ? [`\`${stack.stack}\``] : [])).join(", "),
    ]);
  });
  return table(["environment", "level", "stacks"], rows);
}

/** The prices that the table of months is computed from. */
function renderPrices(): string {
  return table(["what", "US dollars", "per", "list", "compared with"], priceRows());
}

/** What each environment needs of every quota. */
function renderQuotas(stacks: SynthesizedStacks): string {
  const environments = deployedEnvironments(stacks);
  const names = environments.map((environment) => `\`${environment}\``);
  return table(["quota", "code", "AWS' default", ...names], quotaRows(stacks, environments));
}

/** The table of Helm releases. */
function renderReleases(): string {
  const head = ["product", "chart", "version", "software", "namespace", "serves", "user interface"];
  const rows = Object.values<CatalogueChart>(charts).map(
    ({ product, chart, version, appVersion, namespace, serves, ui }) => [
      product,
      `\`${chart}\``,
      version,
      appVersion,
      `\`${namespace}\``,
      serves,
      ui ?? "none",
    ],
  );
  return table(head, rows);
}

/**
 * The page with the part brought up to date.
 *
 * @throws Error when the page has no place for it.
 */
export function replacePart(
  text: string,
  { page, name, render }: GeneratedPart,
  stacks: () => SynthesizedStacks,
): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) {
    throw new Error(`${page} has no place for ${name}; allowed is one between ${begin} and ${end}: add both lines`);
  }
  return `${text.slice(0, from + begin.length)}\n${render(stacks)}\n${text.slice(to)}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
