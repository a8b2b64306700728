import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { App } from "cdktf";
import { Construct } from "constructs";
import type { StateSettings } from "../../../src/config/sections/state";
import type { StackJson } from "../../support/stack-json";
import { synthApp, synthConstruct, TestStack } from "../../support/synth";

const cloud: StateSettings = { backend: "cloud", organization: "acme", workspacePrefix: "shop" };
const s3: StateSettings = { backend: "s3", bucket: "acme-state", region: "eu-west-1" };

/** A queue in one stack whose ARN is used in another. */
function linkedStacks(state: StateSettings): { producer: StackJson; consumer: StackJson } {
  const stacks = synthApp((app) => {
    const producer = new TestStack(app, "shop-network", { state });
    const queue = new SqsQueue(producer, "jobs", { name: "jobs" });
    const consumer = new TestStack(app, "shop-data", { state });
    new SnsTopic(consumer, "mirror", { displayName: queue.arn });
  });
  return { producer: stacks["shop-network"] as StackJson, consumer: stacks["shop-data"] as StackJson };
}

describe("a stack", () => {
  test("tags everything through its provider and refuses other accounts where one is given", () => {
    const { test: stack } = synthApp((app) => new TestStack(app, "test", { accountId: "111122223333" }));
    expect(stack?.text).toHaveProviderWithProperties(AwsProvider, {
      region: "us-east-1",
      allowed_account_ids: ["111122223333"],
      default_tags: [{ tags: { Environment: "test", Project: "Test" } }],
    });
  });

  test("asks for versions in ranges and names providers in full", () => {
    expect(synthConstruct(() => {}).root.terraform).toMatchObject({
      required_version: ">= 1.11.0, < 2.0.0",
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 6.25.0, < 7.0.0" } },
    });
  });

  test("keeps local state beside the output folder, not under an absolute path", () => {
    expect(synthConstruct(() => {}).root.terraform?.backend).toEqual({
      local: { path: "../../../terraform-state/test.tfstate" },
    });
  });
});

describe("what a stack offers to its own constructs", () => {
  /** A stack that makes its helpers' results visible. */
  class OpenStack extends TestStack {
    readonly accountIds = [this.callerAccountId, this.callerAccountId];
    readonly providersAbroad = [this.providerIn("eu-west-1"), this.providerIn("eu-west-1")];
    readonly providerAtHome = this.providerIn("us-east-1");
    readonly named = this.providerIn("us-west-2", "standby");

    addRandom(): void {
      this.addRandomProvider();
    }
  }
  let stack: OpenStack | undefined;
  const json = synthApp((app) => {
    stack = new OpenStack(app, "open", { accountId: "111122223333" });
    stack.addRandom();
  }).open as StackJson;

  test("the caller's account, which is read once", () => {
    expect(stack?.accountIds).toHaveLength(2);
    expect(json.root.data?.aws_caller_identity).toEqual({ current: {} });
  });

  test("one provider for each other region, with the stack's tags and account; none for its own", () => {
    expect(stack?.providersAbroad[0]).toBe(stack?.providersAbroad[1]);
    expect(stack?.providerAtHome).toBeUndefined();
    const common = { allowed_account_ids: ["111122223333"], default_tags: [{ tags: expect.anything() }] };
    expect(json.root.provider?.aws).toEqual([
      { ...common, region: "us-east-1" },
      { ...common, region: "eu-west-1", alias: "eu_west_1" },
      { ...common, region: "us-west-2", alias: "standby" },
    ]);
    expect(stack?.named?.alias).toBe("standby");
  });

  test("random values, from the catalogue's version of their provider", () => {
    expect(json.root.provider).toHaveProperty("random");
    expect(json.root.terraform?.required_providers).toMatchObject({ random: { source: "hashicorp/random" } });
  });
});

