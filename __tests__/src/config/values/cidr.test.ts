import * as fc from "fast-check";
import {
  contains,
  firstFreeNetwork,
  type Ipv4Network,
  overlaps,
  parseCidr,
  readCidr,
} from "../../../../src/config/values/cidr";

/** Any IPv4 network of the given prefix lengths, written as text by arithmetic of the test's own. */
const networks = (min = 0, max = 32) =>
  fc.tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min, max })).map(([address, prefix]) => {
    const size = 2 ** (32 - prefix);
    const first = Math.floor(address / size) * size;
    const text = `${[3, 2, 1, 0].map((byte) => Math.floor(first / 256 ** byte) % 256).join(".")}/${prefix}`;
    return { text, first, last: first + size - 1, prefix };
  });

test("every network is read with its bounds", () => {
  fc.assert(
    fc.property(networks(), ({ text, first, last, prefix }) => {
      expect(parseCidr(text)).toEqual({ text, first, last, prefixLength: prefix });
    }),
  );
});

test("a network with host bits is refused, and the fix is the network it lies in", () => {
  fc.assert(
    fc.property(networks(1, 31), fc.nat(), ({ text, first, last, prefix }, offset) => {
      const host = first + 1 + (offset % (last - first));
      const address = [3, 2, 1, 0].map((byte) => Math.floor(host / 256 ** byte) % 256).join(".");
      expect(readCidr(`${address}/${prefix}`)).toMatchObject({ fault: { fix: `write ${text}` } });
    }),
  );
});

test("two networks overlap exactly when one contains the other", () => {
  fc.assert(
    fc.property(networks(), networks(), (a, b) => {
      const [x, y] = [parseCidr(a.text), parseCidr(b.text)];
      expect(overlaps(x, y)).toBe(contains(x, y) || contains(y, x));
      expect(overlaps(x, y)).toBe(overlaps(y, x));
    }),
  );
});

test("networks taken one after another from a VPC never overlap and stay inside it", () => {
  fc.assert(
    fc.property(networks(16, 20), fc.array(fc.integer({ min: 18, max: 28 }), { maxLength: 30 }), (vpc, prefixes) => {
      const outer = parseCidr(vpc.text);
      const taken: Ipv4Network[] = [];
      for (const prefix of prefixes) {
        const free = firstFreeNetwork(outer, taken, prefix);
        if (!free) continue;
        expect(contains(outer, free)).toBe(true);
        expect(taken.some((other) => overlaps(other, free))).toBe(false);
        expect(parseCidr(free.text)).toEqual(free);
        taken.push(free);
      }
    }),
  );
});

test("nothing is offered when nothing is left", () => {
  const vpc = parseCidr("10.0.0.0/24");
  expect(firstFreeNetwork(vpc, [vpc], 28)).toBeUndefined();
  expect(firstFreeNetwork(vpc, [], 16)).toBeUndefined();
});

test("a text that is no network is an error where a valid one was promised", () => {
  expect(() => parseCidr("10.0.0.0/33")).toThrow(/"10.0.0.0\/33" is not an IPv4 network in CIDR notation/);
});
