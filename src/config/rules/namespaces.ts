import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { readCidr } from "../values/cidr";
import { parseQuantity } from "../values/quantity";

/** Ranges are readable, and a container's defaults fit together. */
export function checkNamespaces({ namespaces }: Partial<Environment>): LocalProblem[] {
  return Object.entries(namespaces ?? {}).flatMap(([name, { httpsEgress, containerDefaults }]) => [
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
