import { development } from "./development";
import { production } from "./production";
import { staging } from "./staging";

/** Every environment that is synthesized. */
export const environments = [production, staging, development];
