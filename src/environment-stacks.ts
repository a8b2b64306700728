import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import type { NetworkSection } from "./config/sections/network";
import { DataStack } from "./stacks/data-stack";
import { DnsStack } from "./stacks/dns-stack";
import { NetworkStack } from "./stacks/network-stack";
import { StandbyDataStack } from "./stacks/standby-data-stack";

/** One region of an environment. */
interface Site {
  /** First part of the stacks' names: `production`, `production-dr`. */
  readonly stackPrefix: string;
  /** First part of the resources' names: `techally`, `techally-dr`. */
  readonly namePrefix: string;
  readonly network: NetworkSection;
}

/** The stacks of one environment, producers before consumers. */
export function addEnvironment(app: App, environment: Environment): void {
  const { name, prefix, accountId, tags, dns, network, database, cache, disasterRecovery } = environment;
  const base = { environment: name, tags, accountId, state: resolveState(environment.state) };
  const primary: Site = { stackPrefix: name, namePrefix: prefix, network };

  new DnsStack(app, `${name}-dns`, { ...base, region: network.region, dns });
  const primaryNetwork = addSite(app, base, primary);
  const data = new DataStack(app, `${name}-data`, {
    ...base,
    ...regionalData(primary, primaryNetwork),
    database,
    cache,
    standbyRegion: disasterRecovery?.network.region,
  });
  data.addDependency(primaryNetwork);
  if (disasterRecovery) {
    const standby: Site = {
      stackPrefix: `${name}-dr`,
      namePrefix: `${prefix}-dr`,
      network: disasterRecovery.network,
    };
    const standbyNetwork = addSite(app, base, standby);
    const standbyData = new StandbyDataStack(app, `${name}-dr-data`, {
      ...base,
      ...regionalData(standby, standbyNetwork),
      database,
      cache,
      primaryRegion: network.region,
      primary: data,
      posture: disasterRecovery.posture,
    });
    standbyData.addDependency(data);
    standbyData.addDependency(standbyNetwork);
  }
}

/** What a region's data stack takes from its site and network. */
function regionalData({ namePrefix, network }: Site, { databaseSubnetIds, securityGroups }: NetworkStack) {
  return {
    region: network.region,
    namePrefix,
    subnetIds: Object.values(databaseSubnetIds),
    databaseSecurityGroupId: securityGroups.database,
    redisSecurityGroupId: securityGroups.redis,
  };
}

function addSite(
  app: App,
  base: { environment: string; tags: Environment["tags"]; accountId?: string; state: ReturnType<typeof resolveState> },
  { stackPrefix, namePrefix, network }: Site,
): NetworkStack {
  return new NetworkStack(app, `${stackPrefix}-network`, { ...base, region: network.region, namePrefix, network });
}
