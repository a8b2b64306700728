import { namespaceOf, type NamedService as PlacedService } from "../../config/rules/common/named-services";
import type { ServicesSection } from "../../config/sections/services/services";

/** A service with its name. */
export type NamedService = Pick<PlacedService, "name" | "service">;

/** The services of a namespace, in the order of the configuration. */
export function servicesIn(namespace: string, services: ServicesSection, environment: string): NamedService[] {
  return Object.entries(services)
    .filter(([, service]) => namespaceOf(service, environment) === namespace)
    .map(([name, service]) => ({ name, service }));
}

/** The secrets that services refer to, each with the keys that they use. */
export function usedSecrets(services: readonly NamedService[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { secret, key } of services.flatMap(({ service }) => Object.values(service.secrets))) {
    used.set(secret, (used.get(secret) ?? new Set()).add(key));
  }
  return used;
}

/** The image of a service, from the given registry unless it names one itself. */
export function imageOf({ name, service }: NamedService, registry: string): string {
  const { image } = service;
  return `${image.registry ?? registry}/${image.repository ?? name}:${image.tag}`;
}
