import { z } from "zod";
import { dataKey, objectName } from "./formats/kubernetes";

/**
 * Secrets that people keep in Secrets Manager as JSON objects, by the last part of their name: `stripe` is
 * `<prefix>/stripe` there. Each lists its keys, so that a misspelt one is noticed before anything is deployed. The
 * platform's own secrets need no entry. Default: none.
 */
export const secretsSection = z.record(objectName, z.array(dataKey).min(1)).default({});
