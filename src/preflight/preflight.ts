import { AwsFailure } from "./aws-failure";
import { accountChecks } from "./checks";
import { checkAccount } from "./checks/account";
import { type Check, type Questions, unchecked } from "./checks/check";
import { checkTools } from "./checks/tools";
import type { Finding } from "./finding";

/** Everything that stands in the way of a deployment. Nothing is changed; a check that fails stops no other. */
export async function preflight(questions: Questions): Promise<Finding[]> {
  const tools = await checkTools.run(questions);
  const account = await findingsOf(checkAccount, questions);
  // Nobody is signed in: every other question would fail with the same words.
  if (account.some(({ level }) => level === "unchecked" || level === "blocks")) {
    const left = accountChecks.map(({ title }) => title).join(", ");
    const what = "everything in the account";
    const detail = `not looked at without the right account: ${left}`;
    return [...tools, ...account.map(blocking), { level: "unchecked", what, detail }];
  }
  const findings = await Promise.all(accountChecks.map((check) => findingsOf(check, questions)));
  return [...tools, ...account, ...findings.flat()];
}

function blocking(finding: Finding): Finding {
  return finding.level === "unchecked" ? { ...finding, level: "blocks" } : finding;
}

async function findingsOf(check: Check, questions: Questions): Promise<readonly Finding[]> {
  try {
    return await check.run(questions);
  } catch (fault) {
    const failure = fault instanceof AwsFailure ? fault : unexpected(fault);
    return [unchecked(check.title, failure)];
  }
}

/** An answer that is not what AWS documents, for instance of an emulator. */
function unexpected(fault: unknown): AwsFailure {
  return new AwsFailure("refused", `the answer was not understood: ${fault instanceof Error ? fault.message : fault}`);
}
