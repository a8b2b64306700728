import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface DistributionProps {
  readonly comment: string;
  /** Host names that the distribution answers to; the certificate covers them. */
  readonly aliases: readonly string[];
  /** Certificate in us-east-1. */
  readonly certificateArn: string;
  /** Web ACL of scope CLOUDFRONT. */
  readonly webAclArn: string;
  /** The load balancers, by a name that their certificate or the viewer's host vouches for. */
  readonly loadBalancer: {
    readonly domainName: string;
    /** Header by which the load balancer knows the distribution. */
    readonly header: { readonly name: string; readonly value: string };
    /** Seconds to wait for an answer, 1 to 60. */
    readonly readTimeoutSeconds: number;
  };
  readonly staticAssets: {
    /** Start of the paths that come from the bucket, and of its keys: `/static/`. */
    readonly path: string;
    /** The bucket's name in DNS, with its region. */
    readonly domainName: string;
    /** `origin-access-identity/cloudfront/…` */
    readonly originAccessIdentityPath: string;
  };
  /** Policies that add headers to answers of the load balancer and of the bucket. */
  readonly responseHeaderPolicyIds: { readonly dynamic: string; readonly static: string };
  readonly priceClass: string;
  /** Bucket with ACLs enabled that receives the access logs, by its name in DNS without a region. */
  readonly logBucketDomainName: string;
  /** What must be there before, such as the certificate's validation. */
  readonly dependsOn?: ITerraformDependable[];
}

/** Where the two origins and the behaviours of INF-001 §7.1 meet. */
const albOrigin = "ALB";
const staticOrigin = "S3-static";

// Every status whose caching can be set:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
const errorCodes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * The distribution of INF-001 §7.1, argument by argument, with TLS 1.2, HTTP/3, logs and security headers
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html).
 */
export class Distribution extends Construct {
  readonly distribution: CloudfrontDistribution;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { loadBalancer, staticAssets, responseHeaderPolicyIds } = props;
    this.distribution = new CloudfrontDistribution(this, id, {
      comment: props.comment,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: props.priceClass,
      defaultRootObject: "index.html",
      aliases: [...props.aliases],
      origin: [
        {
          domainName: loadBalancer.domainName,
          originId: albOrigin,
          customHeader: [loadBalancer.header],
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
            originReadTimeout: loadBalancer.readTimeoutSeconds,
          },
        },
        {
          domainName: staticAssets.domainName,
          originId: staticOrigin,
          s3OriginConfig: { originAccessIdentity: staticAssets.originAccessIdentityPath },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: albOrigin,
        allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
        cachedMethods: ["GET", "HEAD"],
        forwardedValues: {
          queryString: true,
          headers: ["Host", "Origin", "Authorization"],
          cookies: { forward: "all" },
        },
        viewerProtocolPolicy: "redirect-to-https",
        minTtl: 0,
        defaultTtl: 0,
        maxTtl: 0,
        compress: true,
        responseHeadersPolicyId: responseHeaderPolicyIds.dynamic,
      },
      orderedCacheBehavior: [
        {
          pathPattern: `${staticAssets.path}*`,
          targetOriginId: staticOrigin,
          allowedMethods: ["GET", "HEAD"],
          cachedMethods: ["GET", "HEAD"],
          forwardedValues: { queryString: false, cookies: { forward: "none" } },
          viewerProtocolPolicy: "https-only",
          minTtl: 0,
          defaultTtl: 86400,
          maxTtl: 31536000,
          compress: true,
          responseHeadersPolicyId: responseHeaderPolicyIds.static,
        },
      ],
      // Otherwise errors are kept for ten seconds even where every TTL is zero: a page would be missing after it exists.
      customErrorResponse: errorCodes.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: props.certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      webAclId: props.webAclArn,
      loggingConfig: { bucket: props.logBucketDomainName, prefix: "cloudfront/", includeCookies: false },
      dependsOn: props.dependsOn,
    });
  }
}
