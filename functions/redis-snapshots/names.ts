const millisecondsPerDay = 24 * 60 * 60 * 1000;

/**
 * Name of a day's snapshot, such as `techally-daily-2026-11-23`. ElastiCache takes letters, digits and single hyphens,
 * 40 in all (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-manual.html).
 */
export function snapshotName(prefix: string, day: Date): string {
  return `${prefix}-${day.toISOString().slice(0, 10)}`;
}

/** Whole days from the one that a snapshot is named after; `undefined` for a name that the function never gave. */
export function ageInDays(prefix: string, name: string, today: Date): number | undefined {
  const day = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : "";
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) return undefined;
  const midnight = Date.parse(`${today.toISOString().slice(0, 10)}T00:00:00Z`);
  return Math.round((midnight - time) / millisecondsPerDay);
}
