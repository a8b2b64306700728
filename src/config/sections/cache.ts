import { z } from "zod";
import { setAtCreation } from "./formats/creation";
import { instanceSize, matching } from "./formats/text";
import { dailyWindow, weeklyWindow } from "./formats/windows";
import { logRetentionDays } from "./network";

const nodeType = matching(new RegExp(`^cache\\.[a-z][a-z0-9]*\\.${instanceSize}$`), {
  allowed: "an ElastiCache node type such as cache.r6g.xlarge",
  fix: "take one from https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
});

/** Redis on ElastiCache (INF-001 §5.2, §9.1). Data and connections are always encrypted. */
export const cacheSection = z.object({
  nodeType,
  /** Number of nodes, one of which is the primary. */
  nodes: z.int().min(1).max(6),
  /** Promotes a replica when the primary fails. Default: true. */
  automaticFailover: z.boolean().default(true),
  /** Spreads the nodes over zones. Default: true. */
  multiAz: z.boolean().default(true),
  /** Terraform refuses to delete the primary region's cache. Default: true. */
  deletionProtection: z.boolean().default(true),
  /** A last snapshot when the primary region's cache is deleted. Default: true. */
  finalSnapshot: z.boolean().default(true),
  /** Days that automatic snapshots are kept; 0 turns them off. Default: 7. */
  snapshotRetentionDays: z.int().min(0).max(35).default(7),
  /** When snapshots are taken. Default: 04:00-05:00. */
  snapshotWindow: dailyWindow.default("04:00-05:00"),
  /** When ElastiCache may replace a node to patch it. Default: sun:05:30-sun:06:30. */
  maintenanceWindow: weeklyWindow.default("sun:05:30-sun:06:30"),
  /** Days that CloudWatch keeps the logs. Default: 90. */
  logRetentionDays: logRetentionDays.default(90),
  /**
   * Makes the standby region's cache a copy of the primary region's instead of an empty one. Set at creation of the
   * standby's cache, which is replaced otherwise. Default: false.
   */
  globalDatastore: setAtCreation(z.boolean().default(false), "replaced"),
});

export type CacheSection = z.output<typeof cacheSection>;
