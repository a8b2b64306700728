import { z } from "zod";
import { matching } from "./formats/text";

// More than any account pays; Terraform would write a larger number with an exponent.
const mostUsd = 1_000_000_000;

const usd = z
  .number()
  .min(1)
  .max(mostUsd)
  .refine((value) => Number(value.toFixed(2)) === value, {
    params: { allowed: "US dollars with at most two decimals", fix: "round the amount to cents" },
  });

const monitorArn = matching(/^arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/, {
  allowed: "the ARN of a cost anomaly monitor, arn:aws:ce::123456789012:anomalymonitor/…",
  fix: "copy it from aws ce get-anomaly-monitors",
});

// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-limits.html
const activeAllocationTags = 500;

const tagKey = matching(/^[\w.:/=+\-@ ]{1,128}$/, {
  allowed: "1-128 letters, digits, spaces and _ . : / = + - @",
  fix: "name a tag that resources have, such as Environment",
});

const reservedCapacitySection = z.object({
  /** Length of the commitment. */
  years: z.literal([1, 3]),
  /** How it is paid; the more at once, the cheaper. */
  payment: z.enum(["No Upfront", "Partial Upfront", "All Upfront"]),
  /** Reserves the database instances of the first region. Default: false. */
  database: z.boolean().default(false),
  /** Reserves the cache nodes of the first region. Default: false. */
  cache: z.boolean().default(false),
});

const section = z.object({
  /** What a month may cost, in US dollars, with a warning as it is approached. Default: none, no budget. */
  monthlyBudgetUsd: usd.optional(),
  /**
   * What the budget counts: the whole account, or what is tagged with the environment's name. The latter sees nothing
   * before the tag `Environment` is active for cost allocation, see `allocationTags`. Default: account.
   */
  budgetScope: z.enum(["account", "environment"]).default("account"),
  /** Shares of the budget, in percent, at which somebody is told; the last one also when it is forecast. */
  notifyAtPercent: z.array(z.number().min(1).max(1000)).min(1).max(4).default([80, 100]),
  /**
   * Tags that costs can be told apart by. Activate them a day after the first deployment, from the account that pays:
   * AWS refuses tags that it has not seen on a bill yet. Default: none.
   */
  allocationTags: z.array(tagKey).max(activeAllocationTags).default([]),
  /** What an unusual cost must amount to for somebody to be told, in US dollars. Default: 100. */
  anomalyThresholdUsd: usd.default(100),
  /**
   * The account's monitor of unusual costs by service, where it has one: an account can have one only, and AWS gives
   * one to many new accounts. Default: a new one.
   */
  serviceMonitorArn: monitorArn.optional(),
  /**
   * Buys reserved capacity. It cannot be given back: the account pays for the whole term, whatever is destroyed.
   * Default: nothing is bought; the output `reserved_capacity` says what would be.
   */
  reservedCapacity: reservedCapacitySection.optional(),
});

/** What the environment may cost (INF-001 §10.2). */
export const costSection = section.prefault({});

export type CostSection = z.output<typeof costSection>;
