import { z } from "zod";
import { atMost } from "./formats/bounds";
import { dataKey, objectName } from "./formats/kubernetes";

// Secrets of a region: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html. One has 64 KiB,
// which its keys share.
const quotas = { secrets: 500_000, keys: 1000 };

/**
 * Secrets that people keep in Secrets Manager as JSON objects, by the last part of their name: `stripe` is
 * `<prefix>/stripe` there. Each lists its keys, so that a misspelt one is noticed before anything is deployed. The
 * platform's own secrets need no entry. Default: none.
 */
export const secretsSection = atMost(
  z.record(objectName, z.array(dataKey).min(1).max(quotas.keys)),
  quotas.secrets,
).default({});
