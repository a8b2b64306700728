import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import type { ServiceSection, ServicesSection } from "../sections/services/services";
import { parseQuantity } from "../values/quantity";
import { checkQuotas } from "./quotas";
import { checkRoutes } from "./routes";
import { checkSecrets } from "./secrets";

/** A service with its name and its place in the configuration. */
export interface NamedService {
  readonly name: string;
  readonly service: ServiceSection;
  readonly path: readonly PathPart[];
}

/** What services demand of themselves, of each other and of the rest of the environment. */
export function checkServices(environment: Partial<Environment>, services: ServicesSection): LocalProblem[] {
  const named = Object.entries(services).map(([name, service]) => ({ name, service, path: ["services", name] }));
  return [
    ...named.flatMap((service) => [
      ...checkNamespace(service, environment),
      ...checkPorts(service),
      ...checkReplicas(service),
      ...checkRollingUpdate(service),
      ...checkResources(service),
    ]),
    ...(environment.secrets ? checkSecrets(named, environment.secrets) : []),
    ...checkRoutes(named, environment),
    ...checkQuotas(named, environment),
  ];
}

/** The namespace of a service: its own, or the one that is called like the environment. */
export function namespaceOf(service: Pick<ServiceSection, "namespace">, environmentName: string | undefined) {
  return service.namespace ?? environmentName;
}

function checkNamespace({ service, path }: NamedService, environment: Partial<Environment>): LocalProblem[] {
  const { name, namespaces } = environment;
  const namespace = namespaceOf(service, name);
  if (namespaces === undefined || namespace === undefined || namespace in namespaces) return [];
  const known = Object.keys(namespaces);
  const allowed = known.length > 0 ? `one of namespaces: ${known.join(", ")}` : "one of namespaces, which is empty";
  const fix =
    service.namespace === undefined
      ? `the default is the environment's name, ${namespace}: add it to namespaces, or name another`
      : `add ${namespace} to namespaces, or name another`;
  return [{ path: [...path, "namespace"], value: service.namespace, allowed, fix }];
}

function checkPorts({ service, path }: NamedService): LocalProblem[] {
  const { http, metrics } = service.ports;
  if (http !== metrics) return [];
  const fix = "give the metrics a port of their own: requests from outside must not reach them";
  return [{ path: [...path, "ports", "metrics"], value: metrics, allowed: `any port but http's, ${http}`, fix }];
}

function checkReplicas({ service, path }: NamedService): LocalProblem[] {
  const { autoscaling, replicas, minAvailable } = service;
  const { minReplicas, maxReplicas } = autoscaling;
  if (minReplicas > maxReplicas) {
    const allowed = `at most maxReplicas, ${maxReplicas}`;
    const fix = "lower minReplicas, or raise maxReplicas";
    return [{ path: [...path, "autoscaling", "minReplicas"], value: minReplicas, allowed, fix }];
  }
  const problems: LocalProblem[] = [];
  if (replicas < minReplicas || replicas > maxReplicas) {
    const allowed = `between minReplicas and maxReplicas, ${minReplicas}-${maxReplicas}`;
    const fix = "choose a number that the autoscaler would leave alone";
    problems.push({ path: [...path, "replicas"], value: replicas, allowed, fix });
  }
  if (minAvailable !== undefined && minAvailable >= minReplicas) {
    const allowed = `less than autoscaling.minReplicas, ${minReplicas}`;
    const fix = "lower it, or raise minReplicas: otherwise no node with one of the pods can ever be drained";
    problems.push({ path: [...path, "minAvailable"], value: minAvailable, allowed, fix });
  }
  return problems;
}

function checkRollingUpdate({ service, path }: NamedService): LocalProblem[] {
  const { maxSurge, maxUnavailable } = service.rollingUpdate;
  if (maxSurge > 0 || maxUnavailable > 0) return [];
  const allowed = "maxSurge or maxUnavailable above 0";
  const fix = "set maxSurge to 1: with neither, no pod could ever be replaced";
  return [{ path: [...path, "rollingUpdate"], value: service.rollingUpdate, allowed, fix }];
}

function checkResources({ service, path }: NamedService): LocalProblem[] {
  const { requests, limits } = service.resources;
  return (["cpu", "memory"] as const)
    .filter((resource) => parseQuantity(limits[resource]) < parseQuantity(requests[resource]))
    .map((resource) => ({
      path: [...path, "resources", "limits", resource],
      value: limits[resource],
      allowed: `at least the request, ${requests[resource]}`,
      fix: "raise the limit, or lower the request",
    }));
}
