import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import { satisfies } from "../version";
import { type Check, type Questions, unchecked } from "./check";

const terraformPage = "https://developer.hashicorp.com/terraform/install";
const kubectlPage = "https://kubernetes.io/docs/tasks/tools/";
const awsPage = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html";

// What package.json says under "engines".
const node = ">= 20.0.0";

/** The programs that a deployment from this machine runs are there, in versions that work. */
export const checkTools: Check = {
  title: "tools",
  run: async (questions) => [
    checkNode(),
    await checkTerraform(questions),
    await checkAws(questions),
    await checkKubectl(questions),
  ],
};

function checkNode(): Finding {
  const found = process.versions.node;
  if (satisfies(found, node)) return { level: "ok", what: "Node.js", detail: found };
  return {
    level: "blocks",
    what: "Node.js",
    detail: `${found}, needed is ${node}`,
    fix: "install it from https://nodejs.org",
  };
}

async function checkTerraform({ run, plan }: Questions): Promise<Finding> {
  const what = "Terraform";
  const fix = `install it from ${terraformPage}; .terraform-version has the version that this project is proven with`;
  const { status, stdout, missing } = await run("terraform", ["version", "-json"]);
  if (missing) return { level: "blocks", what, detail: `not found, needed is ${plan.terraform}`, fix };
  const [, found] = /"terraform_version":\s*"([^"]+)"/.exec(stdout) ?? [];
  if (status !== 0 || found === undefined) {
    return unchecked(what, new AwsFailure("refused", "terraform version -json says no version"));
  }
  if (satisfies(found, plan.terraform)) return { level: "ok", what, detail: found };
  return { level: "blocks", what, detail: `${found}, needed is ${plan.terraform}`, fix };
}

async function checkAws({ run }: Questions): Promise<Finding> {
  const what = "AWS CLI";
  const { stdout, stderr, missing } = await run("aws", ["--version"]);
  if (missing)
    return { level: "blocks", what, detail: "not found, needed is version 2", fix: `install it from ${awsPage}` };
  const [, found = "an unknown version"] = /aws-cli\/(\S+)/.exec(stdout + stderr) ?? [];
  if (found.startsWith("2.")) return { level: "ok", what, detail: found };
  return {
    level: "warning",
    what,
    detail: `${found}; sign-in through SSO sessions needs version 2`,
    fix: `install it from ${awsPage}`,
  };
}

/** Only people need it; Terraform talks to clusters by itself. */
async function checkKubectl({ run }: Questions): Promise<Finding> {
  const what = "kubectl";
  const { status, stdout, missing } = await run("kubectl", ["version", "--client", "--output=json"]);
  if (missing) {
    const detail = "not found; runbooks need it, deployments do not";
    return { level: "warning", what, detail, fix: `install it from ${kubectlPage}` };
  }
  const [, found] = /"gitVersion":\s*"v?([^"]+)"/.exec(stdout) ?? [];
  return { level: "ok", what, detail: status === 0 ? (found ?? "here") : "here" };
}
