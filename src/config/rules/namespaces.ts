import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import { countsObjects } from "../sections/formats/quota";
import { readCidr } from "../values/cidr";
import { parseQuantity } from "../values/quantity";

/** Ranges are readable, objects are counted in whole numbers, and a container's defaults fit together. */
export function checkNamespaces({ namespaces }: Partial<Environment>): LocalProblem[] {
  return Object.entries(namespaces ?? {}).flatMap(([name, { quota, httpsEgress, containerDefaults }]) => [
    ...checkCounts(quota, ["namespaces", name, "quota"]),
    ...httpsEgress.flatMap((text, index) => {
      const result = readCidr(text);
      return "fault" in result
        ? [{ path: ["namespaces", name, "httpsEgress", index], value: text, ...result.fault }]
        : [];
    }),
    ...(["cpu", "memory"] as const).flatMap((resource) => {
      const { requests, limits } = containerDefaults;
      if (parseQuantity(limits[resource]) >= parseQuantity(requests[resource])) return [];
      const path = ["namespaces", name, "containerDefaults", "limits", resource];
      const allowed = `at least the request, ${requests[resource]}`;
      return [{ path, value: limits[resource], allowed, fix: "raise the limit, or lower the request" }];
    }),
  ]);
}

function checkCounts(quota: Readonly<Record<string, string>>, path: readonly PathPart[]): LocalProblem[] {
  return Object.entries(quota)
    .filter(([resource, amount]) => countsObjects(resource) && !Number.isInteger(parseQuantity(amount)))
    .map(([resource, value]) => ({
      path: [...path, resource],
      value,
      allowed: "a whole number, such as 10",
      fix: "count whole objects",
    }));
}
