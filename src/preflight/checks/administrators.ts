import { textOf } from "../../pipeline/planned-resources";
import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import { type Check, type Questions, unchecked } from "./check";

/**
 * Roles that clusters let in exist, or are among those that the stacks create: EKS refuses an access entry for any other
 * (https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html).
 */
export const checkAdministrators: Check = {
  title: "roles with access to clusters",
  run: async (questions) => {
    const { resources } = questions.plan;
    const entries = resources.filter(({ type }) => type === "aws_eks_access_entry");
    const roles = entries.flatMap(({ arguments: values }) => roleOf(String(values.principal_arn)) ?? []);
    const created = new Set(
      resources.filter(({ type }) => type === "aws_iam_role").map((role) => textOf(role, "name")),
    );
    const wanted = new Map(roles.filter(({ name }) => !created.has(name)).map((role) => [role.arn, role]));
    if (wanted.size === 0) return [];
    const { Account } = await questions.aws.ask<{ Account: string }>(["sts", "get-caller-identity"]);
    return Promise.all([...wanted.values()].map((role) => judge(questions, role, Account)));
  },
};

interface Role {
  readonly arn: string;
  /** Nothing where it is the account that is deployed to. */
  readonly account: string | undefined;
  readonly name: string;
}

/** A role by its ARN, whose account may be known to Terraform alone; nothing for one that stands there as a reference. */
function roleOf(arn: string): Role | undefined {
  const [, account = "", path = ""] = /^arn:aws:iam::(\d{12}|\$\{[^}]+\}):role\/(.+)$/.exec(arn) ?? [];
  if (path === "") return undefined;
  return { arn, account: /^\d+$/.test(account) ? account : undefined, name: path.split("/").at(-1) ?? path };
}

async function judge({ aws }: Questions, { account, name }: Role, here: string): Promise<Finding> {
  const what = `role ${name} of account ${account ?? here}`;
  if (account !== undefined && account !== here) {
    return { level: "unchecked", what, detail: `account ${here}, which is signed in, cannot ask for it` };
  }
  try {
    await aws.ask(["iam", "get-role", "--role-name", name]);
    return { level: "ok", what, detail: "exists" };
  } catch (fault) {
    if (!(fault instanceof AwsFailure) || fault.code !== "NoSuchEntity") return unchecked(what, fault);
    const fix =
      "correct it in the cluster section of the environment, or create it; <env>-delivery creates Terraform's own";
    return { level: "blocks", what, detail: "there is none, and EKS refuses access for it", fix };
  }
}