describe("values between stacks", () => {
  test("have readable names and are not hidden", () => {
    const { producer, consumer } = linkedStacks({ backend: "local" });
    expect(producer.outputs).toEqual({ aws_sqs_queue_jobs_arn: { value: "${aws_sqs_queue.jobs.arn}" } });
    expect(consumer.resource("aws_sns_topic", "mirror")).toEqual({
      display_name: "${data.terraform_remote_state.shop_network.outputs.aws_sqs_queue_jobs_arn}",
    });
    expect(consumer.data("terraform_remote_state", "shop_network")).toMatchObject({
      backend: "local",
      config: { path: "../../../terraform-state/shop-network.tfstate" },
    });
  });

  test("come from one named Terraform Cloud workspace per stack", () => {
    const { producer, consumer } = linkedStacks({ ...cloud, project: "shop" });
    expect(producer.root.terraform?.cloud).toEqual({
      organization: "acme",
      workspaces: { name: "shop-shop-network", project: "shop" },
    });
    expect(producer.root.terraform).not.toHaveProperty("backend");
    expect(consumer.data("terraform_remote_state", "shop_network")).toEqual({
      backend: "remote",
      config: { organization: "acme", workspaces: { name: "shop-shop-network" } },
    });
  });

  test("come from one key per stack of an S3 bucket that locks by itself", () => {
    const { producer, consumer } = linkedStacks(s3);
    const settings = {
      bucket: "acme-state",
      region: "eu-west-1",
      encrypt: true,
      kms_key_id: "alias/acme-state",
      key: "shop-network.tfstate",
    };
    expect(producer.root.terraform?.backend).toEqual({ s3: { ...settings, use_lockfile: true } });
    expect(consumer.data("terraform_remote_state", "shop_network")).toMatchObject({ backend: "s3", config: settings });
  });

  test("make the consumer depend on the producer, and a loop is refused", () => {
    const loop = (app: App) => {
      const a = new TestStack(app, "a");
      const b = new TestStack(app, "b");
      const c = new TestStack(app, "c");
      b.addDependency(a);
      c.addDependency(b);
      expect(c.dependsOn(a)).toBe(true);
      expect(a.dependsOn(c)).toBe(false);
      a.addDependency(c);
    };
    expect(() => synthApp(loop)).toThrow(/Cannot add dependency c to a/);
  });

  test("thirty stacks that all depend on each other are still ordered at once", () => {
    let visited = 0;
    class Counting extends TestStack {
      override dependsOn(stack: TestStack): boolean {
        visited++;
        return super.dependsOn(stack);
      }
    }
    synthApp((app) => {
      const stacks = Array.from({ length: 30 }, (_, index) => new Counting(app, `stack-${index}`));
      for (const [index, stack] of stacks.entries()) {
        for (const earlier of stacks.slice(0, index)) stack.addDependency(earlier);
      }
    });
    expect(visited).toBe((30 * 29) / 2);
  });
});

describe("addresses", () => {
  test("are construct ids, whatever the path", () => {
    const stack = synthConstruct((scope) => {
      new SqsQueue(new Construct(new Construct(scope, "deeply"), "nested"), "jobs-us-east-1a", {});
    });
    expect(stack.addresses).toEqual(["aws_sqs_queue.jobs_us_east_1a"]);
  });

  test("may be shared by resources of different types", () => {
    const stack = synthConstruct((scope) => {
      new SqsQueue(new Construct(scope, "queue"), "main", {});
      new SnsTopic(new Construct(scope, "topic"), "main", {});
    });
    expect(stack.addresses).toEqual(["aws_sns_topic.main", "aws_sqs_queue.main"]);
  });

  test("taken twice are an error that names both owners", () => {
    const build = (scope: Construct) => {
      new SqsQueue(new Construct(scope, "one"), "main", {});
      new SqsQueue(new Construct(scope, "two"), "main", {});
    };
    expect(() => synthConstruct(build)).toThrow(
      "test: test/one/main and test/two/main are both aws_sqs_queue.main; an address is unique within its stack: " +
        "give one of the two constructs another id",
    );
  });

  test("that differ only in what becomes an underscore collide too", () => {
    const build = (scope: Construct) => {
      new SqsQueue(scope, "q.1", {});
      new SqsQueue(scope, "q-1", {});
    };
    expect(() => synthConstruct(build)).toThrow(/are both aws_sqs_queue\.q_1/);
  });

  test.each(["readReplica", "1st", "tier name"])("cannot be made of the id %j", (id) => {
    expect(() => synthConstruct((scope) => new SqsQueue(scope, id, {}))).toThrow(
      /cannot be a Terraform name; allowed are lower-case letters, digits and underscores.*write it in snake_case/,
    );
  });

  test("are the same after a resource moved into another construct", () => {
    const flat = synthConstruct((scope) => new SqsQueue(scope, "jobs", {}));
    const wrapped = synthConstruct((scope) => new SqsQueue(new Construct(scope, "wrapper"), "jobs", {}));
    expect(wrapped.addresses).toEqual(flat.addresses);
  });
});
