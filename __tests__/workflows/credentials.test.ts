import { actionFiles, actionText, type Job, readWorkflow, type Workflow, workflowFiles } from "../support/workflows";

const token = "${{ secrets.TF_TOKEN_APP_TERRAFORM_IO }}";
const role = "${{ vars.AWS_ROLE_ARN }}";
const jobsOf = (file: string) => Object.entries(readWorkflow(file).jobs);
const all = workflowFiles.flatMap((file) => jobsOf(file).map(([name, job]) => ({ file, name, job })));

const runs = (job: Job, script: string) => (job.steps ?? []).some(({ run }) => run?.includes(`scripts/ci/${script}`));
const plans = all.filter(({ job }) => runs(job, "plan.sh"));
const applies = all.filter(({ job }) => ["apply.sh", "wake.sh", "sleep.sh"].some((script) => runs(job, script)));
/** Pushes the synthesized output with a key of its own, and runs nothing of it. */
const publishes = ({ file, name }: { readonly file: string; readonly name: string }) =>
  file === "publish.yml" && name === "publish";
const names = (jobs: readonly { readonly file: string; readonly name: string }[]) =>
  jobs.map(({ file, name }) => `${file} ${name}`);

describe("two kinds of credentials", () => {
  test("these jobs plan, and these change something", () => {
    expect(names(plans)).toEqual(["deploy-environment.yml plan", "drift.yml plan", "pull-request.yml plan"]);
    expect(names(applies)).toEqual([
      "deploy-environment.yml wake",
      "deploy-environment.yml apply",
      "deploy-environment.yml sleep",
    ]);
  });

  test("every job that plans is in the environment of its stack that may only plan", () => {
    expect(plans.map(({ job }) => job.environment)).toEqual(plans.map(() => "plan-${{ matrix.environment }}"));
  });

  test("every job that changes something is in the environment whose rules hold for it", () => {
    expect(applies.map(({ job }) => job.environment)).toEqual(applies.map(() => "${{ inputs.environment }}"));
  });

  test("no other job is in an environment", () => {
    const used = new Set([...names(plans), ...names(applies)]);
    for (const { file, name, job } of all.filter((one) => !publishes(one))) {
      expect(job.environment !== undefined).toBe(used.has(`${file} ${name}`));
    }
  });

  test("what a pull request or a schedule starts names no environment but plan-…, in itself and in what it calls", () => {
    const started = workflowFiles.filter((file) => !/^(deploy|publish)/.test(file));
    expect(started).toContain("pull-request.yml");
    expect(started).toContain("drift.yml");
    for (const file of started) {
      for (const [, { environment = "plan-", uses = "" }] of jobsOf(file)) {
        expect(environment).toMatch(/^plan-/);
        expect(uses).not.toContain("deploy");
      }
    }
  });

  test("what deploys is started by main alone", () => {
    const { on } = readWorkflow("deploy.yml");
    expect(Object.keys(on)).toEqual(["push", "workflow_dispatch"]);
    expect(on.push).toEqual({ branches: ["main"] });
    expect(Object.keys(readWorkflow("deploy-environment.yml").on)).toEqual(["workflow_call"]);
  });
});

