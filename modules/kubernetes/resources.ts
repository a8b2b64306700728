/** A container's resources (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/). */
export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** What a container is sure to get, and what it may take at most. */
export interface ResourceRange {
  /** Request and limit, such as `["100m", "500m"]`. */
  readonly cpu: readonly [request: string, limit: string];
  /** Request and limit, such as `["128Mi", "256Mi"]`. */
  readonly memory: readonly [request: string, limit: string];
}

/** Requests and limits as a pod spec writes them. */
export function resources({ cpu, memory }: ResourceRange): Resources {
  return {
    requests: { cpu: cpu[0], memory: memory[0] },
    limits: { cpu: cpu[1], memory: memory[1] },
  };
}
