import type { Environment } from "../environment";
import { hostName, originLabel } from "../names";
import type { LocalProblem } from "../problem";

/** Delegations take away names of the zone that the environment itself has no use for, each once. */
export function checkDns({ dns }: Partial<Environment>): LocalProblem[] {
  if (!dns) return [];
  const { domain, delegations } = dns;
  const origin = hostName(originLabel, domain);
  return Object.entries(delegations).flatMap(([name, servers]) => {
    const problem = (allowed: string, fix: string) => [
      { path: ["dns", "delegations", name], value: servers, allowed, fix },
    ];
    if (!name.endsWith(`.${domain}`)) {
      return problem(`a name below ${domain}`, "remove it, or delegate it from the zone that it belongs to");
    }
    if (name === origin) {
      return problem(`any name but ${origin}`, "choose another: CloudFront reaches the load balancers by it");
    }
    const above = Object.keys(delegations).find((other) => name.endsWith(`.${other}`));
    if (above === undefined) return [];
    return problem(`a name that is not below ${above}`, `remove it: the name servers of ${above} answer for it`);
  });
}
