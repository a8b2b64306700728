import { z } from "zod";
import { networkSection } from "./network";

/** The standby region (INF-001 §1.1, §9). An environment without this section has a single region. */
export const disasterRecoverySection = z.object({
  /** `standby` keeps the second region small; `active` scales it up and moves the failover records to it. */
  posture: z.enum(["standby", "active"]).default("standby"),
  network: networkSection,
});

export type Posture = z.infer<typeof disasterRecoverySection>["posture"];
