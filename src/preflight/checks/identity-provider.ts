import { textOf } from "../../pipeline/planned-resources";
import type { Finding } from "../finding";
import { isOwn, type Tag } from "../plan";
import { type Check, type Questions, unchecked } from "./check";

/** An identity provider that the stacks create is not there yet: an account can have one of each address. */
export const checkIdentityProvider: Check = {
  title: "identity providers",
  run: async (questions) => {
    const planned = questions.plan.resources.filter(({ type }) => type === "aws_iam_openid_connect_provider");
    const hosts = planned.flatMap((provider) => textOf(provider, "url")?.replace(/^https:\/\//, "") ?? []);
    if (hosts.length === 0) return [];
    type Providers = { readonly OpenIDConnectProviderList?: readonly { readonly Arn: string }[] };
    const { OpenIDConnectProviderList = [] } = await questions.aws.ask<Providers>([
      "iam",
      "list-open-id-connect-providers",
    ]);
    const arns = OpenIDConnectProviderList.map(({ Arn }) => Arn);
    return Promise.all(
      hosts.map((host) =>
        judge(
          questions,
          host,
          arns.find((arn) => arn.endsWith(`:oidc-provider/${host}`)),
        ),
      ),
    );
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
  const setting = host.startsWith("token.actions.") ? "identityProviderArn" : "terraformCloudProviderArn";
  return {
    level: "blocks",
    what,
    detail: `${arn} exists, and these stacks did not make it: another cannot be created`,
    fix: `delivery: { ${setting}: "${arn}" }, in the environment that owns the account`,
  };
}
