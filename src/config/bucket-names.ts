/** The buckets of one region, by the part of their name that tells them apart. */
export const bucketKinds = ["static-assets", "media", "backups", "logs", "cdn-logs"] as const;
export type BucketKind = (typeof bucketKinds)[number];

/** `techally-media`, or `techally-media-7f3a` where the plain name is taken. */
export function bucketName(namePrefix: string, kind: BucketKind, suffix: string | undefined): string {
  return suffix === undefined ? `${namePrefix}-${kind}` : `${namePrefix}-${kind}-${suffix}`;
}
