import type { Aws } from "./aws";
import type { OfficeHours, Sizes, SleepingDatabase, SleepingNodes } from "./office-hours";
import { type Machine, type Step, until } from "./programs";

type Sleeper = OfficeHours["sleepers"][number];

const busy = /^(ResourceInUseException|InvalidDBInstanceState(Fault)?)$/;

/** Starts and stops what `autoShutdown` stops and starts. What was never deployed is left out. */
export class Sleepers {
  constructor(
    private readonly aws: Aws,
    private readonly machine: Machine,
  ) {}

  /** Those that are stopped, or on their way to it. */
  asleep({ sleepers }: Pick<OfficeHours, "sleepers">): Sleeper[] {
    return sleepers.filter((sleeper) => {
      if (sleeper.kind === "database") return /^stop/.test(this.status(sleeper) ?? "");
      const group = this.group(sleeper);
      return group !== undefined && isAsleep(sleeper, group);
    });
  }

  /** @throws Error when one of them is not ready after three quarters of an hour. */
  wake(sleepers: readonly Sleeper[]): void {
    const steps = sleepers.map(
      (one): Step => (one.kind === "nodes" ? () => this.startNodes(one) : () => this.start(one)),
    );
    until(this.machine, steps, { minutes: 45, seconds: 15 });
  }

  /**
   * Stops them. The cluster autoscaler brings a node back for its own pod when it loses it, so nodes are stopped until
   * none is left.
   *
   * @throws Error when something runs on after 25 minutes.
   */
  sleep(sleepers: readonly Sleeper[]): void {
    const steps = sleepers.map(
      (one): Step => (one.kind === "nodes" ? () => this.stopNodes(one) : () => this.stop(one)),
    );
    until(this.machine, steps, { minutes: 25, seconds: 15 });
  }

  private startNodes(nodes: SleepingNodes): string | undefined {
    const group = this.group(nodes);
    if (!group) return undefined;
    if (isAsleep(nodes, group)) {
      this.resize(nodes, nodes.awake);
      return `${nodes.name} of ${nodes.cluster} is asleep`;
    }
    if (group.status !== "ACTIVE") return `${nodes.name} of ${nodes.cluster} is ${group.status}`;
    const { wanted, running } = this.instances(nodes.region, group);
    return running < wanted ? `${nodes.name} of ${nodes.cluster} has ${running} of ${wanted} nodes` : undefined;
  }

  private stopNodes(nodes: SleepingNodes): string | undefined {
    const group = this.group(nodes);
    if (!group) return undefined;
    const { wanted, all } = this.instances(nodes.region, group);
    if (!isAsleep(nodes, group) || wanted > 0) {
      this.resize(nodes, nodes.asleep);
      return `${nodes.name} of ${nodes.cluster} is awake`;
    }
    return all > 0 ? `${nodes.name} of ${nodes.cluster} still has ${all} nodes` : undefined;
  }

  private start(database: SleepingDatabase): string | undefined {
    const status = this.status(database);
    if (status === undefined || status === "available") return undefined;
    if (status === "stopped") this.turn("start-db-instance", database);
    return `${database.name} is ${status}`;
  }

  private stop(database: SleepingDatabase): string | undefined {
    const status = this.status(database);
    if (status === undefined || /^stop/.test(status)) return undefined;
    if (status === "available") this.turn("stop-db-instance", database);
    return `${database.name} is ${status}`;
  }

  private turn(verb: string, { region, name }: SleepingDatabase): void {
    this.aws.attempt(region, busy, "rds", verb, "--db-instance-identifier", name);
  }

  private resize({ region, cluster, name }: SleepingNodes, { MinSize, DesiredSize, MaxSize }: Sizes): void {
    const sizes = `minSize=${MinSize},desiredSize=${DesiredSize},maxSize=${MaxSize}`;
    const args = ["--cluster-name", cluster, "--nodegroup-name", name, "--scaling-config", sizes];
    this.aws.attempt(region, busy, "eks", "update-nodegroup-config", ...args);
  }

  private group({ region, cluster, name }: SleepingNodes): NodeGroup | undefined {
    const args = ["eks", "describe-nodegroup", "--cluster-name", cluster, "--nodegroup-name", name];
    return this.aws.find<{ nodegroup: NodeGroup }>(region, ...args)?.nodegroup;
  }

  private status({ region, name }: SleepingDatabase): string | undefined {
    const args = ["rds", "describe-db-instances", "--db-instance-identifier", name];
    return this.aws.find<DatabaseInstances>(region, ...args)?.DBInstances[0]?.DBInstanceStatus;
  }

  /** The autoscaler changes the auto-scaling group itself, so that is what knows how many nodes there are. */
  private instances(region: string, { resources }: NodeGroup) {
    const names = resources?.autoScalingGroups?.map(({ name }) => name) ?? [];
    if (names.length === 0) return { wanted: 0, running: 0, all: 0 };
    const args = ["autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", ...names];
    const { AutoScalingGroups: groups } = this.aws.call<AutoScalingGroups>(region, ...args);
    const instances = groups.flatMap(({ Instances }) => Instances ?? []);
    const running = instances.filter(({ LifecycleState }) => LifecycleState === "InService").length;
    const wanted = groups.reduce((sum, { DesiredCapacity }) => sum + DesiredCapacity, 0);
    return { wanted, running, all: instances.length };
  }
}

/** A stopped group is known by its limits: the autoscaler may have brought back the one node that they allow. */
function isAsleep({ awake, asleep }: SleepingNodes, { scalingConfig: { minSize, maxSize } }: NodeGroup): boolean {
  const limited = minSize === asleep.MinSize && maxSize === asleep.MaxSize;
  return limited && (awake.MinSize !== asleep.MinSize || awake.MaxSize !== asleep.MaxSize);
}

interface NodeGroup {
  readonly status: string;
  readonly scalingConfig: { readonly minSize: number; readonly maxSize: number };
  readonly resources?: { readonly autoScalingGroups?: readonly { readonly name: string }[] };
}

interface DatabaseInstances {
  readonly DBInstances: readonly { readonly DBInstanceStatus: string }[];
}

interface AutoScalingGroups {
  readonly AutoScalingGroups: readonly {
    readonly DesiredCapacity: number;
    readonly Instances?: readonly { readonly LifecycleState: string }[];
  }[];
}
