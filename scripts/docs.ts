import fs from "node:fs";
import { costWarnings, generatedParts, replacePart } from "../src/docs";
import { synthesizeAside } from "../src/pipeline/synthesize-aside";

/** Brings the generated parts of the documentation up to date; run from the root of the project. */
synthesizeAside((stacks) => {
  for (const part of generatedParts) {
    fs.writeFileSync(
      part.page,
      replacePart(fs.readFileSync(part.page, "utf8"), part, () => stacks),
    );
  }
  for (const warning of costWarnings(stacks)) console.error(warning);
});
console.log(`${[...new Set(generatedParts.map(({ page }) => page))].join(", ")}: up to date`);
