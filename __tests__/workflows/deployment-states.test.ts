import {
  conclusion,
  type Ended,
  evaluate,
  type Result,
  type RunOptions,
  resultOf,
  walk,
} from "../support/workflow-run";
import { readWorkflow } from "../support/workflows";

const deploy = readWorkflow("deploy.yml").jobs;
const called = readWorkflow("deploy-environment.yml");
const environment = called.jobs;
/** Jobs that deploy nothing, and run whatever happens to the others. */
const notes = ["queue", "outcome"];
const inTurn = Object.keys(deploy).filter((job) => !notes.includes(job));
/** Jobs that deploy an environment as a whole, and are offered to those who start the workflow by hand. */
const wholes = inTurn.filter((job) => deploy[job]?.with?.environment && !deploy[job]?.with?.stack);

const push = { github: { event_name: "push" }, inputs: {} };
const dispatch = (choice: string) => ({ github: { event_name: "workflow_dispatch" }, inputs: { environment: choice } });

/** The jobs that a run starts, in order, without the notes. */
function started(options: RunOptions): string[] {
  const results = walk(deploy, options);
  expect(Object.keys(results).sort()).toEqual([...inTurn, ...notes].sort());
  for (const note of notes) expect(results[note]).toBe("success");
  return inTurn.filter((job) => results[job] !== "skipped");
}

describe("deploy.yml", () => {
  test("a push deploys everything in turn", () => {
    expect(started({ contexts: push })).toEqual(inTurn);
  });

  describe.each(["failure", "cancelled"] as const)("a job that ends with %s", (result) => {
    test.each(inTurn)("stops what comes after %s, and nothing before", (job) => {
      const upTo = inTurn.slice(0, inTurn.indexOf(job) + 1);
      expect(started({ contexts: push, ends: { [job]: { result } } })).toEqual(upTo);
      expect(started({ contexts: dispatch("all"), ends: { [job]: { result } } })).toEqual(upTo);
    });
  });

  test("a stack that is deployed by itself is not deployed again by a run that has waited meanwhile", () => {
    expect(deploy.production?.with?.except).toBe(deploy.delivery?.with?.stack);
    for (const job of [environment.order, environment.apply]) {
      const steps = job?.steps ?? [];
      const chosen = steps.findIndex(({ run }) => run?.includes('only-stack.ts --except "$EXCEPT"'));
      const used = steps.findIndex(({ run }) => run?.includes("stack-order.ts") || run?.includes("apply.sh"));
      expect(steps[chosen]?.if).toBe("inputs.except != ''");
      expect(job?.env?.EXCEPT).toBe("${{ inputs.except }}");
      expect(used).toBeGreaterThan(chosen);
    }
  });

  test.each(inTurn)("a run that is cancelled after %s goes no further", (job) => {
    expect(started({ contexts: push, cancelledAfter: job })).toEqual(inTurn.slice(0, inTurn.indexOf(job) + 1));
  });

  test("by hand: all of them in turn", () => {
    expect(started({ contexts: dispatch("all") })).toEqual(inTurn);
  });

  describe.each(wholes)("by hand: %s", (job) => {
    const choice = String(deploy[job]?.with?.environment);

    test("is deployed, and no other is", () => {
      expect(started({ contexts: dispatch(choice) })).toEqual(["synthesize", job]);
    });

    test.each(["failure", "cancelled"] as const)("is not, when synthesis ends with %s", (result) => {
      expect(started({ contexts: dispatch(choice), ends: { synthesize: { result } } })).toEqual(["synthesize"]);
    });
  });
});

/** How the workflow of one environment goes, and how the job that called it ends. */
function deployed(options: RunOptions & { readonly sleeps?: boolean }) {
  const ends = { report: { result: "success", outputs: { changes: "true" } } as Ended, ...options.ends };
  const results = walk(environment, { ...options, ends, contexts: { inputs: { sleeps: options.sleeps ?? false } } });
  const jobs = Object.keys(results).filter((job) => results[job] !== "skipped");
  return { jobs, result: conclusion(results) };
}

