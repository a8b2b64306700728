import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectRoot } from "./output-folder";

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>> | "inherit";
  readonly outputs?: Readonly<Record<string, string>>;
  readonly "runs-on"?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly steps?: readonly Step[];
  readonly "timeout-minutes"?: number;
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>> & {
    readonly workflow_call?: {
      readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
    };
    readonly schedule?: readonly { readonly cron: string }[];
  };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean; readonly queue?: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const github = path.join(projectRoot, ".github");
const workflowFolder = path.join(github, "workflows");
const actionFolder = path.join(github, "actions");

export const workflowFiles = fs.readdirSync(workflowFolder).sort();
export const actionFiles = fs.readdirSync(actionFolder).map((name) => path.join(name, "action.yml"));

export function readWorkflow(file: string): Workflow {
  return parse(workflowText(file));
}

export function workflowText(file: string): string {
  return fs.readFileSync(path.join(workflowFolder, file), "utf8");
}

export function actionText(file: string): string {
  return fs.readFileSync(path.join(actionFolder, file), "utf8");
}

interface Dependabot {
  readonly updates: readonly {
    readonly "package-ecosystem": string;
    readonly cooldown?: { readonly "default-days": number };
  }[];
}

export function readDependabot(): Dependabot {
  return parse(fs.readFileSync(path.join(github, "dependabot.yml"), "utf8"));
}

/** Every step of a workflow or composite action, with where it stands. */
export function stepsOf(text: string): readonly (Step & { readonly where: string })[] {
  const { jobs = {}, runs } = parse(text) as {
    readonly jobs?: Readonly<Record<string, Job>>;
    readonly runs?: { readonly steps: readonly Step[] };
  };
  const jobSteps = Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
    steps.map((step, index) => ({ ...step, where: `${job}[${index}]` })),
  );
  return [...jobSteps, ...(runs?.steps ?? []).map((step, index) => ({ ...step, where: `runs[${index}]` }))];
}
