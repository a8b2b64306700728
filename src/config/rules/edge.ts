import type { Environment } from "../environment";
import { hostName, originLabel } from "../names";
import { formatPath, type LocalProblem, type PathPart, type Problem } from "../problem";
import { isPublic, readCidr } from "../values/cidr";

/** A name that the environment answers to, with its place in the configuration. */
interface Host {
  readonly path: readonly PathPart[];
  readonly label: string;
  readonly name: string;
}

/** Host names are the environment's own, and each stands for one thing. */
export function checkEdge(environment: Partial<Environment>): LocalProblem[] {
  return [...checkLabels(environment), ...checkHsts(environment), ...checkClients(environment)];
}

/** No host is another environment's domain: CloudFront serves a name once. */
export function checkHosts(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return [...checkOrigins(environments, names), ...checkLabelsBetween(environments, names)];
}

/** Nobody can delegate the name by which CloudFront finds the load balancers, so no environment lives there. */
function checkOrigins(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap(({ dns }, index) => {
    const owner = environments.findIndex(
      (other) => other.dns && hostName(originLabel, other.dns.domain) === dns?.domain,
    );
    if (!dns || owner < 0) return [];
    const path = formatPath([names[index] ?? index, "dns", "domain"]);
    const fix = `choose another: CloudFront reaches the load balancers of ${names[owner]} by it`;
    return [{ path, value: dns.domain, allowed: "a name that no other environment has", fix }];
  });
}

function checkLabelsBetween(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap((environment, index) =>
    readHosts(environment).flatMap(({ path, name }) => {
      const owner = environments.findIndex((other) => other.dns?.domain === name);
      if (owner < 0) return [];
      const fix = `choose another label: it is the domain of ${names[owner]}`;
      const allowed = "a name that no other environment has";
      return [{ path: formatPath([names[index] ?? index, ...path]), value: name, allowed, fix }];
    }),
  );
}

function readHosts({ dns, edge }: Partial<Environment>): Host[] {
  if (!dns || !edge) return [];
  return (["webHosts", "apiHosts"] as const).flatMap((key) =>
    edge[key].map((label, index) => ({ path: ["edge", key, index], label, name: hostName(label, dns.domain) })),
  );
}

function checkLabels(environment: Partial<Environment>): LocalProblem[] {
  const hosts = readHosts(environment);
  const delegated = Object.keys(environment.dns?.delegations ?? {});
  return hosts.flatMap(({ path, label, name }, index) => {
    const problem = (allowed: string, fix: string) => [{ path, value: label, allowed, fix }];
    if (label === originLabel) {
      return problem(`any label but ${originLabel}`, "choose another: CloudFront reaches the load balancers by it");
    }
    const first = hosts.findIndex((other) => other.label === label);
    if (first !== index) {
      return problem("each label once", `remove it here, or from ${formatPath(hosts[first]?.path ?? [])}`);
    }
    if (delegated.includes(name)) {
      return problem("a name inside the environment's zone", `choose another: dns.delegations gives ${name} away`);
    }
    return [];
  });
}

/** What https://hstspreload.org demands of those who ask to be listed. */
function checkHsts({ edge }: Partial<Environment>): LocalProblem[] {
  if (!edge?.hsts.preload || (edge.hsts.includeSubdomains && edge.hsts.maxAgeSeconds >= 31_536_000)) return [];
  const allowed = "true only with includeSubdomains and a maxAgeSeconds of at least 31536000";
  const fix = "set both, or turn preload off";
  return [{ path: ["edge", "hsts", "preload"], value: true, allowed, fix }];
}

function checkClients({ edge }: Partial<Environment>): LocalProblem[] {
  const ranges = edge?.allowFrom ?? [];
  return ranges.flatMap((text, index): LocalProblem[] => {
    const at = ["edge", "allowFrom", index];
    const result = readCidr(text);
    if ("fault" in result) return [{ path: at, value: text, ...result.fault }];
    if (result.network.prefixLength === 0) {
      const fix = "list the ranges that clients come from; leave allowFrom out to let in everyone";
      return [{ path: at, value: text, allowed: "ranges narrower than the whole internet", fix }];
    }
    if (isPublic(result.network)) return [];
    const fix = "write the addresses that the office or VPN has on the internet: the load balancers face it";
    return [{ path: at, value: text, allowed: "public addresses", fix }];
  });
}
