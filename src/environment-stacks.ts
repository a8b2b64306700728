import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import type { NetworkSection } from "./config/sections/network";
import { DnsStack } from "./stacks/dns-stack";
import { NetworkStack } from "./stacks/network-stack";

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
  const { name, prefix, accountId, tags, dns, network, disasterRecovery } = environment;
  const base = { environment: name, tags, accountId, state: resolveState(environment.state) };
  const primary: Site = { stackPrefix: name, namePrefix: prefix, network };

  new DnsStack(app, `${name}-dns`, { ...base, region: network.region, dns });
  addSite(app, base, primary);
  if (disasterRecovery) {
    addSite(app, base, {
      stackPrefix: `${name}-dr`,
      namePrefix: `${prefix}-dr`,
      network: disasterRecovery.network,
    });
  }
}

function addSite(
  app: App,
  base: { environment: string; tags: Environment["tags"]; accountId?: string; state: ReturnType<typeof resolveState> },
  { stackPrefix, namePrefix, network }: Site,
): void {
  new NetworkStack(app, `${stackPrefix}-network`, { ...base, region: network.region, namePrefix, network });
}
