import { own } from "./own";

/** Factors of the suffixes of Kubernetes quantities. */
const factors: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Reads a Kubernetes quantity such as `100m`, `0.5`, `256Mi` or `1e3` as a number of cores or bytes
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/); `undefined` when it is none, or is
 * negative, which nothing here can be.
 */
export function readQuantity(text: string): number | undefined {
  const match = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text);
  if (!match) return undefined;
  const [, digits, exponent, suffix = ""] = match;
  const value = exponent === undefined ? Number(digits) * (own(factors, suffix) ?? 1) : Number(`${digits}e${exponent}`);
  // Kubernetes keeps nothing finer than a billionth, and binary fractions should not show in sums.
  return Number(value.toFixed(9));
}

/** Reads a quantity that is known to be valid, for instance after the configuration was checked. */
export function parseQuantity(text: string): number {
  const value = readQuantity(text);
  if (value !== undefined) return value;
  throw new Error(
    `${JSON.stringify(text)} is no Kubernetes quantity; allowed are numbers with a suffix such as m, Mi or Gi; ` +
      "pass the environment through loadEnvironments first",
  );
}

/** Cores the way Kubernetes prints them: `1500m`, `2`. */
export function formatCores(cores: number): string {
  const millis = Math.ceil(cores * 1000 - 1e-6);
  return millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`;
}

/** Bytes the way Kubernetes prints them, in the largest binary unit that leaves no fraction: `384Mi`, `2Gi`. */
export function formatBytes(bytes: number): string {
  const unit = ["Ti", "Gi", "Mi", "Ki"].find((name) => bytes % (factors[name] ?? 1) === 0);
  return unit === undefined ? String(bytes) : `${bytes / (factors[unit] ?? 1)}${unit}`;
}
