import { environments } from "../../environments";
import { expectNone } from "../support/failures";
import { needsOf } from "../support/workflow-run";
import { type Job, readWorkflow } from "../support/workflows";

interface Dispatch {
  readonly inputs: { readonly environment: { readonly options: readonly string[] } };
}

interface Deployed {
  readonly name: string;
  readonly safeguards?: string | undefined;
  readonly ownsAccount?: boolean | undefined;
  readonly autoShutdown?: object | undefined;
}

type Jobs = Readonly<Record<string, Job>>;

const file = ".github/workflows/deploy.yml";
const { jobs, on } = readWorkflow("deploy.yml");
const { options } = (on.workflow_dispatch as Dispatch).inputs.environment;
const callsOf = (all: Jobs) => Object.entries(all).filter(([, job]) => job.with?.environment !== undefined);
/** Jobs that deploy an environment as a whole, by its name. */
const wholes = (all: Jobs) => callsOf(all).filter(([, job]) => job.with?.stack === undefined);
const nameOf = (job: Job) => String(job.with?.environment);
/** Names of the jobs that deploy something, and of what they all wait for. */
const inTurn = (all: Jobs) => ["synthesize", ...callsOf(all).map(([name]) => name)];

/** The name of the job that deploys last, production's: the one environment with strict safeguards, or the last of them. */
function lastJob(all: Jobs, deployed: readonly Deployed[]): string | undefined {
  const strict = deployed.filter(({ safeguards }) => safeguards !== "relaxed").map(({ name }) => name);
  return wholes(all).findLast(([, job]) => strict.includes(nameOf(job)))?.[0];
}

/** What is to be changed in the jobs, for each environment to have one. */
function jobChanges(all: Jobs, deployed: readonly Deployed[]): string[] {
  const names = deployed.map(({ name }) => name);
  const used = wholes(all).map(([, job]) => nameOf(job));
  return [
    ...names
      .filter((name) => !used.includes(name))
      .map(
        (name) =>
          `${file}: add a job for ${name}: copy the one of another environment, put ${name} in place of its name ` +
          "wherever it stands in it; then add it to options and to the needs of production",
      ),
    ...callsOf(all)
      .filter(([, job]) => !names.includes(nameOf(job)))
      .map(
        ([job]) => `${file}: delete the job ${job}, and take it out of the needs of all others: no such environment`,
      ),
  ];
}

/** What is to be changed in the needs of the last job. */
function orderChanges(all: Jobs, deployed: readonly Deployed[]): string[] {
  const last = lastJob(all, deployed);
  if (last === undefined) return [`${file}: deploy the environment with strict safeguards: no job does`];
  const needs = needsOf(all[last]);
  return [
    ...inTurn(all)
      .filter((name) => name !== last && !needs.includes(name))
      .map((name) => `${file}: add ${name} to the needs of ${last}, which is deployed after all others`),
    ...needs
      .filter((name) => all[name] === undefined)
      .map((name) => `${file}: take ${name} out of the needs of ${last}: there is no such job`),
  ];
}

/** What is to be changed for image repositories to be there before anything runs an image. */
function deliveryChanges(all: Jobs, deployed: readonly Deployed[]): string[] {
  const owners = deployed.filter(({ ownsAccount }) => ownsAccount).map(({ name }) => name);
  const first = callsOf(all).filter(([, job]) => job.with?.stack !== undefined);
  const missing = owners.filter(
    (name) => !first.some(([, job]) => nameOf(job) === name && job.with?.stack === `${name}-delivery`),
  );
  return [
    ...missing.map((name) => `${file}: add a job for the stack ${name}-delivery of ${name}, which owns its account`),
    ...first.flatMap(([name]) =>
      wholes(all)
        .filter(([, job]) => !needsOf(job).includes(name))
        .map(([other]) => `${file}: add ${name} to the needs of ${other}`),
    ),
    ...first.flatMap(([, { with: { environment, stack } = {} }]) =>
      wholes(all)
        .filter(([, job]) => nameOf(job) === environment && job.with?.except !== stack)
        .map(([other]) => `${file}: write except: ${stack} under with in the job ${other}`),
    ),
  ];
}

/** What is to be changed for those environments to be woken that sleep. */
function sleepChanges(all: Jobs, deployed: readonly Deployed[]): string[] {
  return deployed.flatMap(({ name, autoShutdown }) => {
    const job = wholes(all).find(([, candidate]) => nameOf(candidate) === name);
    const sleeps = job?.[1].with?.sleeps === true;
    if (job === undefined || sleeps === (autoShutdown !== undefined)) return [];
    return [`${file}: ${sleeps ? "take sleeps: true out of" : "write sleeps: true under"} with in the job ${job[0]}`];
  });
}

