import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import { type Assembly, addData, addNetwork, addStandbyData, addStorage, type Site } from "./regional-stacks";
import { DnsStack } from "./stacks/dns-stack";

/** The stacks of one environment, producers before consumers. */
export function addEnvironment(app: App, environment: Environment): void {
  const { name, prefix, accountId, tags, dns, network, disasterRecovery } = environment;
  const base = { environment: name, tags, accountId, state: resolveState(environment.state) };
  const assembly: Assembly = { app, environment, base };
  const primary: Site = { stackPrefix: name, namePrefix: prefix, network };

  new DnsStack(app, `${name}-dns`, { ...base, region: network.region, dns });
  const primaryNetwork = addNetwork(assembly, primary);
  if (!disasterRecovery) {
    addStorage(assembly, primary, primaryNetwork);
    addData(assembly, primary, primaryNetwork);
    return;
  }

  const standby: Site = {
    stackPrefix: `${name}-dr`,
    namePrefix: `${prefix}-dr`,
    network: disasterRecovery.network,
  };
  const standbyNetwork = addNetwork(assembly, standby);
  // The standby's buckets come first: the primary region's are copied to them.
  const standbyStorage = addStorage(assembly, standby, standbyNetwork, { staticAssetsPolicy: "tls-only" });
  addStorage(assembly, primary, primaryNetwork, { replicateTo: standbyStorage });
  const data = addData(assembly, primary, primaryNetwork, standby.network.region);
  addStandbyData(assembly, standby, standbyNetwork, data, disasterRecovery.posture);
}
