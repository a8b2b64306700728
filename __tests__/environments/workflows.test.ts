import { environments } from "../../environments";
import { readWorkflow } from "../support/workflows";

interface Dispatch {
  readonly inputs: { readonly environment: { readonly options: readonly string[] } };
}

const { jobs, on } = readWorkflow("deploy.yml");
const deployed = Object.values(jobs).flatMap((job) => job.with?.environment ?? []);
const names = environments.map(({ name }) => name);

test(".github/workflows/deploy.yml has a job for each environment of environments/index.ts, and for no other", () => {
  expect([...deployed].sort()).toEqual([...names].sort());
});

test(".github/workflows/deploy.yml deploys the environment with strict safeguards last, after all others", () => {
  const last = Object.entries(jobs).find(([, job]) => job.with?.environment === deployed.at(-1))?.[0] ?? "";
  const others = Object.keys(jobs).filter((name) => name !== last);
  expect([...(jobs[last]?.needs ?? [])].sort()).toEqual(others.sort());
  const strict = environments.filter(({ safeguards }) => safeguards !== "relaxed").map(({ name }) => name);
  expect(strict).toContain(deployed.at(-1));
});

test(".github/workflows/deploy.yml offers each environment to those who start it by hand", () => {
  const { options } = (on.workflow_dispatch as Dispatch).inputs.environment;
  expect(options).toEqual(["all", ...deployed]);
});
