import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { fixtureStack } from "../support/stack-json";

const edge = fixtureStack("production-edge");
const distribution = edge.resource("aws_cloudfront_distribution", "main");
const {
  default_cache_behavior: byDefault,
  ordered_cache_behavior: ordered,
  origin,
} = distribution as {
  default_cache_behavior: Record<string, unknown>;
  ordered_cache_behavior: Record<string, unknown>[];
  origin: Record<string, unknown>[];
};
const [alb, bucket] = origin;
const [staticAssets] = ordered;

describe("§7.1 aws_cloudfront_distribution.main", () => {
  test.each([
    ["enabled", true],
    ["is_ipv6_enabled", true],
    ["default_root_object", "index.html"],
    ["aliases", ["techally.com", "www.techally.com"]],
    ["web_acl_id", "${aws_wafv2_web_acl.main.arn}"],
    ["restrictions", { geo_restriction: { restriction_type: "none" } }],
  ])("%s is %j", (argument, value) => {
    expect(edge.text).toHaveResourceWithProperties(CloudfrontDistribution, { [argument]: value });
    expect(distribution[argument]).toEqual(value);
  });

  test("two origins", () => {
    expect(origin.map(({ origin_id }) => origin_id)).toEqual(["ALB", "S3-static"]);
  });

  test("origin ALB: ports 80 and 443, https-only, TLSv1.2", () => {
    expect(alb?.custom_origin_config).toMatchObject({
      http_port: 80,
      https_port: 443,
      origin_protocol_policy: "https-only",
      origin_ssl_protocols: ["TLSv1.2"],
    });
  });

  test("origin ALB is the name that §1.1's Route 53 leads to either region", () => {
    expect(alb?.domain_name).toBe("origin.techally.com");
  });

  test("origin ALB is aws_lb.main.dns_name where there is one region", () => {
    const [single] = fixtureStack("staging-edge").resource("aws_cloudfront_distribution", "main").origin as [
      Record<string, unknown>,
    ];
    expect(single.domain_name).toBe("${data.terraform_remote_state.staging_ingress.outputs.aws_lb_main_dns_name}");
    expect(fixtureStack("staging-ingress").outputs.aws_lb_main_dns_name).toEqual({ value: "${aws_lb.main.dns_name}" });
  });

  test("origin S3-static: the static assets bucket, read through the origin access identity", () => {
    expect(bucket).toEqual({
      domain_name:
        "${data.terraform_remote_state.production_storage.outputs.aws_s3_bucket_static_assets_bucket_regional_domain_name}",
      origin_id: "S3-static",
      s3_origin_config: {
        origin_access_identity: "${aws_cloudfront_origin_access_identity.static.cloudfront_access_identity_path}",
      },
    });
    expect(fixtureStack("production-storage").outputs.aws_s3_bucket_static_assets_bucket_regional_domain_name).toEqual({
      value: "${aws_s3_bucket.static_assets.bucket_regional_domain_name}",
    });
  });

  test.each([
    ["allowed_methods", ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]],
    ["cached_methods", ["GET", "HEAD"]],
    ["target_origin_id", "ALB"],
    [
      "forwarded_values",
      { query_string: true, headers: ["Host", "Origin", "Authorization"], cookies: { forward: "all" } },
    ],
    ["viewer_protocol_policy", "redirect-to-https"],
    ["min_ttl", 0],
    ["default_ttl", 0],
    ["max_ttl", 0],
    ["compress", true],
  ])("default_cache_behavior: %s is %j", (argument, value) => {
    expect(byDefault[argument]).toEqual(value);
  });

  test.each([
    ["path_pattern", "/static/*"],
    ["allowed_methods", ["GET", "HEAD"]],
    ["cached_methods", ["GET", "HEAD"]],
    ["target_origin_id", "S3-static"],
    ["forwarded_values", { query_string: false, cookies: { forward: "none" } }],
    ["viewer_protocol_policy", "https-only"],
    ["min_ttl", 0],
    ["default_ttl", 86400],
    ["max_ttl", 31536000],
    ["compress", true],
  ])("ordered_cache_behavior: %s is %j", (argument, value) => {
    expect(ordered).toHaveLength(1);
    expect(staticAssets?.[argument]).toEqual(value);
  });

  test("viewer_certificate: aws_acm_certificate.main by SNI, once it is issued", () => {
    expect(distribution.viewer_certificate).toMatchObject({
      acm_certificate_arn: "${aws_acm_certificate.main.arn}",
      ssl_support_method: "sni-only",
    });
    expect(distribution.depends_on).toEqual(["aws_acm_certificate_validation.main"]);
    expect(edge.resource("aws_acm_certificate", "main")).toMatchObject({
      domain_name: "techally.com",
      subject_alternative_names: ["*.techally.com"],
    });
  });
});

describe("§7.1 what the document leaves out", () => {
  test("TLS 1.2 or later, HTTP/2 and 3, access logs", () => {
    expect(distribution).toMatchObject({
      viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021" },
      http_version: "http2and3",
      logging_config: {
        bucket: "${data.terraform_remote_state.production_storage.outputs.aws_s3_bucket_cdn_logs_bucket_domain_name}",
        prefix: "cloudfront/",
        include_cookies: false,
      },
    });
  });

  test("security headers on everything, CORS on static assets", () => {
    expect(byDefault.response_headers_policy_id).toBe("${aws_cloudfront_response_headers_policy.dynamic.id}");
    expect(staticAssets?.response_headers_policy_id).toBe("${aws_cloudfront_response_headers_policy.static.id}");
    for (const name of ["dynamic", "static"]) {
      expect(edge.resource("aws_cloudfront_response_headers_policy", name).security_headers_config).toEqual({
        strict_transport_security: {
          access_control_max_age_sec: 31536000,
          include_subdomains: true,
          preload: false,
          override: true,
        },
        content_type_options: { override: true },
        frame_options: { frame_option: "SAMEORIGIN", override: false },
        referrer_policy: { referrer_policy: "strict-origin-when-cross-origin", override: false },
      });
    }
    expect(edge.resource("aws_cloudfront_response_headers_policy", "static").cors_config).toMatchObject({
      access_control_allow_origins: { items: ["https://techally.com"] },
      access_control_allow_methods: { items: ["GET", "HEAD"] },
      access_control_max_age_sec: 3000,
    });
  });

  test("errors are cached as little as answers are", () => {
    const responses = distribution.custom_error_response as { error_code: number; error_caching_min_ttl: number }[];
    expect(responses.map(({ error_code }) => error_code)).toEqual([
      400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504,
    ]);
    expect(new Set(responses.map(({ error_caching_min_ttl }) => error_caching_min_ttl))).toEqual(new Set([0]));
  });

  test("the bucket lets the identity read what is below static/ and refuses what is not TLS", () => {
    const arn = "${data.terraform_remote_state.production_storage.outputs.aws_s3_bucket_static_assets_arn}";
    const identity = [{ type: "AWS", identifiers: ["${aws_cloudfront_origin_access_identity.static.iam_arn}"] }];
    const { statement } = edge.data("aws_iam_policy_document", "static_assets");
    expect(statement).toEqual([
      { sid: "ReadStaticAssets", actions: ["s3:GetObject"], resources: [`${arn}/static/*`], principals: identity },
      { sid: "TellWhatIsMissing", actions: ["s3:ListBucket"], resources: [arn], principals: identity },
      expect.objectContaining({ sid: "DenyInsecureTransport", effect: "Deny", resources: [arn, `${arn}/*`] }),
    ]);
  });
});
