import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { checkAutoShutdown } from "./auto-shutdown";
import { checkBackup } from "./backup";
import { checkCache } from "./cache";
import { checkCluster } from "./cluster";
import { checkCost } from "./cost";
import { checkDatabase } from "./database";
import { checkDelivery } from "./delivery";
import { checkEdge } from "./edge";
import { checkNamespaces } from "./namespaces";
import { checkNetwork } from "./network";
import { checkOperations } from "./operations";
import { checkPlatform } from "./platform";
import { checkQuotas } from "./quotas";
import { checkRegions } from "./regions";
import { checkRoutes } from "./routes";
import { checkSafeguards } from "./safeguards";
import { checkSecrets } from "./secrets";
import { checkServices } from "./services";
import { checkState } from "./state";
import { checkStorage } from "./storage";

/**
 * What values of one environment demand of each other.
 *
 * @param environment - the sections whose shape is right; a section that is not readable is left out
 * @returns every problem; nothing where the rule does not apply or holds
 */
export type Rule = (environment: Partial<Environment>) => readonly LocalProblem[];

/** Every rule, in the order in which problems are reported. What holds between environments is apart from them. */
export const rules: readonly Rule[] = [
  checkState,
  checkNetwork,
  checkRegions,
  checkCluster,
  checkPlatform,
  checkNamespaces,
  checkServices,
  checkSecrets,
  checkRoutes,
  checkQuotas,
  checkDatabase,
  checkCache,
  checkSafeguards,
  checkStorage,
  checkEdge,
  checkBackup,
  checkDelivery,
  checkOperations,
  checkCost,
  checkAutoShutdown,
];
