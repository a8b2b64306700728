import type { Environment } from "../../environment";
import type { PathPart } from "../../problem";
import type { ServiceSection } from "../../sections/services/services";

/** A service with its name and its place in the configuration. */
export interface NamedService {
  readonly name: string;
  readonly service: ServiceSection;
  readonly path: readonly PathPart[];
}

/** The services of an environment, in the order of its file. */
export function namedServices({ services }: Pick<Partial<Environment>, "services">): NamedService[] {
  return Object.entries(services ?? {}).map(([name, service]) => ({ name, service, path: ["services", name] }));
}

/** The namespace of a service: its own, or the one that is called like the environment. */
export function namespaceOf(service: Pick<ServiceSection, "namespace">, environmentName: string): string;
export function namespaceOf(
  service: Pick<ServiceSection, "namespace">,
  environmentName: string | undefined,
): string | undefined;
export function namespaceOf(service: Pick<ServiceSection, "namespace">, environmentName: string | undefined) {
  return service.namespace ?? environmentName;
}
