import { identifiersOf } from "../../../modules/addresses/identifiers";

const identifiers = (values: string[], taken: string[] = []) => [...identifiersOf(values, undefined, taken).values()];

test("a value that is alone with its identifier has the plain one", () => {
  expect(identifiers(["ops@acme.com", "CostCenter", "a-b"])).toEqual(["ops_acme_com", "costcenter", "a_b"]);
});

test("values that share an identifier stay apart, and the first keeps it when others follow", () => {
  const [first] = identifiers(["ops+prod@acme.com"]);
  const both = identifiers(["ops+prod@acme.com", "ops-prod@acme.com", "ops.prod@acme.com"]);
  expect(both[0]).toBe(first);
  expect(new Set(both).size).toBe(3);
  expect(both[1]).toMatch(/^ops_prod_acme_com_[0-9a-f]{8}$/);
});

test("an identifier that is taken goes to no value", () => {
  expect(identifiers(["gateway"], ["gateway"])).toEqual([expect.stringMatching(/^gateway_[0-9a-f]{8}$/)]);
});
