import { standbyOf } from "../../../src/assembly/standby";
import { type Environment, loadEnvironments } from "../../../src/config";
import type { Posture } from "../../../src/config/sections/disaster-recovery";
import { productionWith } from "../../support/changed-environments";

function load(changes: Record<string, unknown>): Environment {
  const [environment] = loadEnvironments([productionWith(changes)]);
  if (!environment) throw new Error("nothing was loaded");
  return environment;
}

function standby(posture: Posture, changes: Record<string, unknown> = {}) {
  return standbyOf(load({ disasterRecovery: { posture }, ...changes }));
}

test("an environment with a single region has no standby", () => {
  expect(standbyOf({ ...load({}), disasterRecovery: undefined })).toBeUndefined();
});

test.each([
  "standby",
  "active",
] as const)("posture %s: the same names, in the section's region and network", (posture) => {
  const environment = load({ disasterRecovery: { posture } });
  expect(standbyOf(environment)).toMatchObject({
    region: "us-west-2",
    stackPrefix: "production-dr",
    namePrefix: "techally-dr",
    network: environment.disasterRecovery?.network,
  });
});

test("posture standby: the region is small, names lead to the primary, and the replica reports its lag", () => {
  const { database } = load({});
  expect(standby("standby")).toMatchObject({
    serves: false,
    enforceDesiredCapacity: false,
    replicaHasSource: true,
    replica: {
      instanceClass: database.replicas.instanceClass,
      multiAz: false,
      applyImmediately: false,
      finalSnapshot: false,
    },
  });
});

test("posture active: the region serves, and its database is the primary's at once", () => {
  const { database } = load({});
  expect(standby("active")).toMatchObject({
    serves: true,
    enforceDesiredCapacity: true,
    replicaHasSource: false,
    replica: { instanceClass: database.instanceClass, multiAz: true, applyImmediately: true, finalSnapshot: true },
  });
});

test("posture active: a database without a second zone or a last snapshot has none here either", () => {
  const { database } = load({});
  const environment = load({ disasterRecovery: { posture: "active" } });
  const modest = { ...environment, database: { ...database, multiAz: false, finalSnapshot: false } };
  expect(standbyOf(modest)?.replica).toMatchObject({ multiAz: false, finalSnapshot: false });
});

test("services get the pods of the posture", () => {
  const service = load({}).services["auth-service"];
  if (!service) throw new Error("production has auth-service");
  expect(standby("standby")?.replicasOf(service)).toMatchObject({ initial: 2, min: 2, max: 10 });
  expect(standby("active")?.replicasOf(service)).toMatchObject({ initial: 3, min: 3, max: 10 });
});
