import type { Environment } from "../environment";
import { internalSecrets, isPlatformSecret, platformSecrets } from "../names";
import type { LocalProblem, PathPart } from "../problem";
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
    ...services.flatMap((service) => checkPermissions(service, known)),
    ...services.flatMap(checkSources),
  ];
}

type KnownSecrets = ReadonlyMap<string, readonly string[]>;

function checkReferences({ service, path }: NamedService, known: KnownSecrets): LocalProblem[] {
  return Object.entries(service.secrets).flatMap(([variable, { secret, key }]) => {
    const at = [...path, "secrets", variable];
    const keys = known.get(secret);
    if (keys === undefined) return [unknownSecret([...at, "secret"], secret, known)];
    if (keys.includes(key)) return [];
    const fix = `correct the key, or choose another secret`;
    return [{ path: [...at, "key"], value: key, allowed: `a key of ${secret}: ${keys.join(", ")}`, fix }];
  });
}

function checkPermissions({ service, path }: NamedService, known: KnownSecrets): LocalProblem[] {
  return service.permissions.flatMap(({ secret }, index) =>
    secret === undefined || known.has(secret)
      ? []
      : [unknownSecret([...path, "permissions", index, "secret"], secret, known)],
  );
}

function unknownSecret(path: readonly PathPart[], secret: string, known: KnownSecrets): LocalProblem {
  const fix = `correct the name, or add ${secret} with its keys to secrets`;
  return { path, value: secret, allowed: `one of ${[...known.keys()].join(", ")}`, fix };
}

function checkSources({ service, path }: NamedService): LocalProblem[] {
  const { buckets, secrets } = service;
  const again = (key: "environment" | "buckets", taken: object, owner: string) =>
    Object.entries(service[key])
      .filter(([variable]) => Object.hasOwn(taken, variable))
      .map(([variable, value]) => ({
        path: [...path, key, variable],
        value,
        allowed: `variables that are not among the service's ${owner}`,
        fix: "keep one of the two: Kubernetes would silently take the last",
      }));
  return [
    ...again("environment", secrets, "secrets"),
    ...again("environment", buckets, "buckets"),
    ...again("buckets", secrets, "secrets"),
  ];
}
