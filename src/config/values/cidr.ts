import { IPv4, IPv6 } from "ipaddr.js";

/** An IPv4 network, with its bounds as unsigned 32-bit integers. */
export interface Ipv4Network {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly prefixLength: number;
}

/** Why a text is no IPv4 network. */
export interface CidrFault {
  readonly allowed: string;
  readonly fix: string;
}

const allowed = "an IPv4 network in CIDR notation such as 10.0.0.0/16";

/** Reads an IPv4 network; the second form says what is wrong with the text. */
export function readCidr(text: string): { network: Ipv4Network } | { fault: CidrFault } {
  if (IPv6.isValidCIDR(text)) return { fault: { allowed, fix: "use an IPv4 range; the VPC's ranges are IPv4" } };
  const plain = withoutLeadingZeros(text);
  if (!IPv4.isValidCIDRFourPartDecimal(plain)) {
    return { fault: { allowed, fix: "write four decimal numbers of 0-255, a slash and a prefix length of 0-32" } };
  }
  const [address, prefixLength] = IPv4.parseCIDR(plain);
  const base = IPv4.networkAddressFromCIDR(plain);
  const network = `${base}/${prefixLength}`;
  if (base.toString() !== address.toString()) {
    return { fault: { allowed: `${allowed}, with no bits set behind the prefix`, fix: `write ${network}` } };
  }
  if (text !== network) return { fault: { allowed: `${allowed}, without leading zeros`, fix: `write ${network}` } };
  const first = toInteger(base);
  return { network: { text, first, last: first + size(prefixLength) - 1, prefixLength } };
}

/** Reads a network that is known to be valid, for instance after the configuration was checked. */
export function parseCidr(text: string): Ipv4Network {
  const result = readCidr(text);
  if ("fault" in result) throw new Error(`${JSON.stringify(text)} is not ${result.fault.allowed}: ${result.fault.fix}`);
  return result.network;
}

/** What hosts cannot have (https://www.iana.org/assignments/iana-ipv4-special-registry), as messages call it. */
const unusableKinds: Readonly<Record<string, string>> = {
  unspecified: "0.0.0.0/8, which no host has",
  loopback: "loopback",
  linkLocal: "link-local",
  multicast: "multicast",
  reserved: "reserved",
  broadcast: "broadcast",
};

/** Why hosts cannot have the addresses of a network, such as `loopback`; nothing when they can. */
export function unusableKind({ first }: Pick<Ipv4Network, "first">): string | undefined {
  return unusableKinds[new IPv4(toOctets(first)).range()];
}

/**
 * Ranges from which no packets come over the internet (https://www.iana.org/assignments/iana-ipv4-special-registry). Those
 * of examples are left out: everybody may use them as such.
 */
const withoutInternet = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
].map(parseCidr);

/** Whether packets may come from each address of a network over the internet. */
export function isPublic(network: Ipv4Network): boolean {
  return !withoutInternet.some((range) => overlaps(range, network));
}

export function overlaps(a: Ipv4Network, b: Ipv4Network): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Ipv4Network, inner: Ipv4Network): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The lowest network of the given prefix length inside `outer` that overlaps none of `taken`, if there is one. */
export function firstFreeNetwork(
  outer: Ipv4Network,
  taken: readonly Ipv4Network[],
  prefixLength: number,
): Ipv4Network | undefined {
  const step = size(prefixLength);
  let first = outer.first;
  while (first + step - 1 <= outer.last) {
    const last = first + step - 1;
    const obstacle = taken.find((other) => other.first <= last && first <= other.last);
    if (!obstacle) return { text: `${fromInteger(first)}/${prefixLength}`, first, last, prefixLength };
    first = Math.ceil((obstacle.last + 1) / step) * step;
  }
  return undefined;
}

function size(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}

function toInteger(address: IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function fromInteger(value: number): string {
  return toOctets(value).join(".");
}

function toOctets(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
}

/** Some programs read 010 as eight, so nothing but the plain number is taken. */
function withoutLeadingZeros(text: string): string {
  return text.replace(/\b0+(?=\d)/g, "");
}
