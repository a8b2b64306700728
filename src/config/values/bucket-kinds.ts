/** The buckets of one region, by the part of their name that tells them apart. */
export const bucketKinds = ["static-assets", "media", "backups", "logs", "cdn-logs"] as const;
export type BucketKind = (typeof bucketKinds)[number];
