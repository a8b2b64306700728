import { textOf } from "../../pipeline/planned-resources";
import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import { isOwn, type NamedProvider, type Tag } from "../plan";
import { type Check, type Questions, unchecked } from "./check";

/**
 * An identity provider that the stacks create is not there yet: an account can have one of each address. One that is
 * named is there, and takes tokens for the audience that roles ask for.
 */
export const checkIdentityProvider: Check = {
  title: "identity providers",
  run: async (questions) => {
    const planned = questions.plan.resources.filter(({ type }) => type === "aws_iam_openid_connect_provider");
    const hosts = planned.flatMap((provider) => textOf(provider, "url")?.replace(/^https:\/\//, "") ?? []);
    const named = await Promise.all(questions.plan.namedProviders.map((provider) => judgeNamed(questions, provider)));
    if (hosts.length === 0) return named;
    type Providers = { readonly OpenIDConnectProviderList?: readonly { readonly Arn: string }[] };
    const { OpenIDConnectProviderList = [] } = await questions.aws.ask<Providers>([
      "iam",
      "list-open-id-connect-providers",
    ]);
    const arns = OpenIDConnectProviderList.map(({ Arn }) => Arn);
    const created = hosts.map((host) => {
      const arn = arns.find((one) => one.endsWith(`:oidc-provider/${host}`));
      return judge(questions, host, arn);
    });
    return [...named, ...(await Promise.all(created))];
  },
};

async function judge({ aws, plan }: Questions, host: string, arn: string | undefined): Promise<Finding> {
  const what = `identity provider ${host}`;
  if (arn === undefined) return { level: "ok", what, detail: "not there yet; the stacks create it" };
  try {
    const command = ["iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn];
    const { Tags } = await aws.ask<{ Tags?: Tag[] }>(command);
    if (isOwn(plan, Tags)) return { level: "ok", what, detail: "here already" };
  } catch (fault) {
    return unchecked(what, fault, `${arn} exists, and who made it is not known; `);
  }
  return {
    level: "blocks",
    what,
    detail: `${arn} exists, and these stacks did not make it: another cannot be created`,
    fix: `delivery: { ${settingOf(host)}: "${arn}" }, in the environment that owns the account`,
  };
}

function settingOf(host: string): string {
  return host.startsWith("token.actions.") ? "identityProviderArn" : "terraformCloudProviderArn";
}

async function judgeNamed({ aws }: Questions, { arn, audience }: NamedProvider): Promise<Finding> {
  const host = arn.slice(arn.indexOf("/") + 1);
  const what = `identity provider ${host}`;
  const command = ["iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn];
  try {
    const { ClientIDList = [] } = await aws.ask<{ ClientIDList?: string[] }>(command);
    if (ClientIDList.includes(audience)) return { level: "ok", what, detail: `${arn} takes ${audience}` };
    const detail = `${arn} does not take tokens for ${audience}, so no role can be assumed through it`;
    const change = "aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn";
    return { level: "blocks", what, detail, fix: `${change} ${arn} --client-id ${audience}` };
  } catch (fault) {
    if (!(fault instanceof AwsFailure) || fault.code !== "NoSuchEntity") return unchecked(what, fault);
    const setting = `delivery.${settingOf(host)}, in the environment that owns the account`;
    return { level: "blocks", what, detail: `${arn} does not exist`, fix: `correct ${setting}, or remove it` };
  }
}
