import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { type RegionFacts, regionSources, regions, takesCloudFrontLogs } from "../values/regions";

/** CloudFront gets along with the regions that buckets are in. */
export function checkRegions({ network, disasterRecovery }: Partial<Environment>): LocalProblem[] {
  const primary = refuse(["network", "region"], network?.region, takesCloudFrontLogs, {
    demand: "that CloudFront delivers its logs to",
    page: regionSources.cloudFrontLogs,
  });
  const standby = refuse(
    ["disasterRecovery", "network", "region"],
    disasterRecovery?.network.region,
    ({ originAccessIdentity }) => originAccessIdentity,
    { demand: "whose buckets CloudFront reads with an access identity", page: regionSources.originAccessIdentity },
  );
  return [...primary, ...standby];
}

function refuse(
  path: readonly string[],
  name: string | undefined,
  suits: (facts: RegionFacts) => boolean,
  { demand, page }: { readonly demand: string; readonly page: string },
): LocalProblem[] {
  const facts = name === undefined ? undefined : regions.get(name);
  if (!facts || suits(facts)) return [];
  const names = [...regions].filter(([, other]) => suits(other)).map(([other]) => other);
  const fix = `choose one of these; ${page} says why, docs/regions.md what each region can do`;
  return [{ path, value: name, allowed: `a region ${demand}: ${names.sort().join(", ")}`, fix }];
}
