import type { Environment } from "../../environment";
import type { PathPart } from "../../problem";
import { namedServices } from "./named-services";

/** An image repository of the account's registry, with the service that it follows from. */
export interface NamedRepository {
  readonly repository: string;
  /** Where its name is written: the service, or its `image.repository`. */
  readonly path: readonly PathPart[];
}

/**
 * The repositories that an environment's services pull from: one of each service's name, or of its `image.repository`,
 * unless its image has a registry of its own. Services may share one.
 */
export function imageRepositories(environment: Pick<Partial<Environment>, "services">): NamedRepository[] {
  return namedServices(environment).flatMap(({ name, service: { image }, path }) => {
    if (image.registry !== undefined) return [];
    if (image.repository === undefined) return [{ repository: name, path }];
    return [{ repository: image.repository, path: [...path, "image", "repository"] }];
  });
}
