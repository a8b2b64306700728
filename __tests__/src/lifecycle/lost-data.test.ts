import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chooseStacks } from "../../../src/lifecycle/destruction-order";
import { lostData } from "../../../src/lifecycle/lost-data";
import { isStateful, typeOf } from "../../../src/pipeline/address-inventory";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../../support/output-folder";
import { writeOutput } from "../../support/written-output";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-lost-data-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const shipped = new SynthesizedStacks(fixtureOutput());
const lostOf = (environment: string) => lostData(shipped, chooseStacks(shipped, environment).stacks);

test("everything of development that holds data is named, with what becomes of it", () => {
  const lost = lostOf("development");
  expect(lost).toContain(
    "techally-development-primary: database, without a final snapshot, with its automated backups",
  );
  expect(lost).toContain("techally-development-redis: cache, without a final snapshot");
  expect(lost).toContain("techally-development-media: bucket, emptied with all versions of its objects");
  expect(lost).toContain("techally-development-shared: file system, with all files");
  expect(lost).toContain("techally-development/redis-credentials: secret, at once");
  expect(lost.at(-1)).toMatch(/^log groups with their events: \d+$/);
});

test("what keeps something says so", () => {
  const lost = lostOf("production");
  expect(lost).toContain("techally-primary: database, a final snapshot is taken first");
  expect(lost).toContain("techally-read-replica-1: replica of a database");
  expect(lost).toContain("techally-redis: cache, a final snapshot is taken first");
  expect(lost.find((line) => line.startsWith("techally-media"))).toMatch(/bucket, if there is nothing in it$/);
  expect(lost).toContain("techally/auth-secrets: secret, recoverable for 30 days");
});

test("every resource that holds data is among them", () => {
  const { stacks: order } = chooseStacks(shipped, "production");
  // Keys, addresses and networks hold none; passwords are in their secrets, and a global datastore in its members.
  const without = ["aws_kms_key", "aws_eip", "aws_vpc", "aws_route53_zone", "aws_cloudfront_distribution"];
  const others = [...without, "random_password", "aws_elasticache_global_replication_group"];
  const holding = order.flatMap((stack) =>
    Object.entries(shipped.read(stack).resource ?? {}).flatMap(([type, named]) =>
      Object.keys(named as object).filter(
        (name) => isStateful(`${type}.${name}`) && !others.includes(typeOf(`${type}.${name}`)),
      ),
    ),
  );
  expect(lostOf("production").filter((line) => !line.startsWith("log groups"))).toHaveLength(holding.length);
});

test("a stack without data has nothing to say, and a name that only AWS knows is an address", () => {
  const stacks = writeOutput(path.join(folder, "few"), {
    "few-network": { resource: { aws_vpc: { main: {} } } },
    "few-storage": { resource: { aws_s3_bucket: { logs: { bucket_prefix: "logs-" } } } },
  });
  expect(lostData(stacks, ["few-network"])).toEqual([]);
  expect(lostData(stacks, ["few-storage"])).toEqual([
    "few-storage: aws_s3_bucket.logs: bucket, if there is nothing in it",
  ]);
});
