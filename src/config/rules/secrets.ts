import type { Environment } from "../environment";
import { internalSecrets, isPlatformSecret, platformSecrets } from "../names";
import type { LocalProblem } from "../problem";
import { type NamedService, namedServices } from "./common/named-services";

/** Variables come from secrets and keys that exist, and each has one source. */
export function checkSecrets(environment: Partial<Environment>): LocalProblem[] {
  const { secrets, services: written } = environment;
  if (!secrets || !written) return [];
  const services = namedServices(environment);
  const known = new Map<string, readonly string[]>(Object.entries({ ...secrets, ...platformSecrets }));
  const taken = Object.keys(secrets).filter((name) => isPlatformSecret(name) || internalSecrets.includes(name));
  return [
    ...taken.map((name) => ({
      path: ["secrets", name],
      value: secrets[name],
      allowed: `any name but ${[...Object.keys(platformSecrets), ...internalSecrets].join(", ")}`,
      fix: "rename it, or remove it: the platform keeps this secret itself",
    })),
    ...services.flatMap((service) => checkReferences(service, known)),
    ...services.flatMap(checkSources),
  ];
}

function checkReferences({ service, path }: NamedService, known: Map<string, readonly string[]>): LocalProblem[] {
  return Object.entries(service.secrets).flatMap(([variable, { secret, key }]) => {
    const at = [...path, "secrets", variable];
    const keys = known.get(secret);
    if (keys === undefined) {
      const fix = `correct the name, or add ${secret} with its keys to secrets`;
      return [{ path: [...at, "secret"], value: secret, allowed: `one of ${[...known.keys()].join(", ")}`, fix }];
    }
    if (keys.includes(key)) return [];
    const fix = `correct the key, or choose another secret`;
    return [{ path: [...at, "key"], value: key, allowed: `a key of ${secret}: ${keys.join(", ")}`, fix }];
  });
}

function checkSources({ service, path }: NamedService): LocalProblem[] {
  return Object.keys(service.secrets)
    .filter((variable) => Object.hasOwn(service.environment, variable))
    .map((variable) => ({
      path: [...path, "environment", variable],
      value: service.environment[variable],
      allowed: "variables that are not among the service's secrets",
      fix: "keep one of the two: Kubernetes would silently take the last",
    }));
}
