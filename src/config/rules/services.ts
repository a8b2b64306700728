import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import { parseQuantity } from "../values/quantity";
import { type NamedService, namedServices, namespaceOf } from "./common/named-services";

/** What each service demands of itself and of its namespace. */
export function checkServices(environment: Partial<Environment>): LocalProblem[] {
  return namedServices(environment).flatMap((service) => [
    ...checkNamespace(service, environment),
    ...checkPorts(service),
    ...checkReplicas(service),
    ...checkRollingUpdate(service),
    ...checkResources(service),
    ...checkFiles(service),
    ...checkEnvironment(service),
    ...checkPermissions(service),
  ]);
}

function checkNamespace({ service, path }: NamedService, environment: Partial<Environment>): LocalProblem[] {
  const { name, namespaces } = environment;
  const namespace = namespaceOf(service, name);
  if (namespaces === undefined || namespace === undefined || Object.hasOwn(namespaces, namespace)) return [];
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

/** What a ConfigMap holds at most: https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const configMapBytes = 2 ** 20;

function checkFiles({ service, path }: NamedService): LocalProblem[] {
  const { files } = service.config;
  const bytes = sumOf(Object.values(files).map(bytesOf));
  if (bytes <= configMapBytes) return [];
  const allowed = `at most ${configMapBytes} bytes in all, what a ConfigMap holds`;
  const fix = `they have ${bytes} bytes: shorten the files, or let the service fetch them from a bucket`;
  return [{ path: [...path, "config", "files"], value: files, allowed, fix }];
}

// The kernel's limit for one string, https://man7.org/linux/man-pages/man2/execve.2.html: NAME=value and a zero byte.
const longestVariable = 128 * 1024 - 1;

// An object has 1.5 MiB in etcd (https://etcd.io/docs/v3.6/dev-guide/limit/), and a Deployment more in it than variables.
const variablesBytes = 2 ** 20;

function checkEnvironment({ service: { environment }, path }: NamedService): LocalProblem[] {
  const at = [...path, "environment"];
  const variables = Object.entries(environment).map(([name, value]) => ({
    name,
    value,
    size: bytesOf(`${name}=${value}`),
  }));
  const long = variables
    .filter(({ size }) => size > longestVariable)
    .map(({ name, value, size }) => ({
      path: [...at, name],
      value,
      allowed: `at most ${longestVariable} bytes with its name and =, as Linux takes`,
      fix: `it has ${size} bytes: put the text into config.files`,
    }));
  const bytes = sumOf(variables.map(({ size }) => size));
  if (long.length > 0 || bytes <= variablesBytes) return long;
  const fix = `they have ${bytes} bytes: put long texts into config.files`;
  return [{ path: at, value: environment, allowed: `at most ${variablesBytes} bytes in all`, fix }];
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Kinds of what a permission may be about, with the AWS service whose actions fit; any do for `resources`. */
const targets = { bucket: "s3", secret: "secretsmanager", resources: undefined } as const;

function checkPermissions({ service, path }: NamedService): LocalProblem[] {
  return service.permissions.flatMap((permission, index): LocalProblem[] => {
    const at = [...path, "permissions", index];
    const named = Object.entries(targets).filter(([key]) => permission[key as keyof typeof targets] !== undefined);
    const [target, ...others] = named;
    if (!target || others.length > 0) {
      const fix = "name what the actions are about, and give anything else an entry of its own";
      return [{ path: at, value: permission, allowed: "exactly one of bucket, secret and resources", fix }];
    }
    const [key, owner] = target;
    return permission.actions.flatMap((action, position) => {
      if (owner === undefined || action.startsWith(`${owner}:`)) return [];
      const fix = "correct the action, or give it an entry of its own with the resources that it is about";
      return [{ path: [...at, "actions", position], value: action, allowed: `actions of ${owner}, with ${key}`, fix }];
    });
  });
}
