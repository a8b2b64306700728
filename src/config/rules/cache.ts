import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import type { CacheSection } from "../sections/cache";
import { checkWindows } from "./common/windows";

/** What ElastiCache refuses although each value is well-formed by itself. */
export function checkCache({ cache, disasterRecovery }: Partial<Environment>): LocalProblem[] {
  if (!cache) return [];
  return [
    ...checkNodeType(cache),
    ...checkFailover(cache),
    ...(cache.globalDatastore ? checkGlobalDatastore(cache, disasterRecovery !== undefined) : []),
    ...checkWindows({
      section: cache,
      path: ["cache"],
      daily: "snapshotWindow",
      weekly: "maintenanceWindow",
      minimum: 60,
    }),
  ];
}

function checkNodeType({ nodeType }: CacheSection): LocalProblem[] {
  const problem = (fix: string) => ({
    path: ["cache", "nodeType"],
    value: nodeType,
    allowed: "a current node type with memory alone, such as cache.r6g.xlarge or cache.t4g.small",
    fix,
  });
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
  if (/^cache\.(t1|m[123]|c1|r3)\./.test(nodeType)) {
    return [problem("ElastiCache creates no nodes of this generation any more; choose a newer one")];
  }
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/data-tiering.html
  return /^cache\.r\d\w*d\./.test(nodeType)
    ? [problem("nodes with disks need data tiering, which is not used here")]
    : [];
}

function checkFailover({ nodes, automaticFailover, multiAz }: CacheSection): LocalProblem[] {
  const problems: LocalProblem[] = [];
  if (automaticFailover && nodes < 2) {
    const fix = "add a node, or set automaticFailover to false";
    problems.push({ path: ["cache", "nodes"], value: nodes, allowed: "2-6, with automaticFailover", fix });
  }
  if (multiAz && !automaticFailover) {
    const fix = "set automaticFailover to true, or multiAz to false";
    problems.push({ path: ["cache", "multiAz"], value: multiAz, allowed: "false, without automaticFailover", fix });
  }
  return problems;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html */
function checkGlobalDatastore({ nodeType, automaticFailover }: CacheSection, hasStandby: boolean): LocalProblem[] {
  const problems: LocalProblem[] = [];
  const at = ["cache", "globalDatastore"];
  if (!hasStandby) {
    const fix = "add disasterRecovery, or set globalDatastore to false";
    problems.push({ path: at, value: true, allowed: "false, without a standby region", fix });
  }
  if (!automaticFailover) {
    const fix = "set automaticFailover to true with at least two nodes, or globalDatastore to false";
    problems.push({ path: at, value: true, allowed: "false, without automaticFailover", fix });
  }
  if (!/^cache\.([mr]([5-9]|\d\d)|c7gn)\w*\.(large|\d*xlarge)$/.test(nodeType)) {
    const allowed = "cache.m5, cache.r5 or newer, large or larger, with globalDatastore";
    const fix = "choose such a type, or set globalDatastore to false";
    problems.push({ path: ["cache", "nodeType"], value: nodeType, allowed, fix });
  }
  return problems;
}
