import { typeOf } from "../../../src/pipeline/address-inventory";
import { lossesInJson, lossesInShown } from "../../../src/pipeline/plan-json";
import { lossesInText, missingValues, withdrawnOutputs } from "../../../src/pipeline/plan-text";
import { recordedPlan } from "../../support/recorded-plans";

const recorded = [
  ["terraform_data.before", "replace"],
  ["terraform_data.counted[1]", "destroy"],
  ["terraform_data.deposed (deposed object a1b2c3d4)", "destroy"],
  ['terraform_data.for_key["a b"]', "destroy"],
  ["terraform_data.forgotten", "forget"],
  ["terraform_data.gone", "destroy"],
  ["terraform_data.must", "replace"],
  ["terraform_data.new_replaced", "replace"],
  ["terraform_data.requested", "replace"],
  ["terraform_data.tainted", "replace"],
  ["terraform_data.triggered", "replace"],
  ['module.m["one"].terraform_data.inner["a key"]', "destroy"],
  ['module.m["one"].terraform_data.inner["quo\\"ted"]', "destroy"],
  ['module.m["two words"].terraform_data.inner["a key"]', "destroy"],
  ['module.m["two words"].terraform_data.inner["quo\\"ted"]', "destroy"],
  ['module.n.terraform_data.inner["a key"]', "replace"],
  ['module.n.terraform_data.inner["plain"]', "replace"],
  ['module.n.terraform_data.inner["quo\\"ted"]', "replace"],
].map(([address, action]) => ({ address, action }));

const byAddress = (a: { address?: string }, b: { address?: string }) =>
  (a.address ?? "").localeCompare(b.address ?? "");

test("every replacement and destruction of a recorded plan, and nothing that a value only looks like", () => {
  expect(lossesInText(recordedPlan("losses.txt")).sort(byAddress)).toEqual(recorded.sort(byAddress));
});

test("the JSON of the same plan says the same", () => {
  expect(lossesInJson(recordedPlan("losses.json")).sort(byAddress)).toEqual(recorded.sort(byAddress));
});

test("as many as Terraform counts", () => {
  const counted = /(\d+) to destroy/.exec(recordedPlan("losses.txt"))?.[1];
  expect(lossesInText(recordedPlan("losses.txt")).filter(({ action }) => action !== "forget")).toHaveLength(
    Number(counted),
  );
});

test.each([
  // Printed by Terraform 1.14 for what cannot be recorded without a provider that fails, or with lifecycle.destroy.
  [
    " # aws_a.b (deposed object 1a2b3c4d) will be removed from Terraform state, but will not be destroyed",
    { address: "aws_a.b (deposed object 1a2b3c4d)", action: "forget" },
  ],
  [
    " # aws_a.b must be replaced, but the existing object will not be destroyed",
    { address: "aws_a.b", action: "forget" },
  ],
  ['  # aws_a.b["must be replaced"] will be destroyed', { address: 'aws_a.b["must be replaced"]', action: "destroy" }],
  [
    `${String.fromCharCode(27)}[1m  # aws_a.b${String.fromCharCode(27)}[0m must be replaced`,
    { address: "aws_a.b", action: "replace" },
  ],
])("%j", (line, loss) => {
  expect(lossesInText(line)).toEqual([loss]);
});

test.each(["create-then-forget", "read"])("JSON: %s", (kind) => {
  const change =
    kind === "read" ? { mode: "data", actions: ["delete"] } : { mode: "managed", actions: ["create", "forget"] };
  const json = JSON.stringify({
    format_version: "1.2",
    resource_changes: [{ address: "aws_a.b", mode: change.mode, change: { actions: change.actions } }],
  });
  expect(lossesInJson(json)).toEqual(kind === "read" ? [] : [{ address: "aws_a.b", action: "forget" }]);
});

describe("a saved plan", () => {
  test("may be shown as JSON or as text", () => {
    expect(lossesInShown(recordedPlan("losses.json"))).toEqual(lossesInJson(recordedPlan("losses.json")));
    expect(lossesInShown(recordedPlan("losses.txt"))).toEqual(lossesInText(recordedPlan("losses.txt")));
    expect(lossesInShown("Changes to Outputs:\n  + a = 1\n")).toEqual([]);
  });

  test.each([
    ["", "nothing that could be read, and names 0"],
    ["Error: forbidden", "nothing that could be read, and names 0"],
    ["  # aws_a.b will vanish\nPlan: 0 to add, 0 to change, 1 to destroy.", "destroys 1, and names 0"],
    [
      "  # aws_a.b will be destroyed\nPlan: 0 to add, 0 to change, 2 to destroy. Actions: 1 to invoke.",
      "2, and names 1",
    ],
  ])("whose text cannot be accounted for is refused: %j", (text, message) => {
    expect(() => lossesInShown(text)).toThrow(message);
  });
});

test("a plan of an unknown format is refused, not taken for harmless", () => {
  expect(() => lossesInJson('{"format_version":"2.0"}')).toThrow('the plan\'s format_version is "2.0"; known is 1.x');
});

test("outputs that go, whatever their values look like; none that change or come", () => {
  expect(withdrawnOutputs(recordedPlan("losses.txt"))).toEqual([
    "longer_name",
    "map",
    "secret",
    "terraform_data_gone_id",
  ]);
  expect(withdrawnOutputs(recordedPlan("withdrawn.txt"))).toEqual(["terraform_data_zone_c_id"]);
  expect(withdrawnOutputs("No changes.")).toEqual([]);
});

describe("what a failed plan lacked", () => {
  test.each([
    ["missing-output.txt", [{ producer: "production-network", output: "terraform_data_zone_c_id" }]],
    ["no-state.txt", [{ producer: "production-network" }]],
    ["missing-output-and-mistake.txt", undefined],
    ["losses.txt", undefined],
  ] as const)("%s", (name, missing) => {
    expect(missingValues(recordedPlan(name))).toEqual(missing);
  });

  test("a kind of custom resource", () => {
    const text =
      "\nError: API did not recognize GroupVersionKind from manifest (CRD may not be installed)\n\n  with x\n";
    expect(missingValues(text)).toEqual([{}]);
  });

  test("a workspace in Terraform Cloud that is not made yet", () => {
    const text =
      "\nError: Error loading state: error creating workspace techally-staging-cache: resource not found\n\n";
    expect(missingValues(text)).toEqual([{ producer: "terraform-cloud" }]);
    expect(missingValues(`${text}Error: Error loading state: unauthorized\n`)).toBeUndefined();
  });

  test("an attribute of something else is a mistake", () => {
    const text =
      '\nError: Unsupported attribute\n\n    │ aws_vpc.main is object with 3 attributes\n\nno attribute named "x".\n';
    expect(missingValues(text)).toBeUndefined();
  });

  test("behind the bars of a terminal", () => {
    const barred = recordedPlan("missing-output.txt").replaceAll(/^/gm, "│ ");
    expect(missingValues(barred)).toEqual(missingValues(recordedPlan("missing-output.txt")));
  });
});

test.each([
  ["aws_vpc.main", "aws_vpc"],
  ["aws_vpc.main[0]", "aws_vpc"],
  ['module.a["b.c"].aws_db_instance.d["e.f"]', "aws_db_instance"],
  ['module.a["quo\\"].x"].aws_vpc.d (deposed object 1a2b3c4d)', "aws_vpc"],
])("the type at %s", (address, type) => {
  expect(typeOf(address)).toBe(type);
});
