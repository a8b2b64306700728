import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Aws } from "../../../src/lifecycle/aws";
import { Destroyer } from "../../../src/lifecycle/destroy";
import { chooseStacks } from "../../../src/lifecycle/destruction-order";
import { Terraform } from "../../../src/lifecycle/terraform";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { type Answer, Failure, FakeMachine, notFound } from "../../support/fake-machine";
import { fixtureOutput } from "../../support/output-folder";
import { writeOutput } from "../../support/written-output";

const shipped = new SynthesizedStacks(fixtureOutput());
const order = chooseStacks(shipped, "development").stacks;
const chdir = (stack: string) => `terraform -chdir=${path.join(fixtureOutput(), "stacks", stack)}`;

/** A whole environment that is deployed, awake, and has an empty cluster. */
const deployed: Record<string, Answer> = {
  "terraform ": "aws_vpc.main\n",
  "aws sts get-caller-identity": { Account: "123456789012" },
  "aws rds describe-db-instances": { DBInstances: [{ DBInstanceStatus: "available" }] },
  "aws eks describe-nodegroup": { nodegroup: { status: "ACTIVE", scalingConfig: { minSize: 2, maxSize: 5 } } },
  "aws eks describe-cluster": { cluster: { status: "ACTIVE" } },
  "aws eks update-kubeconfig": "Added new context techally-development to file",
  "aws ec2 describe-network-interfaces": { NetworkInterfaces: [] },
  kubectl: { items: [] },
};

function destroy(answers: Readonly<Record<string, Answer>>, stacks: readonly string[] = order) {
  const machine = new FakeMachine({ ...deployed, ...answers });
  const run = () =>
    new Destroyer(shipped, new Terraform(shipped, machine), new Aws(machine), machine).destroy("development", stacks);
  return { machine, run };
}

const destroyed = (machine: FakeMachine) =>
  machine.calls
    .filter((call) => / destroy -auto-approve/.test(call))
    .map((call) => path.basename(call.split(" ")[1] ?? ""));

test("every stack is destroyed in order, with the cluster emptied on the way", () => {
  const { machine, run } = destroy({});
  run();
  expect(destroyed(machine)).toEqual(order);
  const position = (start: string) => machine.calls.findIndex((call) => call.startsWith(start));
  expect(position("aws eks update-kubeconfig --name techally-development")).toBeLessThan(
    position(`${chdir("development-workloads")} destroy`),
  );
  const claims = machine.calls.findIndex((call) => /^kubectl .* get persistentvolumeclaims /.test(call));
  expect(claims).toBeGreaterThan(position(`${chdir("development-platform")} destroy`));
  expect(claims).toBeLessThan(position(`${chdir("development-cluster")} destroy`));
});

test("stops at the first that fails, and says how to go on", () => {
  const { machine, run } = destroy({ [`${chdir("development-cluster")} destroy`]: new Failure("DependencyViolation") });
  expect(run).toThrow("development-cluster was not destroyed; see above, and run the same command again");
  expect(destroyed(machine).at(-1)).toBe("development-cluster");
});

test("going on passes over what is gone, and does not ask a cluster that is gone", () => {
  const gone = ["operations", "edge", "workloads", "ingress", "platform", "cluster"].map(
    (name) => `development-${name}`,
  );
  const { machine, run } = destroy({
    ...Object.fromEntries(gone.map((stack) => [`${chdir(stack)} state list`, new Failure("No state file was found!")])),
    "aws eks": notFound(),
  });
  run();
  expect(destroyed(machine)).toEqual(order.filter((stack) => !gone.includes(stack)));
  expect(machine.callsOf("kubectl")).toEqual([]);
});

test("data sources alone are nothing that is deployed", () => {
  const { machine, run } = destroy({ "terraform ": "data.aws_region.current\nmodule.m.data.aws_region.current\n" });
  run();
  expect(destroyed(machine)).toEqual([]);
  const named = destroy({ "terraform ": 'aws_route53_record.names["my.data.techally.com"]\n' });
  named.run();
  expect(destroyed(named.machine)).toEqual(order);
});

test("a state that cannot be read is an error, not an empty one", () => {
  const { machine, run } = destroy({
    [`${chdir("development-dns")} state list`]: new Failure("Error: no credentials"),
  });
  expect(run).toThrow("terraform state list failed in development-dns: Error: no credentials");
  expect(destroyed(machine)).not.toContain("development-dns");
});

test("a sleeping environment is woken first; without cluster and data, nobody is", () => {
  const asleep = { nodegroup: { status: "ACTIVE", scalingConfig: { minSize: 0, maxSize: 1 } } };
  const answers = { "aws eks describe-nodegroup": asleep };
  const { machine, run } = destroy(answers);
  expect(run).toThrow(/after 45 minutes: general-workloads of techally-development is asleep/);
  expect(destroyed(machine)).toEqual([]);
  expect(machine.callsOf("aws eks update-nodegroup-config").length).toBeGreaterThan(0);
  const part = destroy(answers, ["development-operations", "development-edge"]);
  part.run();
  expect(part.machine.callsOf("aws eks")).toEqual([]);
});

test("interfaces that nodes have left go before the subnets that they are in", () => {
  const { machine, run } = destroy({
    "aws ec2 describe-network-interfaces": { NetworkInterfaces: [{ NetworkInterfaceId: "eni-1" }] },
  });
  run();
  const [deleted = ""] = machine.callsOf(
    "aws ec2 delete-network-interface --network-interface-id eni-1 --region us-east-1",
  );
  expect(machine.calls.indexOf(deleted)).toBeLessThan(
    machine.calls.findIndex((call) => call.startsWith(`${chdir("development-network")} destroy`)),
  );
});

test("another account than the stacks' is refused before anything happens", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-account-"));
  try {
    const stacks = writeOutput(folder, { "test-network": {} });
    const file = stacks.file("test-network");
    const content = JSON.parse(fs.readFileSync(file, "utf8"));
    content.provider.aws[0].allowed_account_ids = ["210987654321"];
    fs.writeFileSync(file, JSON.stringify(content));
    const machine = new FakeMachine(deployed);
    const destroyer = new Destroyer(stacks, new Terraform(stacks, machine), new Aws(machine), machine);
    expect(() => destroyer.destroy("test", ["test-network"])).toThrow(
      "you are signed in to the account 123456789012, which is not that of test-network",
    );
    expect(machine.callsOf("terraform")).toEqual([]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
