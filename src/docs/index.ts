import type { GeneratedPart } from "./generated-part";
import { releasesTable } from "./platform";

/** Every generated part of every page. */
export const generatedParts: readonly GeneratedPart[] = [releasesTable];
