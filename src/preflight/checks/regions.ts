import { regionsOf } from "../plan";
import type { Check } from "./check";

/** Every region that something is deployed to is enabled for the account. */
export const checkRegions: Check = {
  title: "regions",
  run: async ({ aws, plan }) => {
    type Region = { readonly RegionName: string; readonly OptInStatus?: string };
    const command = ["ec2", "describe-regions", "--all-regions"];
    const { Regions = [] } = await aws.ask<{ Regions?: Region[] }>(command);
    return regionsOf(plan).map((region) => {
      const what = `region ${region}`;
      const status = Regions.find(({ RegionName }) => RegionName === region)?.OptInStatus;
      if (status === "opted-in" || status === "opt-in-not-required") {
        return { level: "ok", what, detail: "enabled" };
      }
      const detail = status === undefined ? "AWS has no such region" : `not enabled for this account (${status})`;
      // https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
      const fix =
        status === undefined
          ? "correct the region in environments/"
          : `aws account enable-region --region-name ${region}`;
      return { level: "blocks", what, detail, fix };
    });
  },
};