const woken = (asleep: boolean, ready = true): Ended => ({
  result: "success",
  outputs: { woken: asleep ? "general-workloads techally-staging-db" : "", ready: String(ready) },
});

describe("deploy-environment.yml", () => {
  test("plans, reports, and applies", () => {
    expect(deployed({})).toEqual({ jobs: ["order", "plan", "report", "apply"], result: "success" });
  });

  test("asks nobody where nothing is to be done", () => {
    const ends = { report: { result: "success", outputs: { changes: "false" } } as const };
    expect(deployed({ ends })).toEqual({ jobs: ["order", "plan", "report"], result: "success" });
  });

  test.each([
    ["order", "failure", ["order"]],
    ["order", "cancelled", ["order"]],
    ["plan", "failure", ["order", "plan", "report"]],
    ["plan", "cancelled", ["order", "plan"]],
    ["report", "failure", ["order", "plan", "report"]],
    ["report", "cancelled", ["order", "plan", "report"]],
    ["apply", "failure", ["order", "plan", "report", "apply"]],
    ["apply", "cancelled", ["order", "plan", "report", "apply"]],
  ] as const)("%s ends with %s: applies only what was planned and reported", (job, result, jobs) => {
    const outputs = { changes: "true" };
    expect(deployed({ ends: { [job]: { result, outputs } } })).toEqual({ jobs, result });
  });

  test("an environment that is awake is deployed, and not put to sleep", () => {
    expect(deployed({ sleeps: true, ends: { wake: woken(false) } })).toEqual({
      jobs: ["order", "wake", "plan", "report", "apply"],
      result: "success",
    });
  });

  test.each([
    "success",
    "failure",
    "cancelled",
  ] as const)("one that was asleep is put back, when the apply ends with %s", (result) => {
    expect(deployed({ sleeps: true, ends: { wake: woken(true), apply: { result } } })).toEqual({
      jobs: ["order", "wake", "plan", "report", "apply", "sleep"],
      result,
    });
  });

  const whole = ["order", "wake", "plan", "report", "apply"];
  test.each(whole.slice(1))("one that was asleep is put back, when the run is cancelled in %s", (job) => {
    const { jobs } = deployed({ sleeps: true, ends: { wake: woken(true) }, cancelledAfter: job });
    expect(jobs).toEqual([...whole.slice(0, whole.indexOf(job) + 1), "sleep"]);
  });

  test("what was woken is what is put back", () => {
    expect(environment.wake?.outputs?.woken).toBe("${{ steps.wake.outputs.woken }}");
    expect(environment.apply?.outputs?.woken).toBe("${{ steps.wake.outputs.woken }}");
    expect(environment.sleep?.env?.WOKEN).toBe("${{ needs.wake.outputs.woken }} ${{ needs.apply.outputs.woken }}");
    expect(environment.sleep?.steps?.at(-1)?.run).toBe(
      'read -ra woken <<< "$WOKEN"\nscripts/ci/sleep.sh "$ENVIRONMENT" "${woken[@]}"\n',
    );
  });

  test("one that does not wake is left alone, and holds up nobody", () => {
    const { jobs, result } = deployed({ sleeps: true, ends: { wake: woken(true, false) } });
    expect(jobs).toEqual(["order", "wake", "sleep"]);
    const sleeping = wholes.filter((job) => deploy[job]?.with?.sleeps);
    expect(started({ contexts: push, ends: Object.fromEntries(sleeping.map((job) => [job, { result }])) })).toEqual(
      inTurn,
    );
  });

  test("one that fell asleep between its plans and its apply is woken there, and put back", () => {
    const apply: Ended = { result: "success", outputs: { woken: "general-workloads" } };
    expect(deployed({ sleeps: true, ends: { wake: woken(false), apply } }).jobs).toEqual([...whole, "sleep"]);
    const steps = environment.apply?.steps ?? [];
    const wakes = steps.findIndex(({ id }) => id === "wake");
    expect(steps[wakes]?.if).toBe("inputs.sleeps");
    expect(steps[wakes + 1]?.run).toBe('scripts/ci/apply.sh "$ENVIRONMENT"');
  });

  describe("what became of it", () => {
    const expression = called.on.workflow_call?.outputs?.deployed?.value ?? "";
    const became = (ready: string, apply: string, changes: string) =>
      resultOf(expression, {
        jobs: {
          wake: { outputs: { ready } },
          apply: { outputs: { applied: apply } },
          report: { outputs: { changes } },
        },
      });

    test.each([
      ["false", "", "", "not deployed (asleep)"],
      ["true", "true", "true", "deployed"],
      ["", "true", "true", "deployed"],
      ["true", "", "false", "nothing to do"],
      ["true", "false", "true", "not deployed"],
      ["", "", "", "not deployed"],
    ] as const)("woken %j, applied %j, changes %j: %s", (ready, apply, changes, expected) => {
      expect(became(ready, apply, changes)).toBe(expected);
    });

    test("is shown to who approves production", () => {
      const { before } = deploy.production?.with ?? {};
      for (const name of wholes.slice(0, -1)) {
        expect(before).toContain(`${name}: \${{ needs.${name}.outputs.deployed || needs.${name}.result }}`);
      }
      expect(environment.report?.env?.BEFORE).toBe("${{ inputs.before }}");
    });
  });

  test("what is planned here was awake: a plan that fails is a failure at any hour", () => {
    const report = environment.report?.steps?.find(({ id }) => id === "report")?.run;
    expect(report).toContain("plan-report.ts --plans plans --order matrix.json --check");
    expect(report).not.toContain("--asleep");
  });

  test("is begun with more time before the shutdown than its apply needs to begin", () => {
    const minutes = (job: string) =>
      environment[job]?.steps
        ?.find(({ id }) => id === "wake")
        ?.run?.match(/--for \d+/g)
        ?.map((option) => Number(option.slice(6)));
    expect([minutes("wake"), minutes("apply")]).toEqual([
      [90, 90],
      [30, 30],
    ]);
  });

  test("not to know whether it sleeps is a failure", () => {
    const ends = { wake: { result: "failure", outputs: { woken: "", ready: "false" } } as const };
    expect(deployed({ sleeps: true, ends })).toEqual({ jobs: ["order", "wake"], result: "failure" });
  });
});

