import { deploymentOrder, waitsFor } from "../../../src/pipeline/deployment-order";
import type { StackPlan } from "../../../src/pipeline/planned-stacks";
import type { OrderedStack } from "../../../src/pipeline/stack-order";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../../support/output-folder";
import { recordedPlan } from "../../support/recorded-plans";

const ordered = (stack: string, level: number, needs = ""): OrderedStack => ({
  stack,
  environment: "production",
  level,
  waitsFor: needs,
});
const order = [
  ordered("production-dns", 0),
  ordered("production-network", 0),
  ordered("production-data", 1, "production-network"),
  ordered("production-cluster", 1, "production-network"),
  ordered("production-ingress", 2, "production-dns, production-cluster"),
];

const plan = (stack: string, exitCode: number, text = "", producers?: string[]): StackPlan => ({
  stack,
  exitCode,
  text,
  producers,
});
const withdrawing = plan("production-network", 2, recordedPlan("withdrawn.txt"));
const changing = (stack: string) => plan(stack, 2, "Plan: 0 to add, 1 to change, 0 to destroy.");
const quiet = (stack: string) => plan(stack, 0, "No changes.");

test("outputs that stacks take from each other are named after what they are of", () => {
  const stacks = new SynthesizedStacks(fixtureOutput());
  const outputs = stacks.names.flatMap((stack) => Object.entries(stacks.read(stack).output ?? {}));
  const references = outputs.flatMap(([name, output]) => {
    const reference = /^\$\{(aws_\w+)\.(\w+)\./.exec(String((output as { value: unknown }).value));
    // What people read has a name of its own.
    return reference && name.startsWith("aws_") ? [[name, `${reference[1]}_${reference[2]}_`] as const] : [];
  });
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter(([name, prefix]) => !name.startsWith(prefix))).toEqual([]);
});

test("without anything removed, producers first", () => {
  const result = deploymentOrder(
    order,
    order.map(({ stack }) => changing(stack)),
  );
  expect(result).toEqual({ first: [], all: order.map(({ stack }) => stack), withdrawals: [], conflicts: [] });
});

test("whoever used what is removed goes before it, if it changes, and all go once more", () => {
  const plans = [withdrawing, changing("production-data"), quiet("production-cluster"), changing("production-ingress")];
  const { first, all, withdrawals, conflicts } = deploymentOrder(order, plans);
  expect(first).toEqual(["production-data"]);
  expect(all).toEqual(order.map(({ stack }) => stack));
  expect(conflicts).toEqual([]);
  expect(withdrawals).toEqual([
    {
      stack: "production-network",
      destroyed: [{ address: "terraform_data.zone_c", outputs: ["terraform_data_zone_c_id"] }],
      consumers: ["production-data"],
    },
  ]);
});

test("a consumer that itself removes something comes after its own consumers", () => {
  const text = recordedPlan("withdrawn.txt").replaceAll("zone_c", "nodes_c");
  const plans = [withdrawing, plan("production-cluster", 2, text), changing("production-ingress")];
  expect(deploymentOrder(order, plans).first).toEqual(["production-ingress", "production-cluster"]);
});

test("a stack that no longer takes anything from the one that removes is known from its state", () => {
  const plans = [withdrawing, plan("production-dns", 2, "Plan: 1 to add.", ["production-network"])];
  expect(deploymentOrder(order, plans).first).toEqual(["production-dns"]);
});

test("a stack that was never applied used nothing, whatever it takes from now on", () => {
  const added = plan("production-data", 1, recordedPlan("missing-output.txt"), []);
  expect(deploymentOrder(order, [withdrawing, added])).toMatchObject({ first: [], conflicts: [] });
});

test("outputs that go without what they are of change no order: everybody finds the new ones", () => {
  const text = "Changes to Outputs:\n  - terraform_data_zone_c_id = 1 -> null\n";
  const plans = [plan("production-network", 2, text), changing("production-data")];
  expect(deploymentOrder(order, plans).first).toEqual([]);
});

test("where the outputs have gone before, as after a deployment that broke off, whoever can be planned goes first", () => {
  const text = "  # terraform_data.zone_c will be destroyed\n";
  const lacking = plan("production-cluster", 1, recordedPlan("missing-output.txt"));
  const plans = [plan("production-network", 2, text), changing("production-data"), lacking];
  expect(deploymentOrder(order, plans)).toMatchObject({ first: ["production-data"], conflicts: [] });
});

test("a consumer that also needs what is not there yet: two changes, and which", () => {
  const missing = recordedPlan("missing-output.txt").replaceAll("zone_c", "zone_d");
  const { conflicts } = deploymentOrder(order, [withdrawing, plan("production-data", 1, missing)]);
  expect(conflicts).toHaveLength(1);
  expect(conflicts[0]).toContain("production-data cannot be applied before production-network, and has to be");
  expect(conflicts[0]).toContain("terraform_data.zone_c (terraform_data_zone_c_id)");
  expect(conflicts[0]).toContain("terraform_data_zone_d_id of production-network");
  expect(conflicts[0]).toContain("make it two changes: first what is added, and deploy it; then what is removed");
});

describe("whether a failed plan waits", () => {
  const consumer = plan("production-data", 1, recordedPlan("missing-output.txt"));
  const producer = "production-network";

  test("for a producer that changes too", () => {
    expect(waitsFor(consumer, [producer], [changing(producer)])).toEqual([producer]);
    expect(waitsFor(consumer, [producer], [plan(producer, 1, "Error: no such zone")])).toEqual([producer]);
  });

  test("not for one without changes, or none that it could wait for", () => {
    expect(waitsFor(consumer, [producer], [quiet(producer)])).toEqual([]);
    expect(waitsFor(consumer, [], [])).toEqual([]);
    expect(waitsFor(consumer, ["production-dns"], [changing("production-dns")])).toEqual([]);
  });

  test("for one that was never applied, whether or not it changes", () => {
    expect(waitsFor(plan("production-data", 1, recordedPlan("no-state.txt")), [], [])).toEqual([producer]);
  });

  test("not when something else is wrong, or nothing", () => {
    const mistaken = plan("production-data", 1, recordedPlan("missing-output-and-mistake.txt"));
    expect(waitsFor(mistaken, [producer], [changing(producer)])).toEqual([]);
    expect(waitsFor(changing("production-data"), [producer], [changing(producer)])).toEqual([]);
  });

  test("for every producer that changes, where the cluster lacks a kind of resource", () => {
    const text = "Error: API did not recognize GroupVersionKind from manifest (CRD may not be installed)\n";
    const workloads = plan("production-workloads", 1, text);
    const [platform, cluster] = ["production-platform", "production-cluster"];
    expect(waitsFor(workloads, [platform, cluster], [changing(platform), quiet(cluster)])).toEqual([platform]);
    expect(waitsFor(workloads, [platform], [quiet(platform)])).toEqual([]);
  });
});
