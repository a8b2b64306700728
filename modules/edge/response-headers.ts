import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicySecurityHeadersConfig,
} from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import type { StrictTransportSecurity } from "./strict-transport-security";

export interface ResponseHeadersProps {
  readonly namePrefix: string;
  readonly hsts: StrictTransportSecurity;
  /** Sites whose pages may load static assets. */
  readonly corsOrigins: readonly string[];
}

/**
 * Headers that CloudFront adds to answers
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html).
 */
export class ResponseHeaders extends Construct {
  /** For pages and APIs. */
  readonly dynamicPolicyId: string;
  /** For static assets. */
  readonly staticPolicyId: string;

  constructor(scope: Construct, id: string, props: ResponseHeadersProps) {
    super(scope, id);
    const { namePrefix, hsts } = props;
    const securityHeadersConfig: CloudfrontResponseHeadersPolicySecurityHeadersConfig = {
      strictTransportSecurity: {
        accessControlMaxAgeSec: hsts.maxAgeSeconds,
        includeSubdomains: hsts.includeSubdomains,
        preload: hsts.preload,
        override: true,
      },
      contentTypeOptions: { override: true },
      // An application may be stricter, or open a page to a partner's frame.
      frameOptions: { frameOption: "SAMEORIGIN", override: false },
      referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
    };
    this.dynamicPolicyId = new CloudfrontResponseHeadersPolicy(this, "dynamic", {
      name: `${namePrefix}-dynamic`,
      comment: "Security headers for pages and APIs",
      securityHeadersConfig,
    }).id;
    this.staticPolicyId = new CloudfrontResponseHeadersPolicy(this, "static", {
      name: `${namePrefix}-static`,
      comment: "Security headers and CORS for static assets",
      securityHeadersConfig,
      // S3 does not see where a request comes from, and a cached answer serves every site: CloudFront answers instead.
      corsConfig: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: { items: ["*"] },
        accessControlAllowMethods: { items: ["GET", "HEAD"] },
        accessControlAllowOrigins: { items: [...props.corsOrigins] },
        accessControlExposeHeaders: { items: ["ETag"] },
        accessControlMaxAgeSec: 3000,
        originOverride: true,
      },
    }).id;
  }
}
