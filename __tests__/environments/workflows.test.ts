import { environments } from "../../environments";
import { expectNone } from "../support/failures";
import { type Job, readWorkflow } from "../support/workflows";

interface Dispatch {
  readonly inputs: { readonly environment: { readonly options: readonly string[] } };
}

interface Deployed {
  readonly name: string;
  readonly safeguards?: string;
}

const file = ".github/workflows/deploy.yml";
const { jobs, on } = readWorkflow("deploy.yml");
const { options } = (on.workflow_dispatch as Dispatch).inputs.environment;
const environmentOf = (job: Job) => job.with?.environment;

/** The name of the job that deploys last, production's: the one environment with strict safeguards, or the last of them. */
function lastJob(all: Readonly<Record<string, Job>>, deployed: readonly Deployed[]): string | undefined {
  const strict = deployed.filter(({ safeguards }) => safeguards !== "relaxed").map(({ name }) => name);
  return Object.keys(all).findLast((name) => strict.includes(environmentOf(all[name] as Job) ?? ""));
}

/** What is to be changed in the jobs, for each environment to have one. */
function jobChanges(all: Readonly<Record<string, Job>>, deployed: readonly Deployed[]): string[] {
  const names = deployed.map(({ name }) => name);
  const used = Object.values(all).flatMap((job) => environmentOf(job) ?? []);
  return [
    ...names
      .filter((name) => !used.includes(name))
      .map(
        (name) =>
          `${file}: add a job for ${name}: copy the one of another environment, put ${name} in place of its name ` +
          "wherever it stands in it; then add it to options and to the needs of production",
      ),
    ...Object.entries(all)
      .filter(([, job]) => environmentOf(job) !== undefined && !names.includes(environmentOf(job) ?? ""))
      .map(
        ([job]) => `${file}: delete the job ${job}, and take it out of the needs of all others: no such environment`,
      ),
  ];
}

/** What is to be changed in the needs of the last job. */
function orderChanges(all: Readonly<Record<string, Job>>, deployed: readonly Deployed[]): string[] {
  const last = lastJob(all, deployed);
  if (last === undefined) return [`${file}: deploy the environment with strict safeguards: no job does`];
  const needs = [all[last]?.needs ?? []].flat();
  const jobNames = Object.keys(all);
  return [
    ...jobNames
      .filter((name) => name !== last && !needs.includes(name))
      .map((name) => `${file}: add ${name} to the needs of ${last}, which is deployed after all others`),
    ...needs
      .filter((name) => !jobNames.includes(name))
      .map((name) => `${file}: take ${name} out of the needs of ${last}: there is no such job`),
  ];
}

/** What is to be changed in the list that is offered to those who start the workflow by hand. */
function optionChanges(offered: readonly string[], all: Readonly<Record<string, Job>>): string[] {
  const right = ["all", ...Object.values(all).flatMap((job) => environmentOf(job) ?? [])];
  if (offered.join() === right.join()) return [];
  return [`${file}: write options: [${right.join(", ")}] under on.workflow_dispatch.inputs.environment`];
}

test(`${file} has a job for each environment of environments/index.ts, and for no other`, () => {
  expectNone(jobChanges(jobs, environments));
});

test(`${file} deploys the environment with strict safeguards last, after all others`, () => {
  expectNone(orderChanges(jobs, environments));
});

test(`${file} offers each environment to those who start it by hand`, () => {
  expectNone(optionChanges(options, jobs));
});

describe("what to change is said for", () => {
  const two: Readonly<Record<string, Job>> = {
    synthesize: {},
    staging: { with: { environment: "staging" } },
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
});
