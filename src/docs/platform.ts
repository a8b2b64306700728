import { type CatalogueChart, charts } from "../versions";
import { type GeneratedPart, table } from "./generated-part";

/** The table of Helm releases in docs/platform.md. */
export const releasesTable: GeneratedPart = {
  page: "docs/platform.md",
  name: "releases",
  render: () =>
    table(
      ["product", "chart", "version", "software", "namespace", "serves", "user interface"],
      Object.values<CatalogueChart>(charts).map(({ product, chart, version, appVersion, namespace, serves, ui }) => [
        product,
        `\`${chart}\``,
        version,
        appVersion,
        `\`${namespace}\``,
        serves,
        ui ?? "none",
      ]),
    ),
};
