import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { checkAutoShutdown } from "./auto-shutdown";
import { checkBackup } from "./backup";
import { checkCache } from "./cache";
import { checkCluster } from "./cluster";
import { checkClusterAccess } from "./cluster-access";
import { checkCost } from "./cost";
import { checkDatabase } from "./database";
import { checkDelivery } from "./delivery";
import { checkDns } from "./dns";
import { checkDocuments } from "./documents";
import { checkEdge } from "./edge";
import { checkImageRepositories } from "./image-repositories";
import { checkLists } from "./lists";
import { checkNames } from "./names";
import { checkNamespaces } from "./namespaces";
import { checkNetwork } from "./network";
import { checkPlatform } from "./platform";
import { checkPods } from "./pods";
import { checkQuotas } from "./quotas";
import { checkRegions } from "./regions";
import { checkRoutes } from "./routes";
import { checkSafeguards } from "./safeguards";
import { checkSecrets } from "./secrets";
import { checkServices } from "./services";
import { checkState } from "./state";
import { checkStorage } from "./storage";
import { checkSubnetSizes } from "./subnet-sizes";
import { checkTags } from "./tags";

/**
 * What values of one environment demand of each other.
 *
 * @param environment - the sections whose shape is right; a section that is not readable is left out
 * @returns every problem; nothing where the rule does not apply or holds
 */
export type Rule = (environment: Partial<Environment>) => readonly LocalProblem[];

/** Every rule, in the order in which problems are reported. What holds between environments is apart from them. */
export const rules: readonly Rule[] = [
  checkNames,
  checkLists,
  checkDocuments,
  checkTags,
  checkState,
  checkNetwork,
  checkSubnetSizes,
  checkRegions,
  checkCluster,
  checkClusterAccess,
  checkPlatform,
  checkNamespaces,
  checkServices,
  checkImageRepositories,
  checkSecrets,
  checkRoutes,
  checkPods,
  checkQuotas,
  checkDatabase,
  checkCache,
  checkSafeguards,
  checkStorage,
  checkDns,
  checkEdge,
  checkBackup,
  checkDelivery,
  checkCost,
  checkAutoShutdown,
];
