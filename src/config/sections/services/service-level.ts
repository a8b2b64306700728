import { z } from "zod";

/**
 * Bounds of the mesh's histogram of request durations, in milliseconds: how many requests were faster is known for these
 * alone (https://github.com/envoyproxy/envoy/blob/main/source/common/stats/histogram_impl.cc).
 */
const measuredMilliseconds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000] as const;

const latency = z.object({
  /** A request that takes no longer is fast enough; one of the bounds that the mesh measures. */
  milliseconds: z.literal(measuredMilliseconds),
  /** Share of the requests that are fast enough, in percent. */
  percent: z.number().min(50).max(99.99),
});

/**
 * What a service promises over 30 days. Alerts tell when it spends what it may fail too fast
 * (https://sre.google/workbook/alerting-on-slos/).
 */
export const serviceLevel = z
  .object({
    /** Share of the requests that get an answer without an error of the service, in percent. Default: not promised. */
    availabilityPercent: z.number().min(90).max(99.99).optional(),
    /** Default: not promised. */
    latency: latency.optional(),
  })
  .refine(({ availabilityPercent, latency: promised }) => availabilityPercent !== undefined || promised !== undefined, {
    params: { allowed: "availabilityPercent, latency or both", fix: "add one of them, or remove slo" },
  });
