/** Milliseconds of each unit. */
const units: Readonly<Record<string, bigint>> = { ms: 1n, s: 1000n, m: 60_000n, h: 3_600_000n };

/** Reads a span of time such as `30s`, `0.5m` or `250ms` in milliseconds; `undefined` when it is none. */
export function readDuration(text: string): number | undefined {
  const match = /^(\d+)(?:\.(\d+))?(ms|s|m|h)$/.exec(text);
  if (!match) return undefined;
  const [, whole = "", fraction = "", unit = ""] = match;
  // Multiplied as a whole number, since binary fractions would show: 1.005 * 1000 is not 1005.
  return Number(BigInt(whole + fraction) * (units[unit] ?? 0n)) / 10 ** fraction.length;
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
