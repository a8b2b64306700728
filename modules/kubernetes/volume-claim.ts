/** The spec of a persistent volume claim. */
export interface VolumeClaimSpec {
  readonly storageClassName: string;
  readonly accessModes: readonly ["ReadWriteOnce"];
  readonly resources: { readonly requests: { readonly storage: string } };
}

/** A claim for a volume that one pod at a time writes to. */
export function volumeClaim(storageClassName: string, storageGib: number): VolumeClaimSpec {
  return {
    storageClassName,
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: `${storageGib}Gi` } },
  };
}
