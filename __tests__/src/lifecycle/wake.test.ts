import { Aws } from "../../../src/lifecycle/aws";
import type { SleepingDatabase, SleepingNodes } from "../../../src/lifecycle/office-hours";
import { Sleepers } from "../../../src/lifecycle/wake";
import { type Answer, Failure, FakeMachine, notFound } from "../../support/fake-machine";

const nodes: SleepingNodes = {
  kind: "nodes",
  region: "eu-west-1",
  cluster: "acme",
  name: "general",
  awake: { MinSize: 2, DesiredSize: 3, MaxSize: 5 },
  asleep: { MinSize: 0, DesiredSize: 0, MaxSize: 1 },
};
const database: SleepingDatabase = { kind: "database", region: "eu-west-1", name: "acme-primary" };
const hours = {
  sleepers: [nodes, database],
  start: { minute: 0, hour: 7, days: [1] },
  stop: { minute: 0, hour: 20, days: [1] },
  timeZone: "UTC",
};

const resize = "aws eks update-nodegroup-config --cluster-name acme --nodegroup-name general --scaling-config";

/** An account in which what is asked for happens one question later. */
class Account {
  sizes = { minSize: 2, desiredSize: 3, maxSize: 5 };
  capacity = 3;
  instances = 3;
  databaseStatus = "available";
  readonly machine = new FakeMachine({
    "aws eks describe-nodegroup": () => this.nodeGroup(),
    [resize]: (command) => this.resize(command),
    "aws autoscaling describe-auto-scaling-groups": () => this.group(),
    "aws rds describe-db-instances": () => this.database(),
    "aws rds start-db-instance": () => this.become("starting"),
    "aws rds stop-db-instance": () => this.become("stopping"),
  });
  readonly sleepers = new Sleepers(new Aws(this.machine), this.machine);

  asleep(): this {
    this.sizes = { minSize: 0, desiredSize: 0, maxSize: 1 };
    this.capacity = 0;
    this.instances = 0;
    this.databaseStatus = "stopped";
    return this;
  }

  private nodeGroup(): Answer {
    return {
      nodegroup: { status: "ACTIVE", scalingConfig: this.sizes, resources: { autoScalingGroups: [{ name: "asg" }] } },
    };
  }

  private resize(command: string): Answer {
    const [minSize = 0, desiredSize = 0, maxSize = 0] = [...command.matchAll(/Size=(\d+)/g)].map(([, n]) => Number(n));
    this.sizes = { minSize, desiredSize, maxSize };
    this.capacity = desiredSize;
    return {};
  }

  private group(): Answer {
    const Instances = Array.from({ length: this.instances }, () => ({ LifecycleState: "InService" }));
    this.instances += Math.sign(this.capacity - this.instances);
    return { AutoScalingGroups: [{ DesiredCapacity: this.capacity, Instances }] };
  }

  private database(): Answer {
    const DBInstanceStatus = this.databaseStatus;
    if (DBInstanceStatus === "starting") this.databaseStatus = "available";
    return { DBInstances: [{ DBInstanceStatus }] };
  }

  private become(status: string): Answer {
    this.databaseStatus = status;
    return {};
  }
}

describe("an environment that sleeps", () => {
  test("is started with the sizes of its schedules, and waited for", () => {
    const account = new Account().asleep();
    const asleep = account.sleepers.asleep(hours);
    expect(asleep).toEqual([nodes, database]);
    account.sleepers.wake(asleep);
    expect(account.machine.callsOf(resize, "aws rds st")).toEqual([
      `${resize} minSize=2,desiredSize=3,maxSize=5 --region eu-west-1 --output json`,
      "aws rds start-db-instance --db-instance-identifier acme-primary --region eu-west-1 --output json",
    ]);
    expect(account.instances).toBe(3);
    expect(account.machine.said).toContain("waiting: general of acme has 1 of 3 nodes");
    expect(account.sleepers.asleep(hours)).toEqual([]);
  });

  test("is known by its limits: the autoscaler may have brought back the one node that they allow", () => {
    const account = new Account().asleep();
    account.capacity = 1;
    account.sizes.desiredSize = 1;
    expect(account.sleepers.asleep(hours)).toContain(nodes);
  });

  test("a wait that does not end names what is missing", () => {
    const machine = new FakeMachine({
      "aws rds describe-db-instances": { DBInstances: [{ DBInstanceStatus: "starting" }] },
    });
    expect(() => new Sleepers(new Aws(machine), machine).wake([database])).toThrow(
      "after 45 minutes: acme-primary is starting",
    );
    expect(machine.waited).toBe(45 * 60);
  });
});

describe("an environment that is awake", () => {
  test("is not touched", () => {
    const account = new Account();
    expect(account.sleepers.asleep(hours)).toEqual([]);
    account.sleepers.wake([]);
    expect(account.machine.callsOf(resize, "aws rds st")).toEqual([]);
  });

  test("is put back until no node is left", () => {
    const account = new Account();
    account.sleepers.sleep(hours.sleepers);
    expect(account.sizes).toEqual({ minSize: 0, desiredSize: 0, maxSize: 1 });
    expect(account.instances).toBe(0);
    expect(account.databaseStatus).toBe("stopping");
  });

  test("a node that the autoscaler brings back for itself is stopped again", () => {
    const account = new Account().asleep();
    account.capacity = 1;
    account.instances = 1;
    account.sleepers.sleep([nodes]);
    expect(account.machine.callsOf(resize)).toHaveLength(1);
    expect(account.instances).toBe(0);
  });
});

test("what was never deployed neither sleeps nor is started", () => {
  const machine = new FakeMachine({
    "aws eks": notFound(),
    "aws rds": notFound("DBInstanceNotFound"),
  });
  const sleepers = new Sleepers(new Aws(machine), machine);
  expect(sleepers.asleep(hours)).toEqual([]);
  sleepers.wake(hours.sleepers);
  expect(machine.callsOf(resize, "aws rds st")).toEqual([]);
});

test("a group that is being updated, or a database that is backed up, is asked again", () => {
  let attempts = 0;
  const machine = new FakeMachine({
    "aws rds describe-db-instances": () => ({
      DBInstances: [{ DBInstanceStatus: attempts > 1 ? "stopping" : "available" }],
    }),
    "aws rds stop-db-instance": () => {
      attempts += 1;
      return notFound("InvalidDBInstanceState");
    },
  });
  new Sleepers(new Aws(machine), machine).sleep([database]);
  expect(attempts).toBe(2);
});

test("whatever else AWS refuses is an error with its words", () => {
  const machine = new FakeMachine({ "aws eks": new Failure("Unable to locate credentials") });
  expect(() => new Sleepers(new Aws(machine), machine).asleep(hours)).toThrow(
    "aws eks describe-nodegroup in eu-west-1: Unable to locate credentials",
  );
});
