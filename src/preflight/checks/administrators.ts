import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import { type Check, type Questions, unchecked } from "./check";

/** Roles that clusters let in exist: EKS takes any ARN and lets nobody in then. */
export const checkAdministrators: Check = {
  title: "roles with access to clusters",
  run: async (questions) => {
    const entries = questions.plan.resources.filter(({ type }) => type === "aws_eks_access_entry");
    const arns = entries.map((entry) => String(entry.arguments.principal_arn));
    // Roles that the stacks themselves create stand there as references.
    const named = [...new Set(arns)].filter((arn) => /^arn:aws:iam::\d{12}:role\//.test(arn));
    const created = new Set(
      questions.plan.resources.filter(({ type }) => type === "aws_iam_role").map((role) => role.arguments.name),
    );
    const wanted = named.filter((arn) => !created.has(nameOf(arn)));
    return Promise.all(wanted.map((arn) => judge(questions, arn)));
  },
};

function nameOf(arn: string): string {
  return arn.split("/").at(-1) ?? "";
}

async function judge({ aws }: Questions, arn: string): Promise<Finding> {
  const what = `role ${arn}`;
  const [, account] = /^arn:aws:iam::(\d{12}):/.exec(arn) ?? [];
  try {
    const { Account } = await aws.ask<{ Account: string }>(["sts", "get-caller-identity"]);
    if (Account !== account) {
      return { level: "unchecked", what, detail: `it is in another account than ${Account}, which cannot be asked` };
    }
    await aws.ask(["iam", "get-role", "--role-name", nameOf(arn)]);
    return { level: "ok", what, detail: "exists" };
  } catch (fault) {
    if (!(fault instanceof AwsFailure) || fault.code !== "NoSuchEntity") return unchecked(what, fault);
    const fix = "correct its ARN in the cluster section of the environment, or create it";
    return { level: "blocks", what, detail: "no such role: nobody could administer the cluster through it", fix };
  }
}
