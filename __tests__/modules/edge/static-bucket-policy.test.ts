import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { StaticBucketPolicy } from "../../../modules/edge/static-bucket-policy";
import { tlsOnlyStatement } from "../../../modules/storage/tls-only";
import { synthConstruct } from "../../support/synth";

const arn = "arn:aws:s3:::example-static-assets";
const props = {
  bucketName: "example-static-assets",
  bucketArn: arn,
  path: "/assets/",
  originAccessIdentityArn: "arn:identity",
  statements: [tlsOnlyStatement(arn)],
};

test("reads below its path and learns what is missing, over TLS", () => {
  const stack = synthConstruct((scope) => {
    new StaticBucketPolicy(scope, "static_assets", props);
  });
  const principals = [{ type: "AWS", identifiers: ["arn:identity"] }];
  expect(stack.data("aws_iam_policy_document", "static_assets").statement).toEqual([
    { sid: "ReadStaticAssets", actions: ["s3:GetObject"], resources: [`${arn}/assets/*`], principals },
    { sid: "TellWhatIsMissing", actions: ["s3:ListBucket"], resources: [arn], principals },
    expect.objectContaining({ sid: "DenyInsecureTransport", effect: "Deny", actions: ["s3:*"] }),
  ]);
  expect(stack.resource("aws_s3_bucket_policy", "static_assets")).toEqual({
    bucket: "example-static-assets",
    policy: "${data.aws_iam_policy_document.static_assets.json}",
  });
});

test("a bucket of another region is written through that region", () => {
  const stack = synthConstruct((scope) => {
    const provider = new AwsProvider(scope, "west", { region: "us-west-2", alias: "us_west_2" });
    new StaticBucketPolicy(scope, "static_assets", { ...props, provider });
  });
  expect(stack.resource("aws_s3_bucket_policy", "static_assets").provider).toBe("aws.us_west_2");
});
