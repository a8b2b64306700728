import { staticAssetsPath } from "../../contracts";
import type { Environment } from "../environment";
import { hostNames, webHostNames } from "../names";
import { formatPath, type LocalProblem, type PathPart } from "../problem";
import { durationSeconds } from "../values/duration";
import { namedServices } from "./common/named-services";

interface Entry {
  readonly host: string;
  readonly prefix: string;
  readonly path: readonly PathPart[];
}

/** Hosts belong to the environment, each path of a host leads to one service, and what is before it passes it on. */
export function checkRoutes(environment: Partial<Environment>): LocalProblem[] {
  const entries = namedServices(environment).flatMap(({ service, path }) =>
    [...new Set(service.route?.hosts)].map((host) => ({
      host,
      prefix: service.route?.prefix ?? "/",
      path: [...path, "route", "hosts", service.route?.hosts.indexOf(host) ?? 0],
    })),
  );
  return [...checkHosts(entries, environment), ...checkPrefixes(entries), ...checkDistribution(environment)];
}

/** Other names have no record, no certificate, and no rule of the load balancer. */
function checkHosts(entries: readonly Entry[], { dns, edge }: Partial<Environment>): LocalProblem[] {
  if (!dns || !edge) return [];
  const hosts = hostNames(dns.domain, edge);
  return entries
    .filter(({ host }) => !hosts.includes(host))
    .map(({ host, path }) => ({
      path,
      value: host,
      allowed: hosts.join(", "),
      fix: `choose one of these, or add a label of ${dns.domain} to edge.apiHosts or edge.webHosts`,
    }));
}

function checkPrefixes(entries: readonly Entry[]): LocalProblem[] {
  const byHost = new Map<string, Entry[]>();
  for (const entry of entries) byHost.set(entry.host, [...(byHost.get(entry.host) ?? []), entry]);
  return [...byHost.values()].flatMap((sameHost) =>
    sameHost.flatMap(({ host, prefix, path }, index) => {
      const earlier = sameHost.slice(0, index).find((other) => collide(other.prefix, prefix));
      if (!earlier) return [];
      const at = [...path.slice(0, -2), "prefix"];
      const owner = formatPath(earlier.path.slice(0, -2));
      const allowed = `a path of ${host} that neither starts with ${earlier.prefix}, ${owner}.prefix, nor is the start of it`;
      const fix = "choose another prefix or host: which of the two services would answer is not defined";
      return [{ path: at, value: prefix, allowed, fix }];
    }),
  );
}

/** Istio keeps the routes of a host in no particular order, except that a bare / comes last. */
function collide(a: string, b: string): boolean {
  if (a === b) return true;
  return a !== "/" && b !== "/" && (a.startsWith(b) || b.startsWith(a));
}

/** CloudFront serves some paths itself, and waits for the others no longer than it is told. */
function checkDistribution(environment: Partial<Environment>): LocalProblem[] {
  const { dns, edge } = environment;
  if (!dns || !edge) return [];
  const { originTimeoutSeconds } = edge;
  const webHosts = webHostNames(dns.domain, edge.webHosts);
  return namedServices(environment).flatMap(({ service: { route }, path }) => {
    const host = route?.hosts.find((name) => webHosts.includes(name));
    if (!route || host === undefined) return [];
    const problems: LocalProblem[] = [];
    if (`${route.prefix}/`.startsWith(staticAssetsPath)) {
      const allowed = `a path of ${host} outside ${staticAssetsPath}, which CloudFront takes from the static assets' bucket`;
      const fix = "choose another prefix, or a host of edge.apiHosts: the service would not see the requests";
      problems.push({ path: [...path, "route", "prefix"], value: route.prefix, allowed, fix });
    }
    if (durationSeconds(route.timeout) > originTimeoutSeconds) {
      const allowed = `at most ${originTimeoutSeconds}s, edge.originTimeoutSeconds: CloudFront, which serves ${host}, gives up then`;
      const fix = "lower it, raise edge.originTimeoutSeconds as far as it goes, or use a host of edge.apiHosts";
      problems.push({ path: [...path, "route", "timeout"], value: route.timeout, allowed, fix });
    }
    return problems;
  });
}