describe("the walk follows GitHub's rules", () => {
  const results = (jobs: Parameters<typeof walk>[0], first: Result) => walk(jobs, { ends: { a: { result: first } } });

  test("without a condition, a job follows success alone", () => {
    const jobs = { a: {}, b: { needs: "a" } };
    expect((["success", "failure", "cancelled"] as const).map((result) => results(jobs, result).b)).toEqual([
      "success",
      "skipped",
      "skipped",
    ]);
  });

  test("success() asks for all jobs before, not only those that are named", () => {
    const jobs = { a: { if: "false" }, b: { needs: "a", if: "always()" }, c: { needs: "b" } };
    expect(walk(jobs)).toEqual({ a: "skipped", b: "success", c: "skipped" });
  });

  test("failure() is false after a job that was cancelled", () => {
    const jobs = { a: {}, b: { needs: "a", if: "!failure() && !cancelled()" } };
    expect(results(jobs, "failure").b).toBe("skipped");
    expect(results(jobs, "cancelled").b).toBe("success");
  });

  test("a job that stands before one that it needs, or an expression that is not understood, is an error", () => {
    expect(() => walk({ b: { needs: "a" }, a: {} })).toThrow("b stands before a, which it needs");
    const status = { success: true, failure: false, cancelled: false };
    expect(() => evaluate("needs.*.result", {}, status)).toThrow('cannot evaluate "needs.*.result"');
  });
});
