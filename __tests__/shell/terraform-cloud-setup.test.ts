import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fixtureOutput, projectRoot } from "../support/output-folder";

// Runs the commands of docs/terraform-cloud.md as they stand there, with programs that note what they were asked.
const page = fs.readFileSync(path.join(projectRoot, "docs", "terraform-cloud.md"), "utf8");
const blocks = [...page.matchAll(/^( *)```sh\n(.*?)^ *```$/gms)].map(([, , text = ""]) => text);
const functions = blockWith("tfc() {").replace(/^ *for stack in .*/ms, "");
const teams = { development: { plan: "team-1", apply: "team-2" }, staging: { plan: "team-3", apply: "team-4" } };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-setup-"));
const calls = path.join(folder, "calls.txt");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  for (const stack of ["production-delivery", "staging-network", "terraform-cloud"]) {
    const to = path.join(folder, "cdktf.out", "stacks", stack);
    fs.mkdirSync(to, { recursive: true });
    fs.copyFileSync(path.join(fixtureOutput(), "stacks", stack, "cdk.tf.json"), path.join(to, "cdk.tf.json"));
  }
  setHost("app.terraform.io");
});

beforeEach(() => fs.rmSync(calls, { force: true }));

function blockWith(text: string): string {
  const found = blocks.filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} blocks of the page have ${text}`);
  return found[0] as string;
}

/** Signs in to a host, and leaves it to the stack to name one that is not the default. */
function setHost(host: string): void {
  const credentials = path.join(folder, ".terraform.d", "credentials.tfrc.json");
  fs.mkdirSync(path.dirname(credentials), { recursive: true });
  fs.writeFileSync(credentials, JSON.stringify({ credentials: { [host]: { token: "0wner" } } }));
}

/** Runs commands; `curl` is what Terraform Cloud answers. */
function run(commands: string, curl: string) {
  const programs = {
    terraform: `case "$*" in *"output -json teams") echo '${JSON.stringify(teams)}' ;; esac`,
    curl: `for word; do case "$word" in @*) cat "\${word#@}" >> ${JSON.stringify(calls)} ;; esac; done\n${curl}`,
    gh: `echo "stdin: $(cat)" >> ${JSON.stringify(calls)}`,
  };
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin, { recursive: true });
  for (const [name, body] of Object.entries(programs)) {
    const text = `#!/bin/sh\necho "${name} $@" >> ${JSON.stringify(calls)}\n${body}\n`;
    fs.writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  }
  const env = { ...process.env, HOME: folder, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const { status, stderr } = spawnSync("bash", ["--norc", "-c", commands], {
    cwd: folder,
    env,
    encoding: "utf8",
    input: "",
  });
  return { status, stderr, calls: fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : [] };
}

test("the first two workspaces are set to local execution, by the names in their stacks", () => {
  const { status, stderr, calls } = run(blockWith("tfc() {"), "echo {}");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(calls.filter((call) => call.startsWith("terraform"))).toEqual([
    "terraform -chdir=cdktf.out/stacks/production-delivery init",
    "terraform -chdir=cdktf.out/stacks/terraform-cloud init",
  ]);
  expect(calls).toContain("Authorization: Bearer 0wner");
  expect(calls.flatMap((call) => /-X (PATCH \S+)/.exec(call)?.[1] ?? [])).toEqual([
    "PATCH https://app.terraform.io/api/v2/organizations/techally/workspaces/techally-production-delivery",
    "PATCH https://app.terraform.io/api/v2/organizations/techally/workspaces/techally-terraform-cloud",
  ]);
});

test("every GitHub environment gets a token of its team, whose description is its own", () => {
  const commands = functions + blockWith("give() (");
  const { status, stderr, calls } = run(commands, `echo '{"data":{"attributes":{"token":"t0ken"}}}'`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(calls.filter((call) => call.startsWith("gh"))).toEqual([
    "gh secret set TF_TOKEN_APP_TERRAFORM_IO --env plan-development",
    "gh secret set TF_TOKEN_APP_TERRAFORM_IO --env development",
    "gh secret set TF_TOKEN_APP_TERRAFORM_IO --env plan-staging",
    "gh secret set TF_TOKEN_APP_TERRAFORM_IO --env staging",
  ]);
  expect(calls.filter((call) => call.startsWith("stdin"))).toEqual(Array(4).fill("stdin: t0ken"));
  expect(calls.join("\n")).toContain("-X POST https://app.terraform.io/api/v2/teams/team-3/authentication-tokens");
  const description = /"description": "GitHub Actions, plan-staging, \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/;
  expect(calls.join("\n")).toMatch(description);
  expect(calls.join("\n")).toMatch(/"expired-at": "\d{4}-\d\d-\d\dT/);
});

test.each([
  ["is refused", "exit 22"],
  ["has no token in it", `echo '{"data":{"attributes":{"token":null}}}'`],
  ["is no JSON", "echo oops"],
])("no secret is set, and nothing else done, where the answer %s", (_title, curl) => {
  const { calls } = run(functions + blockWith("give() ("), curl);
  expect(calls.filter((call) => call.startsWith("gh"))).toEqual([]);
  expect(calls.filter((call) => call.startsWith("curl"))).toHaveLength(1);
});

test("one token is renewed by itself, and not for an environment that has no team", () => {
  const give = (blockWith("give() (").match(/.*^ *\)\n/ms) ?? [""])[0];
  const answer = `echo '{"data":{"attributes":{"token":"n3w"}}}'`;
  const one = run(functions + give + blockWith("give staging plan plan-staging"), answer);
  expect(one.calls.filter((call) => /^(gh|stdin)/.test(call))).toEqual([
    "gh secret set TF_TOKEN_APP_TERRAFORM_IO --env plan-staging",
    "stdin: n3w",
  ]);
  fs.rmSync(calls);
  const none = run(`${functions}${give}give qa plan plan-qa`, answer);
  expect(none.status).not.toBe(0);
  expect(none.calls.filter((call) => /^(gh|curl)/.test(call))).toEqual([]);
});

test("another host is asked where the stack names one", () => {
  const file = path.join(folder, "cdktf.out", "stacks", "terraform-cloud", "cdk.tf.json");
  const before = fs.readFileSync(file, "utf8");
  const changed = JSON.parse(before);
  changed.terraform.cloud.hostname = "tfe.acme.com";
  fs.writeFileSync(file, JSON.stringify(changed));
  setHost("tfe.acme.com");
  const { status, calls } = run(`${functions}tfc GET account/details '{}'`, "echo {}");
  fs.writeFileSync(file, before);
  setHost("app.terraform.io");
  expect(status).toBe(0);
  expect(calls.join("\n")).toContain("-X GET https://tfe.acme.com/api/v2/account/details");
});

test("the checkout is uploaded with the synthesized output, and without what is large or secret", () => {
  const rules = fs.readFileSync(path.join(projectRoot, ".terraformignore"), "utf8").split("\n");
  expect(rules).toEqual(expect.arrayContaining([".git/", "node_modules/", "terraform-state/", "errored/"]));
  expect(rules.filter((rule) => rule.includes("cdktf.out"))).toEqual([]);
});