/** What is to be changed for a job not to start when one that it needs failed or was cancelled. */
function conditionChanges(all: Jobs): string[] {
  return callsOf(all).flatMap(([name, job]) =>
    needsOf(job)
      .filter((other) => !job.if?.includes(`needs.${other}.result`))
      .map((other) => `${file}: ask for needs.${other}.result in the condition of ${name}`),
  );
}

/** What is to be changed in the list that is offered to those who start the workflow by hand. */
function optionChanges(offered: readonly string[], all: Jobs): string[] {
  const right = ["all", ...wholes(all).map(([, job]) => nameOf(job))];
  if (offered.join() === right.join()) return [];
  return [`${file}: write options: [${right.join(", ")}] under on.workflow_dispatch.inputs.environment`];
}

test(`${file} has a job for each environment of environments/index.ts, and for no other`, () => {
  expectNone(jobChanges(jobs, environments));
});

test(`${file} deploys the environment with strict safeguards last, after all others`, () => {
  expectNone(orderChanges(jobs, environments));
});

test(`${file} deploys image repositories first`, () => {
  expectNone(deliveryChanges(jobs, environments));
});

test(`${file} wakes the environments that sleep`, () => {
  expectNone(sleepChanges(jobs, environments));
});

test(`${file} goes on only where what came before succeeded or was not asked for`, () => {
  expectNone(conditionChanges(jobs));
});

test(`${file} says at the end how each went`, () => {
  expect(needsOf(jobs.outcome)).toEqual(inTurn(jobs));
});

test(`${file} offers each environment to those who start it by hand`, () => {
  expectNone(optionChanges(options, jobs));
});

describe("what to change is said for", () => {
  const two: Jobs = {
    queue: {},
    synthesize: {},
    staging: { needs: "synthesize", if: "needs.synthesize.result", with: { environment: "staging" } },
    production: { needs: ["synthesize", "staging"], with: { environment: "production" } },
  };
  const staging = { name: "staging", safeguards: "relaxed" };
  const production = { name: "production" };

  test("a new environment", () => {
    expect(jobChanges(two, [staging, production, { name: "qa", safeguards: "relaxed" }])).toEqual([
      ".github/workflows/deploy.yml: add a job for qa: copy the one of another environment, put qa in place of its name " +
        "wherever it stands in it; then add it to options and to the needs of production",
    ]);
    const three = { ...two, qa: { with: { environment: "qa" } } };
    expect(orderChanges(three, [staging, production, { name: "qa", safeguards: "relaxed" }])).toEqual([
      ".github/workflows/deploy.yml: add qa to the needs of production, which is deployed after all others",
    ]);
    expect(optionChanges(["all", "staging", "production"], three)).toEqual([
      ".github/workflows/deploy.yml: write options: [all, staging, production, qa] under " +
        "on.workflow_dispatch.inputs.environment",
    ]);
  });

  test("an environment that is gone", () => {
    expect(jobChanges(two, [production])).toEqual([
      ".github/workflows/deploy.yml: delete the job staging, and take it out of the needs of all others: no such environment",
    ]);
    const { staging: _, ...one } = two;
    expect(orderChanges(one, [production])).toEqual([
      ".github/workflows/deploy.yml: take staging out of the needs of production: there is no such job",
    ]);
    expect(orderChanges(one, [])).toEqual([
      ".github/workflows/deploy.yml: deploy the environment with strict safeguards: no job does",
    ]);
  });

  test("an environment that comes to own its account", () => {
    const owner = { ...production, ownsAccount: true };
    expect(deliveryChanges(two, [staging, owner])).toEqual([
      ".github/workflows/deploy.yml: add a job for the stack production-delivery of production, which owns its account",
    ]);
    const first = { with: { environment: "production", stack: "production-delivery" } };
    expect(deliveryChanges({ delivery: first, ...two }, [staging, owner])).toEqual([
      ".github/workflows/deploy.yml: add delivery to the needs of staging",
      ".github/workflows/deploy.yml: add delivery to the needs of production",
      ".github/workflows/deploy.yml: write except: production-delivery under with in the job production",
    ]);
  });

  test("an environment that comes to sleep, or sleeps no more", () => {
    expect(sleepChanges(two, [{ ...staging, autoShutdown: {} }, production])).toEqual([
      ".github/workflows/deploy.yml: write sleeps: true under with in the job staging",
    ]);
    const sleeping = { ...two, staging: { with: { environment: "staging", sleeps: true } } };
    expect(sleepChanges(sleeping, [staging, production])).toEqual([
      ".github/workflows/deploy.yml: take sleeps: true out of with in the job staging",
    ]);
  });

  test("a condition that forgets a job", () => {
    expect(conditionChanges(two)).toEqual([
      ".github/workflows/deploy.yml: ask for needs.synthesize.result in the condition of production",
      ".github/workflows/deploy.yml: ask for needs.staging.result in the condition of production",
    ]);
  });
});
