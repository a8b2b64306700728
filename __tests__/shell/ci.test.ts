import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { orderStacks } from "../../src/pipeline/stack-order";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { fixtureOutput, projectRoot } from "../support/output-folder";
import { recordedPlan } from "../support/recorded-plans";

const staging = orderStacks(new SynthesizedStacks(fixtureOutput()), { environment: "staging" });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-ci-"));
const calls = path.join(folder, "calls.txt");
const plans = path.join(folder, "plans");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  // A checkout as the runner has it, with a terraform that notes what it was asked to do.
  for (const entry of ["scripts", "src", "environments", "node_modules", "package.json"]) {
    fs.symlinkSync(path.join(projectRoot, entry), path.join(folder, entry));
  }
  const stacks = path.join(folder, "cdktf.out", "stacks");
  fs.mkdirSync(stacks, { recursive: true });
  fs.copyFileSync(path.join(fixtureOutput(), "manifest.json"), path.join(folder, "cdktf.out", "manifest.json"));
  // Terraform writes into the folders of stacks, which other tests share.
  for (const { stack } of staging) {
    fs.mkdirSync(path.join(stacks, stack));
    fs.copyFileSync(new SynthesizedStacks(fixtureOutput()).file(stack), path.join(stacks, stack, "cdk.tf.json"));
  }
  for (const stack of new SynthesizedStacks(fixtureOutput()).names) {
    if (!fs.existsSync(path.join(stacks, stack))) {
      fs.symlinkSync(path.join(fixtureOutput(), "stacks", stack), path.join(stacks, stack));
    }
  }
});

beforeEach(() => {
  fs.rmSync(calls, { force: true });
  for (const made of ["plans", "errored"]) fs.rmSync(path.join(folder, made), { recursive: true, force: true });
});

const aws = "printf 'ASIA1\\ts3cret\\tsess10n\\n'";
const curl = `echo '{"value":"t0ken"}'`;
const job = {
  AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/techally-terraform-apply",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/?a=b",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request",
  GITHUB_RUN_ID: "42",
};

/** Bodies of the programs that a script finds under these names. */
interface Programs {
  readonly terraform?: string;
  readonly aws?: string;
  readonly curl?: string;
}

/** Runs one of the workflows' scripts, or a command of bash. */
function run(script: string, args: readonly string[], programs: string | Programs, variables: NodeJS.ProcessEnv = {}) {
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin, { recursive: true });
  const bodies = typeof programs === "string" ? { terraform: programs } : programs;
  for (const [name, body] of Object.entries(bodies)) {
    const note = name === "terraform" ? "" : `${name} `;
    const text = `#!/bin/sh\necho "${note}$@" >> ${JSON.stringify(calls)}\ncat > /dev/null\n${body}\n`;
    fs.writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  }
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    GITHUB_ACTIONS: "",
    AWS_ROLE_ARN: "",
    TODAY: "2026-06-01",
    ...variables,
  };
  // Node's pipes are sockets: bash takes them for a remote login, and would read what puts other programs first.
  const command = script.endsWith(".sh") ? [path.join("scripts", "ci", script), ...args] : ["--norc", "-c", script];
  const { status, stdout, stderr } = spawnSync("bash", command, { cwd: folder, env, encoding: "utf8", input: "" });
  const noted = fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : [];
  // Where plans are kept for a moment is made up anew each time.
  return { status, stdout, stderr, calls: noted.map((call) => call.replaceAll(/\/\S+\/(?=\S+\.tfplan)/g, "")) };
}

