import { bootstrapStack } from "../../contracts";
import { type PlannedResource, textOf } from "../../pipeline/planned-resources";
import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import { isOwn, type Tag } from "../plan";
import { type Check, type Questions, unchecked } from "./check";

/** Names of buckets are free, or taken by these stacks: a name belongs to one account in all of AWS. */
export const checkBuckets: Check = {
  title: "names of buckets",
  run: async (questions) => {
    const buckets = questions.plan.resources.filter(({ type }) => type === "aws_s3_bucket");
    if (buckets.length === 0) return [];
    const { Buckets = [] } = await questions.aws.ask<{ Buckets?: { Name: string }[] }>(["s3api", "list-buckets"]);
    const own = new Set(Buckets.map(({ Name }) => Name));
    const judged = buckets.map((bucket) => {
      const name = textOf(bucket, "bucket");
      if (name === undefined) return undefined;
      return own.has(name) ? judgeOwn(questions, bucket, name) : judgeOther(questions, bucket, name);
    });
    return summarize((await Promise.all(judged)).flatMap((finding) => finding ?? []));
  },
};

async function judgeOwn({ aws, plan }: Questions, bucket: PlannedResource, name: string): Promise<Finding> {
  const what = `bucket ${name}`;
  // The states' bucket is tagged with no environment of the plan.
  if (bucket.stack === bootstrapStack) return { level: "ok", what, detail: "here already" };
  try {
    const command = ["s3api", "get-bucket-tagging", "--bucket", name];
    const { TagSet } = await aws.ask<{ TagSet?: Tag[] }>(command, bucket.region);
    if (isOwn(plan, TagSet)) return { level: "ok", what, detail: "here already" };
  } catch (fault) {
    if (!(fault instanceof AwsFailure) || fault.code !== "NoSuchTagSet") return unchecked(what, fault);
  }
  return {
    level: "blocks",
    what,
    detail: "it is in this account, and these stacks did not make it",
    fix: `storage: { bucketSuffix: "…" }, or terraform import aws_s3_bucket.${bucket.name} ${name} in ${bucket.stack}`,
  };
}

async function judgeOther({ aws }: Questions, bucket: PlannedResource, name: string): Promise<Finding> {
  const what = `bucket ${name}`;
  try {
    await aws.ask(["s3api", "head-bucket", "--bucket", name], bucket.region);
  } catch (fault) {
    if (!(fault instanceof AwsFailure)) throw fault;
    // An answer without a body has its status for a code.
    if (fault.code === "404" || fault.code === "NoSuchBucket") return { level: "ok", what, detail: "the name is free" };
    const taken = fault.code === "403" || fault.code === "301";
    if (!taken) return unchecked(what, fault);
  }
  const setting = bucket.stack === bootstrapStack ? "state: { s3: { bucket" : "storage: { bucketSuffix";
  const closing = bucket.stack === bootstrapStack ? " } }" : " }";
  return {
    level: "blocks",
    what,
    detail: "another account has a bucket of that name",
    fix: `${setting}: "…"${closing}, with something that nobody else has`,
  };
}

/** Free and own names take one line each kind, however many there are. */
function summarize(findings: readonly Finding[]): Finding[] {
  const fine = findings.filter(({ level }) => level === "ok");
  const rest = findings.filter(({ level }) => level !== "ok");
  if (fine.length === 0) return rest;
  const here = fine.filter(({ detail }) => detail === "here already").length;
  const detail = `${fine.length - here} are free, ${here} here already`;
  return [...rest, { level: "ok", what: `${fine.length} names of buckets`, detail }];
}
