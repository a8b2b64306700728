import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { creationChanges, rememberOutput } from "../../../src/pipeline/creation-changes";
import { production } from "../../fixtures/environments/production";
import { synthProduction } from "../../support/changed-environments";

const texts = (changes: Record<string, unknown>, names: readonly string[]) => {
  const stacks = synthProduction(changes, names);
  return new Map(names.map((name) => [name, stacks[name]?.text ?? ""]));
};

/** What is said of a change of production, where some stacks are written. */
const sentences = (changes: Record<string, unknown>, ...names: readonly string[]) =>
  creationChanges(texts({}, names), texts(changes, names));

test("the same output, and a change of what can be changed, say nothing", () => {
  expect(sentences({}, "production-data")).toEqual([]);
  expect(sentences({ database: { instanceClass: "db.r6g.4xlarge" } }, "production-data")).toEqual([]);
});

test("a database's name and user replace it", () => {
  expect(sentences({ database: { name: "shop", masterUsername: "shop_admin" } }, "production-data")).toEqual([
    'production-data: aws_db_instance.primary.db_name was "techally" and is "shop". ' +
      "It is set at creation: Terraform replaces the resource.",
    'production-data: aws_db_instance.primary.username was "techally_admin" and is "shop_admin". ' +
      "It is set at creation: Terraform replaces the resource.",
  ]);
});

test("a zone that joins the cluster is refused by its control plane, and replaces the node groups", () => {
  const added = { public: "10.0.4.0/24", private: "10.0.13.0/24", database: "10.0.23.0/24", natGateway: true };
  const network = { zones: { ...production.network.zones, "us-east-1d": added } };
  const [sentence, ...others] = sentences({ network }, "production-cluster");
  expect(sentence).toMatch(/^production-cluster: aws_eks_cluster\.main\.vpc_config\.subnet_ids was .*us_east_1d/);
  expect(sentence).toMatch(/It is set at creation: AWS refuses the change\.$/);
  const groups = ["compute_intensive", "general_workloads", "memory_intensive"];
  expect(others).toEqual(
    groups.map((name) => expect.stringContaining(`production-cluster: aws_eks_node_group.${name}.subnet_ids was`)),
  );
  const controlPlaneZones = Object.keys(production.network.zones);
  expect(sentences({ network: { ...network, controlPlaneZones } }, "production-cluster")).toEqual([]);
});

test("a stack that moves to another region is created again", () => {
  const stack = (region: string) => new Map([["a", JSON.stringify({ provider: { aws: [{ region }] } })]]);
  expect(creationChanges(stack("us-east-1"), stack("eu-west-1"))).toEqual([
    'a: the region was "us-east-1" and is "eu-west-1". Terraform creates all of it there, and forgets what exists.',
  ]);
});

test("stacks and resources that only one output has say nothing", () => {
  const stack = (name: string, resource: object) => new Map([[name, JSON.stringify({ resource })]]);
  const bucket = (name: string) => ({ aws_s3_bucket: { [name]: { bucket: name } } });
  expect(creationChanges(stack("a", bucket("media")), stack("b", bucket("media")))).toEqual([]);
  expect(creationChanges(stack("a", bucket("media")), stack("a", bucket("logs")))).toEqual([]);
});

describe("an output that is replaced", () => {
  let folder: string;
  const file = () => path.join(folder, "stacks", "shop-network", "cdk.tf.json");
  const write = (text: string) => {
    fs.mkdirSync(path.dirname(file()), { recursive: true });
    fs.writeFileSync(file(), text);
  };
  const vpc = (range: string) => JSON.stringify({ resource: { aws_vpc: { main: { cidr_block: range } } } });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-creation-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test("is compared with what replaced it", () => {
    write(vpc("10.0.0.0/16"));
    const compare = rememberOutput(folder);
    write(vpc("10.1.0.0/16"));
    expect(compare()).toEqual([
      'shop-network: aws_vpc.main.cidr_block was "10.0.0.0/16" and is "10.1.0.0/16". ' +
        "It is set at creation: Terraform replaces the resource.",
    ]);
  });

  test("may be missing or no output at all", () => {
    const missing = rememberOutput(path.join(folder, "none"));
    expect(missing()).toEqual([]);
    write("no JSON");
    const broken = rememberOutput(folder);
    write(vpc("10.1.0.0/16"));
    expect(broken()).toEqual(["shop-network: what was there before is no synthesized stack, and was not compared."]);
  });
});
