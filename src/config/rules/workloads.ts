import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { checkNamespaces } from "./namespaces";
import { checkServices } from "./services";

/** What runs in the environment's clusters. Sections that are not readable are left out. */
export function checkWorkloads(environment: Partial<Environment>): LocalProblem[] {
  const { namespaces, services } = environment;
  return [
    ...(namespaces ? checkNamespaces(namespaces) : []),
    ...(services ? checkServices(environment, services) : []),
  ];
}
