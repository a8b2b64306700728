/** Powers of ten that decimal suffixes stand for. */
const decimalPowers: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** Powers of two that binary suffixes stand for. */
const binaryPowers: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

const nano = 10n ** 9n;

/**
 * A quantity as the API server prints it: the largest suffix that leaves a whole number, binary or decimal as before
 * (https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity). `1000` becomes `1k`, `0.5` becomes `500m`,
 * `1024Mi` becomes `1Gi`. Written otherwise, some resources would differ from what the server returns in every plan.
 *
 * @param text - a quantity of at least 0
 * @throws Error when it is none
 */
export function canonicalQuantity(text: string): string {
  const match = /^\+?(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text);
  if (!match) throw new Error(`${JSON.stringify(text)} is no Kubernetes quantity of at least 0, such as 500m or 2Gi`);
  const [, whole = "", fraction = "", exponent, suffix = ""] = match;
  const power = binaryPowers[suffix];
  const tens = Number(exponent ?? decimalPowers[suffix] ?? 0) - fraction.length;
  const digits = BigInt(whole + fraction);
  const amount = digits === 0n ? 0n : toNano(digits * 2n ** BigInt(power ?? 0), tens);
  const isBinary = power !== undefined && amount % nano === 0n;
  return (isBinary && binary(amount / nano)) || decimal(amount, exponent !== undefined);
}

/** Every quantity of a record as the API server prints it. */
export function canonicalQuantities<Resource extends string>(
  amounts: Readonly<Record<Resource, string>>,
): Record<string, string> {
  const entries: [string, string][] = Object.entries(amounts);
  return Object.fromEntries(entries.map(([resource, text]) => [resource, canonicalQuantity(text)]));
}

/** `digits` × 10^`tens` in billionths, the finest that Kubernetes keeps; it rounds up. */
function toNano(digits: bigint, tens: number): bigint {
  // Beyond its number of digits, any further place leaves the same: the smallest amount, or none.
  const shift = Math.max(tens + 9, -String(digits).length);
  const divisor = 10n ** BigInt(Math.max(0, -shift));
  return (digits * 10n ** BigInt(Math.max(0, shift)) + divisor - 1n) / divisor;
}

/**
 * The amount with a binary suffix, where one leaves a whole number. Without a suffix the server would print it, and read
 * what it printed as decimal: `31.25Ki` is `32000` to it, and `32000` is `32k`.
 */
function binary(amount: bigint): string | undefined {
  const suffixes = Object.entries(binaryPowers).reverse();
  const found = suffixes.find(([, power]) => amount > 0n && amount % 2n ** BigInt(power) === 0n);
  return found && `${amount / 2n ** BigInt(found[1])}${found[0]}`;
}

function decimal(nanos: bigint, withExponent: boolean): string {
  if (nanos === 0n) return "0";
  const suffixes = Object.entries(decimalPowers).reverse();
  const [suffix, power] = suffixes.find(([, power]) => nanos % 10n ** BigInt(power + 9) === 0n) as [string, number];
  const number = nanos / 10n ** BigInt(power + 9);
  if (!withExponent) return `${number}${suffix}`;
  return power === 0 ? `${number}` : `${number}e${power}`;
}
