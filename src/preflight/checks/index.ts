import { checkAdministrators } from "./administrators";
import { checkAnomalyMonitor } from "./anomaly-monitor";
import { checkBuckets } from "./buckets";
import type { Check } from "./check";
import { checkDelegation } from "./delegation";
import { checkIdentityProvider } from "./identity-provider";
import { checkQuotas } from "./quotas";
import { checkRegions } from "./regions";
import { checkTrustedRepository } from "./trusted-repository";
import { checkZones } from "./zones";

/** What is asked of AWS once somebody is signed in, in the order of the report. */
export const accountChecks: readonly Check[] = [
  checkRegions,
  checkZones,
  checkQuotas,
  checkDelegation,
  checkIdentityProvider,
  checkTrustedRepository,
  checkAnomalyMonitor,
  checkAdministrators,
  checkBuckets,
];
