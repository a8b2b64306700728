import { sidecarRequests } from "../../contracts";
import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { own } from "../values/own";
import { formatBytes, formatCores, parseQuantity } from "../values/quantity";
import { type NamedService, namedServices, namespaceOf } from "./common/named-services";

/** All services of a namespace fit into its quota at their largest, during a release, with their sidecars. */
export function checkQuotas(environment: Partial<Environment>): LocalProblem[] {
  const services = namedServices(environment);
  return Object.entries(environment.namespaces ?? {}).flatMap(([namespace, { quota }]) => {
    const inside = services.filter(({ service }) => namespaceOf(service, environment.name) === namespace);
    return (["cpu", "memory"] as const).flatMap((resource) => {
      const name = `requests.${resource}`;
      const limit = own(quota, name);
      const needed = inside.reduce((sum, { service }) => sum + largestRequest(service, resource), 0);
      if (limit === undefined || needed <= parseQuantity(limit) + 1e-6) return [];
      const amount = resource === "cpu" ? formatCores(needed) : formatBytes(needed);
      const names = inside.map((service) => service.name);
      const fix = `raise the quota, or lower maxReplicas or requests of ${list(names)}`;
      const allowed = `at least ${amount}, what the services ask for at maxReplicas with their sidecars`;
      return [{ path: ["namespaces", namespace, "quota", name], value: limit, allowed, fix }];
    });
  });
}

function largestRequest(service: NamedService["service"], resource: "cpu" | "memory"): number {
  const pods = service.autoscaling.maxReplicas + service.rollingUpdate.maxSurge;
  return pods * (parseQuantity(service.resources.requests[resource]) + parseQuantity(sidecarRequests[resource]));
}

function list(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}
