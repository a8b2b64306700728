import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fixtureOutput, projectRoot } from "../support/output-folder";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-office-hours-"));
const calls = path.join(folder, "calls.txt");
const outputs = path.join(folder, "github-output.txt");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  for (const entry of ["scripts", "src", "node_modules", "package.json"]) {
    fs.symlinkSync(path.join(projectRoot, entry), path.join(folder, entry));
  }
  fs.symlinkSync(fixtureOutput(), path.join(folder, "cdktf.out"));
});

beforeEach(() => {
  fs.rmSync(calls, { force: true });
  fs.writeFileSync(outputs, "");
});

/** Runs a script with an AWS CLI that notes what it was asked, and answers with `aws`, the body of a shell program. */
function run(script: string, args: readonly string[], aws: string) {
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin, { recursive: true });
  const body = `#!/bin/sh\necho "$@" >> ${JSON.stringify(calls)}\n${aws}\n`;
  fs.writeFileSync(path.join(bin, "aws"), body, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync("bash", [path.join("scripts", "ci", script), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      GITHUB_OUTPUT: outputs,
      AWS_ROLE_ARN: "",
    },
    encoding: "utf8",
  });
  const asked = fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : [];
  return { status, text: stdout + stderr, asked, outputs: fs.readFileSync(outputs, "utf8") };
}

const awake = `case "$*" in
  *describe-nodegroup*) echo '{"nodegroup":{"status":"ACTIVE","scalingConfig":{"minSize":3,"maxSize":6}}}';;
  *describe-db-instances*) echo '{"DBInstances":[{"DBInstanceStatus":"available"}]}';;
esac`;

// Every question is one step further on: what was asked to start is there when it is asked about again.
const database = path.join(folder, "database");
const asleep = `case "$*" in
  *describe-nodegroup*) echo '{"nodegroup":{"status":"ACTIVE","scalingConfig":{"minSize":3,"maxSize":6}}}';;
  *describe-db-instances*) if [ -e ${database} ]; then state=available; else state=stopping; touch ${database}; fi
    echo "{\\"DBInstances\\":[{\\"DBInstanceStatus\\":\\"$state\\"}]}";;
esac`;

describe("scripts/ci/wake.sh", () => {
  test("an environment that is awake: says so to the workflow, and starts nothing", () => {
    const { status, outputs: told, asked } = run("wake.sh", ["staging"], awake);
    expect({ status, told }).toEqual({ status: 0, told: "asleep=false\nwoken=\n" });
    expect(asked.filter((call) => !call.includes("describe"))).toEqual([]);
    expect(
      asked.some((call) => call.includes("--cluster-name techally-staging --nodegroup-name general-workloads")),
    ).toBe(true);
  });

  test("an environment that sleeps: what is started is told", () => {
    expect(run("wake.sh", ["staging"], asleep)).toMatchObject({
      status: 0,
      outputs: "asleep=true\nwoken=techally-staging-primary\n",
    });
  });

  test("an environment without autoShutdown is left alone", () => {
    expect(run("wake.sh", ["production"], "exit 1")).toMatchObject({ status: 0, outputs: "asleep=false\n", asked: [] });
  });

  test("how long it is needed is handed on, and asked for before anything in AWS is", () => {
    expect(run("wake.sh", ["staging", "--for", "soon"], awake)).toMatchObject({
      status: 1,
      text: '--for is "soon"; allowed are minutes of one day, 0 to 1440\n',
      asked: [],
    });
  });

  test("fails without an answer: whether it sleeps is not known", () => {
    const failed = run("wake.sh", ["staging"], "echo Unable to locate credentials >&2; exit 255");
    expect(failed.status).not.toBe(0);
    expect(failed.outputs).toBe("");
    expect(failed.text).toContain("Unable to locate credentials");
    expect(run("wake.sh", ["qa"], awake).text).toContain('no stack of environment "qa"');
    expect(run("wake.sh", [], awake).text).toContain("usage: scripts/ci/wake.sh <environment>");
  });
});

describe("scripts/ci/sleep.sh", () => {
  test("an environment without autoShutdown is left alone", () => {
    expect(run("sleep.sh", ["production"], "exit 1")).toMatchObject({ status: 0, asked: [] });
  });

  test("needs an environment", () => {
    const { status, text } = run("sleep.sh", [], awake);
    expect(status).not.toBe(0);
    expect(text).toContain("usage: scripts/ci/sleep.sh <environment>");
  });
});

describe("npm run destroy", () => {
  const destroy = (...args: readonly string[]) => {
    const all = [
      path.join("scripts", "run.cjs"),
      path.join("scripts", "destroy.ts"),
      ...args,
      "--output",
      fixtureOutput(),
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, {
      cwd: projectRoot,
      env: { ...process.env, PATH: path.dirname(process.execPath) },
      encoding: "utf8",
      input: "development\n",
    });
    return { status, stdout, stderr };
  };

  test("asks a person, and nobody else", () => {
    const { status, stdout, stderr } = destroy("development");
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^destroys, in this order:\n\n {2}development-operations\n[\s\S]+ {2}development-network\n[\s\S]+with all that is in\n\n {2}techally-development-primary: database/,
    );
    expect(stderr).toBe("there is nobody to ask: say --yes and the environment's name\n");
  });

  test("takes no other environment's name for a yes", () => {
    expect(destroy("development", "--yes", "staging").stderr).toBe(
      '"staging" is not development; nothing was destroyed\n',
    );
  });

  test("refuses what is protected before it asks", () => {
    const { status, stdout, stderr } = destroy("staging", "--yes", "staging");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("cluster.deletionProtection");
  });

  test("explains itself", () => {
    expect(destroy("--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("npm run destroy -- <environment>"),
    });
    expect(destroy()).toMatchObject({ status: 2 });
  });
});
