import { listOf, textOf } from "../../pipeline/planned-resources";
import { identifiersOf } from "./data-quotas";
import { countOf, type Quota, usageOf } from "./quota";

interface Distribution {
  readonly Aliases?: { readonly Items?: readonly string[] };
}

/** Quotas of load balancers, and those that count once in an account. */
export const edgeQuotas: readonly Quota[] = [
  {
    service: "elasticloadbalancing",
    code: "L-53DA6B97",
    name: "application load balancers",
    byDefault: 50,
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
    needed: countOf("aws_lb"),
    usage: async ({ aws, region, plan }) => {
      const own = identifiersOf(plan, "aws_lb", "name");
      const command = ["elbv2", "describe-load-balancers"];
      const { LoadBalancers } = await aws.ask<{ LoadBalancers?: { Type: string; LoadBalancerName: string }[] }>(
        command,
        region,
      );
      const application = LoadBalancers?.filter(({ Type }) => Type === "application");
      return usageOf(application, ({ LoadBalancerName }) => own.has(LoadBalancerName));
    },
  },
  {
    service: "cloudfront",
    code: "L-24B04930",
    name: "CloudFront distributions",
    byDefault: 500,
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
    scope: "account",
    needed: countOf("aws_cloudfront_distribution"),
    usage: async ({ aws, plan }) => {
      const planned = plan.resources.filter(({ type }) => type === "aws_cloudfront_distribution");
      const own = new Set(planned.flatMap((item) => listOf(item, "aliases")));
      const { DistributionList } = await aws.ask<{ DistributionList?: { Items?: Distribution[] } }>([
        "cloudfront",
        "list-distributions",
      ]);
      return usageOf(DistributionList?.Items, ({ Aliases }) => (Aliases?.Items ?? []).some((name) => own.has(name)));
    },
  },
  {
    service: "iam",
    code: "L-FE177D64",
    name: "IAM roles",
    byDefault: 1000,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    scope: "account",
    needed: countOf("aws_iam_role"),
    usage: async ({ aws, plan }) => {
      const planned = plan.resources.filter(({ type }) => type === "aws_iam_role");
      const own = new Set(planned.flatMap((role) => textOf(role, "name") ?? []));
      const names = await aws.ask<string[]>(["iam", "list-roles", "--query", "Roles[].RoleName"]);
      return usageOf(names, (name) => own.has(name));
    },
  },
];
