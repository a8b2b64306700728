/** Milliseconds of each unit. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads a span of time such as `30s`, `0.5m` or `250ms` in milliseconds; `undefined` when it is none. */
export function readDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  if (!match) return undefined;
  const [, number, unit = ""] = match;
  // Binary fractions should not show: 0.0003m are 18 ms.
  return Number((Number(number) * (units[unit] ?? 0)).toFixed(6));
}

/** Reads a span of time that is known to be valid, in seconds. */
export function durationSeconds(text: string): number {
  const milliseconds = readDuration(text);
  if (milliseconds !== undefined) return milliseconds / 1000;
  throw new Error(
    `${JSON.stringify(text)} is no span of time; allowed is a number with a unit of ms, s, m or h; ` +
      "pass the environment through loadEnvironments first",
  );
}