describe("scripts/ci/apply.sh", () => {
  const nothing = "No changes. Your infrastructure matches the configuration.";
  const changes = "Plan: 1 to add, 0 to change, 0 to destroy.";

  /** Leaves approved plans as the workflow's jobs do; what is not named has no changes. */
  function approve(plansOf: Readonly<Record<string, readonly [exitCode: number, text: string]>> = {}): void {
    fs.mkdirSync(plans);
    for (const { stack } of staging) {
      const [exitCode, text] = plansOf[stack] ?? [0, nothing];
      fs.writeFileSync(path.join(plans, `${stack}.txt`), text);
      fs.writeFileSync(path.join(plans, `${stack}.exitcode`), `${exitCode}\n`);
    }
  }

  /** A terraform whose plans of the named stacks have changes, as this JSON of theirs tells. */
  const changing = (stack: string, resourceChanges: readonly object[] = [], apply = "exit 0") => {
    const json = JSON.stringify({ format_version: "1.2", resource_changes: resourceChanges });
    return [
      `case "$*" in *${stack}*) ;; *) exit 0;; esac`,
      'case "$*" in *" plan "*) exit 2;; esac',
      `case "$*" in *" show "*) echo '${json}';; esac`,
      `case "$*" in *" apply "*) ${apply};; esac`,
    ].join("\n");
  };
  const loss = (address: string, ...actions: string[]) => ({ address, mode: "managed", change: { actions } });

  test("plans every stack again, in order, with the locked providers, and applies that very plan if it has changes", () => {
    // A failed plan only waits for what the deployment adds.
    const waiting = recordedPlan("no-state.txt").replaceAll("production_network", "staging_network");
    approve({ "staging-network": [2, changes], "staging-data": [1, waiting] });
    const lock = path.join(folder, "cdktf.out", "stacks", "staging-dns", ".terraform.lock.hcl");
    fs.writeFileSync(lock, "");
    const result = run("apply.sh", ["staging"], changing("staging-network"));
    fs.rmSync(lock);
    expect(result.stderr).toBe("");
    expect(result.status).toBe(0);
    expect(result.calls).toEqual(
      staging.flatMap(({ stack }) => [
        `-chdir=cdktf.out/stacks/${stack} init -no-color${stack === "staging-dns" ? " -lockfile=readonly" : ""}`,
        `-chdir=cdktf.out/stacks/${stack} plan -no-color -detailed-exitcode -lock-timeout=10m -out=${stack}.tfplan`,
        ...(stack === "staging-network"
          ? [
              `-chdir=cdktf.out/stacks/${stack} show -json ${stack}.tfplan`,
              `-chdir=cdktf.out/stacks/${stack} apply -no-color -lock-timeout=10m ${stack}.tfplan`,
            ]
          : []),
      ]),
    );
  });

  test("stops at the first stack that fails, with its exit code", () => {
    approve();
    const terraform = `case "$*" in *network*" apply "*) exit 7;; esac\n${changing("staging-network")}`;
    const result = run("apply.sh", ["staging"], terraform);
    expect(result.status).toBe(7);
    expect(result.calls.at(-1)).toContain("stacks/staging-network apply ");
    expect(result.stdout).toContain("::error::staging-network was not applied, and nothing after it.");
    expect(result.stdout.match(/::group::/g)?.length).toBe(result.stdout.match(/::endgroup::/g)?.length);
  });

  test.each([
    ["environment that does not exist", "prod", () => {}, 'no stack of environment "prod"'],
    ["environment without plans", "staging", () => {}, "staging-network: there is no plan"],
    [
      "environment whose approved plan takes away what holds state",
      "staging",
      () => approve({ "staging-data": [2, `  # aws_db_instance.primary must be replaced\n${changes}`] }),
      "staging-data: aws_db_instance.primary would be destroyed and created anew",
    ],
  ])("does nothing for an %s", (_, environment, prepare, message) => {
    prepare();
    const { status, calls, stderr } = run("apply.sh", [environment], "exit 0");
    expect(status).not.toBe(0);
    expect(calls).toEqual([]);
    expect(stderr).toContain(message);
  });

  test("does not apply a plan that takes away what the approved one did not show", () => {
    approve({ "staging-network": [2, changes] });
    const fresh = [loss("aws_route_table.private", "delete", "create")];
    const result = run("apply.sh", ["staging"], changing("staging-network", fresh));
    expect(result.status).toBe(1);
    expect(result.calls.at(-1)).toContain("staging-network show -json");
    expect(result.stdout).toContain("staging-network: aws_route_table.private would be destroyed and created anew");
  });

  test("applies a plan that takes away what the approved one showed, also where its JSON is not for this token", () => {
    const text =
      "  # aws_route_table.private is tainted, so must be replaced\nPlan: 1 to add, 0 to change, 1 to destroy.";
    approve({ "staging-network": [2, text] });
    const shown = `case "$*" in *" show -json "*) exit 1;; *" show "*) echo '${text}';; esac`;
    const result = run(
      "apply.sh",
      ["staging"],
      `${shown}\n${changing("staging-network").replace(" show ", " never ")}`,
    );
    expect(result.status).toBe(0);
    expect(result.calls.filter((call) => call.includes(" apply "))).toHaveLength(1);
  });

  test("applies whoever used what is removed first, then everything in order, each signed in anew", () => {
    const removal = recordedPlan("withdrawn.txt");
    approve({ "staging-network": [2, removal], "staging-data": [2, changes], "staging-storage": [2, changes] });
    const result = run("apply.sh", ["staging"], { terraform: "exit 0", aws, curl }, job);
    const planned = result.calls.flatMap((call) => /stacks\/(\S+) plan/.exec(call)?.[1] ?? []);
    expect(planned).toEqual(["staging-storage", "staging-data", ...staging.map(({ stack }) => stack)]);
    expect(result.calls.filter((call) => call.startsWith("aws sts"))).toHaveLength(planned.length);
  });

  describe("when an apply cannot write its state", () => {
    const errored = 'echo "{}" > cdktf.out/stacks/staging-network/errored.tfstate; exit 1';

    test("it is written with new credentials", () => {
      approve({ "staging-network": [2, changes] });
      const result = run("apply.sh", ["staging"], changing("staging-network", [], errored));
      expect(result.status).toBe(1);
      expect(result.calls.at(-1)).toBe("-chdir=cdktf.out/stacks/staging-network state push errored.tfstate");
      expect(result.stdout).toContain("staging-network: the state that could not be written is written now.");
      expect(fs.existsSync(path.join(folder, "errored"))).toBe(false);
    });

    test("or kept, with the way to write it", () => {
      approve({ "staging-network": [2, changes] });
      const terraform = `case "$*" in *"state push"*) exit 1;; esac\n${changing("staging-network", [], errored)}`;
      const result = run("apply.sh", ["staging"], terraform);
      expect(result.status).toBe(1);
      expect(fs.readFileSync(path.join(folder, "errored", "staging-network.tfstate"), "utf8")).toBe("{}\n");
      expect(result.stdout).toContain("synthesize and initialize this commit");
      expect(result.stdout).toContain(
        'terraform -chdir=cdktf.out/stacks/staging-network state push "$PWD/errored/staging-network.tfstate"',
      );
    });
  });

  test("a lock that a killed run left is named, with the way to remove it", () => {
    approve();
    const lock = 'echo "Error: Error acquiring the state lock"; echo "  ID:        1f2e-3d"; exit 1';
    const result = run("apply.sh", ["staging"], `case "$*" in *dns*" plan "*) ${lock};; esac`);
    expect(result.status).toBe(1);
    expect(result.stdout).toContain("terraform -chdir=cdktf.out/stacks/staging-dns force-unlock 1f2e-3d");
  });
});