describe("where secrets are read", () => {
  test("the token of Terraform Cloud, only by jobs in an environment that run Terraform", () => {
    const withToken = all.filter(({ job }) => job.env?.TF_TOKEN_app_terraform_io !== undefined);
    expect(names(withToken)).toEqual([
      "deploy-environment.yml plan",
      "deploy-environment.yml apply",
      "drift.yml plan",
      "pull-request.yml plan",
    ]);
    for (const { job } of withToken) expect(job.env?.TF_TOKEN_app_terraform_io).toBe(token);
  });

  test("no other secret, and none by a job without an environment", () => {
    for (const { file, name, job } of all.filter((one) => !publishes(one))) {
      const { secrets = {}, ...rest } = job;
      const read = [...JSON.stringify(rest).matchAll(/secrets\.\w+/g)].map(([found]) => found);
      expect({ file, name, read: [...new Set(read)] }).toEqual({
        file,
        name,
        read: job.env?.TF_TOKEN_app_terraform_io === undefined ? [] : ["secrets.TF_TOKEN_APP_TERRAFORM_IO"],
      });
      expect(secrets).not.toBe("inherit");
    }
    for (const file of actionFiles) expect(actionText(file)).not.toContain("secrets.");
  });

  test("the key that pushes the synthesized output, only by the job that does, in an environment of its own for main", () => {
    const { on, jobs } = readWorkflow("publish.yml");
    expect(on).toEqual({ push: { branches: ["main"] }, workflow_dispatch: {} });
    expect(jobs.synthesize?.if).toContain("github.ref == 'refs/heads/main'");
    expect(jobs.publish).toMatchObject({ needs: "synthesize", environment: "publish" });
    const read = [...JSON.stringify(jobs.publish).matchAll(/secrets\.\w+/g)].map(([found]) => found);
    expect(new Set(read)).toEqual(new Set(["secrets.SYNTHESIZED_DEPLOY_KEY"]));
    const push = jobs.publish?.steps?.find(({ run }) => run?.includes("scripts/ci/publish.sh"));
    expect(push?.env?.DEPLOY_KEY).toBe("${{ secrets.SYNTHESIZED_DEPLOY_KEY }}");
    expect(push?.run).toContain('if [ -z "$DEPLOY_KEY" ]');
  });

  test("a caller names the secret, so that the jobs it calls may read the one of their environment", () => {
    const callers = all.filter(({ job }) => job.uses?.endsWith("/deploy-environment.yml"));
    expect(callers).not.toEqual([]);
    for (const { job } of callers) expect(job.secrets).toEqual({ TF_TOKEN_APP_TERRAFORM_IO: token });
    const call = readWorkflow("deploy-environment.yml").on.workflow_call as Called;
    // The caller is in no environment, so what it hands over is empty, and must not be demanded.
    expect(call.secrets).toMatchObject({ TF_TOKEN_APP_TERRAFORM_IO: { required: false } });
  });

  test("the role is that of the job's environment", () => {
    // The branch that the synthesized output is pushed to is no credential.
    for (const { job } of all.filter(({ file }) => file !== "publish.yml")) {
      const { "runs-on": _, ...rest } = job;
      for (const [used] of JSON.stringify(rest).matchAll(/\$\{\{ vars\.[^}]+\}\}/g)) expect(used).toBe(role);
    }
    for (const { job } of [...plans, ...applies.filter(({ name }) => name !== "apply")]) {
      const prepared = job.steps?.find(({ uses }) => uses === "./.github/actions/prepare-terraform");
      expect(prepared?.with).toEqual({ "role-to-assume": role });
    }
  });

  test("what runs Terraform may run where the clusters are reached, and nothing else does", () => {
    const terraform = new Set([...names(plans), ...names(applies)]);
    for (const { file, name, job } of all.filter((one) => one.job.uses === undefined)) {
      const chosen = "${{ vars.TERRAFORM_RUNNER || 'ubuntu-24.04' }}";
      expect(job["runs-on"]).toBe(terraform.has(`${file} ${name}`) ? chosen : "ubuntu-24.04");
    }
  });

  test("an apply signs in for each stack, so its job hands over the role and no credentials that expire", () => {
    const apply = readWorkflow("deploy-environment.yml").jobs.apply;
    expect(apply?.env?.AWS_ROLE_ARN).toBe(role);
    const prepared = apply?.steps?.find(({ uses }) => uses === "./.github/actions/prepare-terraform");
    expect(prepared?.with).toBeUndefined();
  });
});

describe("what is left behind", () => {
  const { jobs } = readWorkflow("deploy-environment.yml");
  const uploads = (workflow: Workflow) =>
    Object.values(workflow.jobs).flatMap(({ steps = [] }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@")),
    );

  test("plans and the output live as long as a run can wait for approval", () => {
    const [plan] = jobs.plan?.steps?.filter(({ uses }) => uses?.includes("upload-artifact")) ?? [];
    expect(plan?.with?.["retention-days"]).toBe(35);
    expect(readWorkflow("deploy.yml").jobs.synthesize?.with).toEqual({ "retention-days": 35 });
  });

  test("the plans that were approved are those that the apply is compared with", () => {
    const [plan] = jobs.plan?.steps?.filter(({ uses }) => uses?.includes("upload-artifact")) ?? [];
    const fetched = [jobs.report, jobs.apply].map((job) =>
      job?.steps?.find((step) => String(step.with?.pattern).startsWith("plan-")),
    );
    expect(plan?.with?.name).toBe("plan-${{ inputs.stack || inputs.environment }}-of-${{ matrix.stack }}");
    for (const step of fetched) {
      expect(step?.with).toEqual({
        pattern: "plan-${{ inputs.stack || inputs.environment }}-of-*",
        path: "plans",
        "merge-multiple": true,
      });
    }
  });

  test("a state that could not be written is kept for days, and where nobody but members can fetch it", () => {
    const steps = jobs.apply?.steps ?? [];
    const kept = steps.at(-1);
    expect(steps.at(-2)?.run).toContain("scripts/ci/apply.sh");
    expect(kept?.if).toBe("${{ (failure() || cancelled()) && github.event.repository.private }}");
    expect(kept?.with).toMatchObject({
      path: "errored\ncdktf.out/stacks/*/errored.tfstate\n",
      "if-no-files-found": "ignore",
      "retention-days": 3,
    });
  });

  test("provider locks, which are hidden files, are part of the output, and what Terraform fetched is not", () => {
    const [output] = uploads(readWorkflow("synthesize.yml"));
    expect(output?.with).toMatchObject({
      path: "cdktf.out\n!cdktf.out/**/.terraform/**\n",
      "include-hidden-files": true,
    });
  });

  test("nothing that only plans takes a lock", () => {
    for (const { job } of plans) {
      const run = job.steps?.find((step) => step.run?.includes("plan.sh"))?.run;
      expect(run).toBe('scripts/ci/plan.sh "$STACK" -lock=false');
    }
  });
});

interface Called {
  readonly secrets: Readonly<Record<string, { readonly required: boolean }>>;
}
