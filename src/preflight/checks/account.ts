import type { Finding } from "../finding";
import type { Plan } from "../plan";
import type { Check } from "./check";

interface Identity {
  readonly Account: string;
  readonly Arn: string;
}

/** Somebody is signed in, to an account that the environments may be deployed to, as a role. */
export const checkAccount: Check = {
  title: "account",
  run: async ({ aws, plan }) => {
    const { Account, Arn } = await aws.ask<Identity>(["sts", "get-caller-identity"]);
    const what = `account ${Account}`;
    if (plan.accounts.length > 1) return [{ ...severalAccounts(plan), what }];
    const wrong = plan.accounts.filter((account) => account !== Account);
    if (wrong.length > 0) {
      return [
        {
          level: "blocks",
          what,
          detail: `signed in as ${Arn}, and accountId allows ${plan.accounts.join(", ")} alone`,
          fix: "sign in to that account, or correct accountId in environments/",
        },
      ];
    }
    if (Arn.endsWith(":root")) {
      const detail = `signed in as ${Arn}: the root user should deploy nothing, and cannot assume roles`;
      return [{ level: "warning", what, detail, fix: "sign in as a role, through IAM Identity Center for instance" }];
    }
    const any = plan.accounts.length === 0 ? "; no environment names its account: accountId refuses any other" : "";
    return [{ level: "ok", what, detail: `signed in as ${Arn}${any}` }];
  },
};

/** Whoever is signed in can ask for one account only. */
function severalAccounts({ accounts, accountsOf }: Plan): Omit<Finding, "what"> {
  const environmentsOf = (account: string) =>
    [...accountsOf].filter(([, own]) => own.includes(account)).map(([environment]) => environment);
  const commands = accounts.map((account) => `npm run preflight -- ${environmentsOf(account).join(" ")} (${account})`);
  return {
    level: "blocks",
    detail: `these environments are in ${accounts.length === 2 ? "two" : accounts.length} accounts: run it once for each`,
    fix: `signed in to each: ${commands.join("; ")}`,
  };
}
