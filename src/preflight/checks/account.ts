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