describe("scripts/ci/sign-in.sh", () => {
  const signIn = "source scripts/ci/sign-in.sh; sign_in || exit; printenv AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY";

  test("assumes the role for four hours with GitHub's token, and prints nothing of it", () => {
    const result = run(`${signIn} >/dev/null`, [], { aws, curl }, job);
    expect(result).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(result.calls).toEqual([
      "curl --silent --show-error --fail --retry 3 --header Authorization: bearer request " +
        "https://token.example/?a=b&audience=sts.amazonaws.com",
      `aws sts assume-role-with-web-identity --role-arn ${job.AWS_ROLE_ARN} --role-session-name github-42 ` +
        "--web-identity-token t0ken --duration-seconds 14400 " +
        "--query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text",
    ]);
    expect(run(signIn, [], { aws, curl }, job).stdout).toBe("ASIA1\ns3cret\n");
  });

  test("hides the secrets from the log of a job", () => {
    const { stdout } = run(`${signIn} >/dev/null`, [], { aws, curl }, { ...job, GITHUB_ACTIONS: "true" });
    expect(stdout.trim().split("\n")).toEqual(["t0ken", "s3cret", "sess10n"].map((it) => `::add-mask::${it}`));
  });

  test("is content with an hour where the role allows no more", () => {
    const short = `case "$*" in *14400*) echo "The requested DurationSeconds exceeds the maximum" >&2; exit 254;; esac`;
    const result = run(signIn, [], { aws: `${short}\n${aws}`, curl }, job);
    expect(result).toMatchObject({ status: 0, stdout: "ASIA1\ns3cret\n" });
    expect(result.calls.at(-1)).toContain("--duration-seconds 3600 ");
  });

  test.each([
    ["a role that does not trust the job", { aws: "echo AccessDenied >&2; exit 254", curl }, job, "AccessDenied"],
    ["no token", { aws, curl: "echo 403 >&2; exit 22" }, job, "403"],
    [
      "no permission to ask for a token",
      { aws, curl },
      { ...job, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" },
      "permission id-token: write",
    ],
  ])("fails with %s, once", (_, programs, variables, message) => {
    const result = run(signIn, [], programs, variables);
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain(message);
    expect(result.stdout).toBe("");
    expect(result.calls.filter((call) => call.startsWith("aws")).length).toBeLessThanOrEqual(1);
  });

  test("does nothing without a role", () => {
    expect(run("source scripts/ci/sign-in.sh; sign_in", [], { aws, curl })).toMatchObject({ status: 0, calls: [] });
  });
});

describe("scripts/ci/lock-providers.sh", () => {
  test("locks each set of providers once, and puts the file beside all stacks that require it", () => {
    const required = (stack: string) =>
      JSON.stringify(new SynthesizedStacks(fixtureOutput()).read(stack).terraform?.required_providers);
    const output = path.join(folder, "locking", "cdktf.out", "stacks");
    for (const { stack } of staging) {
      fs.mkdirSync(path.join(output, stack), { recursive: true });
      fs.copyFileSync(new SynthesizedStacks(fixtureOutput()).file(stack), path.join(output, stack, "cdk.tf.json"));
    }
    const terraform = 'cp "${1#-chdir=}/main.tf.json" "${1#-chdir=}/.terraform.lock.hcl"';
    const script = path.join(folder, "scripts", "ci", "lock-providers.sh");
    const result = run(`cd locking && bash ${script} -fs-mirror=mirror`, [], terraform);
    expect(result.status).toBe(0);
    const sets = new Set(staging.map(({ stack }) => required(stack)));
    expect(sets.size).toBeGreaterThan(1);
    expect(result.calls).toHaveLength(sets.size);
    expect(result.calls[0]).toMatch(
      / providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64 -fs-mirror=mirror$/,
    );
    for (const { stack } of staging) {
      const lock = JSON.parse(fs.readFileSync(path.join(output, stack, ".terraform.lock.hcl"), "utf8"));
      expect(lock.terraform.required_providers).toEqual(JSON.parse(required(stack)));
    }
  });
});

describe("scripts/ci/plan.sh", () => {
  const planned = (file: string) => fs.readFileSync(path.join(folder, "plans", `staging-dns.${file}`), "utf8");

  test.each([
    ["no changes", 'case "$*" in *plan*) echo "No changes.";; esac', "0", "No changes."],
    ["changes", 'case "$*" in *plan*) echo "Plan: 1 to add."; exit 2;; esac', "2", "Plan: 1 to add."],
    ["a plan that fails", 'case "$*" in *plan*) echo Error: no plan >&2; exit 1;; esac', "1", "Error: no plan"],
    ["an init that fails", "echo Error: no init >&2; exit 1", "1", "Error: no init"],
  ])("%s: the exit code and what was printed are left for the report", (_, terraform, exitCode, printed) => {
    const result = run("plan.sh", ["staging-dns", "-lock=false"], terraform);
    expect(result.status).toBe(0);
    expect(planned("exitcode").trim()).toBe(exitCode);
    expect(planned("txt")).toBe(result.stdout);
    expect(planned("txt")).toContain(printed);
  });

  test("passes on arguments", () => {
    expect(run("plan.sh", ["staging-dns", "-lock=false"], "exit 0").calls).toEqual([
      "-chdir=cdktf.out/stacks/staging-dns init -no-color",
      "-chdir=cdktf.out/stacks/staging-dns plan -no-color -detailed-exitcode -lock=false",
      "-chdir=cdktf.out/stacks/staging-dns state list",
    ]);
  });

  test("notes whose outputs the stack used when it was last applied, as far as that is known", () => {
    const state = "printf 'aws_vpc.main\\ndata.terraform_remote_state.staging_network\\ndata.aws_region.current\\n'";
    run("plan.sh", ["staging-dns"], `case "$*" in *"state list") ${state};; esac`);
    expect(planned("producers")).toBe("staging-network\n");
    fs.rmSync(plans, { recursive: true });
    const none = 'case "$*" in *"state list") echo "No state file was found!" >&2; exit 1;; esac';
    // Of Terraform Cloud, that may be a state that this token does not see.
    run("plan.sh", ["staging-dns"], none);
    expect(() => planned("producers")).toThrow("ENOENT");
    const file = path.join(folder, "cdktf.out", "stacks", "staging-dns", "cdk.tf.json");
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replace('"cloud": {', '"s3": {'));
    run("plan.sh", ["staging-dns"], none);
    fs.writeFileSync(file, text);
    expect(planned("producers")).toBe("");
    fs.rmSync(plans, { recursive: true });
    run("plan.sh", ["staging-dns"], 'case "$*" in *"state list") echo "Error: forbidden" >&2; exit 1;; esac');
    expect(() => planned("producers")).toThrow("ENOENT");
  });

  test("a job that cannot sign in has a failed plan", () => {
    const result = run("plan.sh", ["staging-dns"], "exit 0", { AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/plan" });
    expect(result).toMatchObject({ status: 0, calls: [] });
    expect(planned("exitcode")).toBe("1\n");
    expect(planned("txt")).toContain("Error: no credentials of AWS");
  });
});
