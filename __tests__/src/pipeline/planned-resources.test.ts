import {
  blockOf,
  listOf,
  numberOf,
  type PlannedResource,
  plannedResources,
  referenced,
  textOf,
} from "../../../src/pipeline/planned-resources";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../../support/output-folder";

const stacks = new SynthesizedStacks(fixtureOutput());
const backup = plannedResources(stacks, ["production-backup"]);
const network = plannedResources(stacks, ["production-network", "production-cluster"]);

const find = (resources: readonly PlannedResource[], type: string, name?: string) => {
  const found = resources.find((resource) => resource.type === type && (name ?? resource.name) === resource.name);
  if (!found) throw new Error(`no ${type}.${name ?? "*"}`);
  return found;
};

test("a resource is where its provider is, or where it says itself", () => {
  const vaults = backup.filter(({ type }) => type === "aws_backup_vault");
  expect(vaults.map(({ region }) => region).sort()).toEqual(["us-east-1", "us-west-2"]);
  const content = {
    provider: { aws: [{ region: "us-east-1" }] },
    resource: { aws_vpc: { main: { region: "eu-west-1" } } },
  };
  const synthesized = { read: () => content } as unknown as SynthesizedStacks;
  expect(plannedResources(synthesized, ["any"])).toEqual([
    { stack: "any", type: "aws_vpc", name: "main", arguments: { region: "eu-west-1" }, region: "eu-west-1" },
  ]);
});

test("references lead to a resource of the stack, or of the stack whose state is read", () => {
  const gateway = find(network, "aws_nat_gateway", "us_east_1a");
  expect(referenced(network, gateway, gateway.arguments.subnet_id)?.name).toBe("public_us_east_1a");
  const cluster = find(network, "aws_eks_cluster");
  const [first] = listOf({ ...cluster, arguments: blockOf(cluster.arguments, "vpc_config") }, "subnet_ids");
  expect(referenced(network, cluster, first)).toMatchObject({
    stack: "production-network",
    name: "private_us_east_1a",
  });
  expect(referenced(network, cluster, "subnet-0123")).toBeUndefined();
});

test("arguments are read as what they are, and as nothing when they are not", () => {
  const resource = { ...find(network, "aws_vpc"), arguments: { text: "7", number: 7, list: [1], block: [{ a: 1 }] } };
  expect([numberOf(resource, "text"), numberOf(resource, "number"), numberOf(resource, "list")]).toEqual([
    7,
    7,
    undefined,
  ]);
  expect([textOf(resource, "text"), textOf(resource, "number")]).toEqual(["7", undefined]);
  expect([listOf(resource, "list"), listOf(resource, "text")]).toEqual([[1], []]);
  expect([blockOf(resource.arguments, "block"), blockOf(resource.arguments, "text")]).toEqual([{ a: 1 }, {}]);
});
