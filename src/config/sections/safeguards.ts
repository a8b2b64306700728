import { z } from "zod";

/**
 * How carefully the environment is kept. `strict` refuses settings that lose data or availability when something
 * breaks or somebody makes a mistake: no deletion protection, no second zone, no backups. `relaxed` allows them, for environments
 * that may be thrown away and built again; their databases and caches change at once, and not in the maintenance window. Encryption is not a setting: it is always on.
 */
export const safeguardsSection = z.enum(["strict", "relaxed"]).default("strict");
