import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Construct } from "constructs";
import { Distribution, type DistributionProps } from "../../../modules/edge/distribution";
import { synthConstruct } from "../../support/synth";

const props: DistributionProps = {
  comment: "example.com",
  aliases: ["example.com"],
  certificateArn: "arn:certificate",
  webAclArn: "arn:web-acl",
  loadBalancer: {
    domainName: "alb.example.com",
    header: { name: "X-Secret", value: "s3cret" },
    readTimeoutSeconds: 20,
  },
  staticAssets: {
    path: "/assets/",
    domainName: "assets.s3.eu-west-1.amazonaws.com",
    originAccessIdentityPath: "identity/1",
  },
  responseHeaderPolicyIds: { dynamic: "policy-1", static: "policy-2" },
  priceClass: "PriceClass_100",
  logBucketDomainName: "logs.s3.amazonaws.com",
};

const synth = (change: Partial<DistributionProps> = {}) =>
  synthConstruct((scope) => {
    new Distribution(scope, "main", { ...props, ...change });
  }).resource("aws_cloudfront_distribution", "main");

test("what the props say", () => {
  expect(synth()).toMatchObject({
    comment: "example.com",
    aliases: ["example.com"],
    price_class: "PriceClass_100",
    web_acl_id: "arn:web-acl",
    viewer_certificate: { acm_certificate_arn: "arn:certificate" },
    logging_config: { bucket: "logs.s3.amazonaws.com", prefix: "cloudfront/" },
    origin: [
      {
        origin_id: "ALB",
        domain_name: "alb.example.com",
        custom_header: [{ name: "X-Secret", value: "s3cret" }],
        custom_origin_config: { origin_read_timeout: 20 },
      },
      {
        origin_id: "S3-static",
        domain_name: "assets.s3.eu-west-1.amazonaws.com",
        s3_origin_config: { origin_access_identity: "identity/1" },
      },
    ],
    default_cache_behavior: { target_origin_id: "ALB", response_headers_policy_id: "policy-1" },
    ordered_cache_behavior: [
      { path_pattern: "/assets/*", target_origin_id: "S3-static", response_headers_policy_id: "policy-2" },
    ],
  });
});

test("the bucket never sees the viewer's host, which S3 would take for the name of a bucket", () => {
  const [behavior] = synth().ordered_cache_behavior as { forwarded_values: object }[];
  expect(behavior?.forwarded_values).not.toHaveProperty("headers");
});

test("waits for what it is told to wait for", () => {
  const stack = synthConstruct((scope) => {
    const validation = new AcmCertificateValidation(new Construct(scope, "validation"), "main", {
      certificateArn: "arn",
    });
    new Distribution(scope, "main", { ...props, dependsOn: [validation] });
  });
  expect(stack.resource("aws_cloudfront_distribution", "main").depends_on).toEqual([
    "aws_acm_certificate_validation.main",
  ]);
  expect(synth()).not.toHaveProperty("depends_on");
});
