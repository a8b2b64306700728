import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import type { Aws } from "./aws";
import { ClusterContents } from "./cluster-contents";
import { DeployedNames } from "./deployed-names";
import { Kubernetes } from "./kubernetes";
import { readOfficeHours } from "./office-hours";
import type { Machine } from "./programs";
import { kindOf } from "./protections";
import type { Terraform } from "./terraform";
import { Sleepers } from "./wake";

const inCluster = ["workloads", "platform", "cluster"];

/** Destroys stacks one after the other, after what Terraform does not know in them. */
export class Destroyer {
  private readonly names: DeployedNames;
  private readonly clusters = new Map<string, ClusterContents | undefined>();
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-destroy-"));

  constructor(
    private readonly stacks: SynthesizedStacks,
    private readonly terraform: Terraform,
    private readonly aws: Aws,
    private readonly machine: Machine,
  ) {
    this.names = new DeployedNames(stacks);
  }

  /**
   * Destroys the stacks in the order given, and stops at the first that fails; what is destroyed already is passed over,
   * so that the same command goes on from there.
   *
   * @throws Error that names the stack, and what has to be done.
   */
  destroy(environment: string, order: readonly string[]): void {
    try {
      this.checkAccount(order);
      if (order.some((stack) => [...inCluster, "data"].includes(kindOf(stack)))) this.wake(environment);
      for (const stack of order) this.destroyStack(stack, order);
    } finally {
      fs.rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private destroyStack(stack: string, order: readonly string[]): void {
    const { machine } = this;
    machine.say(`\n== ${stack}`);
    if (this.terraform.isEmpty(stack)) {
      machine.say("nothing of it is deployed");
      return;
    }
    this.prepare(stack, order);
    if (!this.terraform.destroy(stack)) {
      throw new Error(`${stack} was not destroyed; see above, and run the same command again once that is mended`);
    }
  }

  /** Deletes what Terraform does not know and what would stand in its way. */
  private prepare(stack: string, order: readonly string[]): void {
    const kind = kindOf(stack);
    if (kind === "network") this.deleteFreeInterfaces(sibling(stack, "cluster"));
    if (!inCluster.includes(kind)) return;
    const contents = this.contentsOf(sibling(stack, "cluster"));
    if (kind === "workloads") contents?.beforeWorkloads(order.includes(sibling(stack, "platform")));
    if (kind === "platform") contents?.beforePlatform();
    if (kind === "cluster") contents?.beforeCluster();
  }

  private contentsOf(stack: string): ClusterContents | undefined {
    const known = this.clusters.get(stack);
    if (known) return known;
    const cluster = this.cluster(stack);
    const status = cluster && this.aws.find(cluster.region, "eks", "describe-cluster", "--name", cluster.name);
    if (!cluster || !status) {
      this.machine.say(`there is no cluster of ${stack}, so nothing in it is to be deleted`);
      return undefined;
    }
    const kubeconfig = path.join(this.folder, cluster.name);
    this.aws.call(cluster.region, "eks", "update-kubeconfig", "--name", cluster.name, "--kubeconfig", kubeconfig);
    const contents = new ClusterContents(new Kubernetes(this.machine, cluster.name, kubeconfig));
    this.clusters.set(stack, contents);
    return contents;
  }

  /** Nodes leave network interfaces behind that nothing uses, and subnets with an interface cannot be deleted. */
  private deleteFreeInterfaces(clusterStack: string): void {
    const cluster = this.cluster(clusterStack);
    if (!cluster) return;
    for (const id of freeInterfaces(this.aws, cluster)) {
      this.machine.say(`deletes ${id}, an interface that a node of ${cluster.name} has left`);
      this.aws.call(cluster.region, "ec2", "delete-network-interface", "--network-interface-id", id);
    }
  }

  private cluster(stack: string): { name: string; region: string } | undefined {
    if (!this.stacks.graph.has(stack)) return undefined;
    const [resource] = this.names.resources(stack, "aws_eks_cluster");
    const name = resource && this.names.argument(resource, "name");
    return name === undefined || !resource ? undefined : { name, region: resource.region };
  }

  /** Pods finish what is deleted, and AWS changes nothing of a database that is stopped. */
  private wake(environment: string): void {
    const hours = readOfficeHours(this.stacks, environment);
    if (!hours) return;
    const sleepers = new Sleepers(this.aws, this.machine);
    const asleep = sleepers.asleep(hours);
    if (asleep.length === 0) return;
    this.machine.say(`${environment} is asleep: starts ${asleep.map(({ name }) => name).join(", ")}`);
    sleepers.wake(asleep);
  }

  private checkAccount(order: readonly string[]): void {
    const [region = "us-east-1"] = order.flatMap((stack) => this.names.regions(stack));
    const { Account: account } = this.aws.call<{ Account: string }>(region, "sts", "get-caller-identity");
    const others = order.filter((stack) => {
      const allowed = this.names.accounts(stack);
      return allowed.length > 0 && !allowed.includes(account);
    });
    if (others.length > 0)
      throw new Error(`you are signed in to the account ${account}, which is not that of ${others[0]}`);
    this.machine.say(`in the account ${account}`);
  }
}

/** Interfaces that a cluster's nodes had, and that nothing uses any more. */
export function freeInterfaces(aws: Aws, { name, region }: { name: string; region: string }): string[] {
  const filters = [`Name=tag:cluster.k8s.amazonaws.com/name,Values=${name}`, "Name=status,Values=available"];
  const args = ["ec2", "describe-network-interfaces", "--filters", ...filters];
  const { NetworkInterfaces: found } = aws.call<{ NetworkInterfaces: { NetworkInterfaceId: string }[] }>(
    region,
    ...args,
  );
  return found.map(({ NetworkInterfaceId: id }) => id);
}

/** The stack of another kind in the same region: `production-dr-cluster` for `production-dr-platform`. */
function sibling(stack: string, kind: string): string {
  return stack.slice(0, stack.lastIndexOf("-") + 1) + kind;
}
