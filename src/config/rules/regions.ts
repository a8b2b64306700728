import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { regionSources, regions } from "../values/regions";

/** CloudFront can read the static assets of both regions. */
export function checkRegions({ network, disasterRecovery }: Partial<Environment>): LocalProblem[] {
  return [
    ...checkAccess(["network", "region"], network?.region),
    ...checkAccess(["disasterRecovery", "network", "region"], disasterRecovery?.network.region),
  ];
}

function checkAccess(path: readonly string[], name: string | undefined): LocalProblem[] {
  if (name === undefined || regions.get(name)?.originAccessIdentity !== false) return [];
  const suitable = [...regions].filter(([, facts]) => facts.originAccessIdentity).map(([region]) => region);
  const allowed = `a region whose buckets CloudFront reads with an access identity: ${suitable.sort().join(", ")}`;
  return [{ path, value: name, allowed, fix: `choose one of these; ${regionSources.originAccessIdentity} says why` }];
}
