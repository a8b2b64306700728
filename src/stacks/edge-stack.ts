import { CloudfrontOriginAccessIdentity } from "@cdktf/provider-aws/lib/cloudfront-origin-access-identity";
import { DataAwsSecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { ValidatedCertificate } from "../../modules/dns/validated-certificate";
import { RegionalRecord, ViewerRecords } from "../../modules/edge/alias-records";
import { Distribution } from "../../modules/edge/distribution";
import { ResponseHeaders } from "../../modules/edge/response-headers";
import { StaticBucketPolicy } from "../../modules/edge/static-bucket-policy";
import { WebAcl } from "../../modules/firewall/web-acl";
import { resourcesIn } from "../../modules/identity/dependencies";
import { CdnLogBucket } from "../../modules/storage/cdn-log-bucket";
import { tlsOnlyStatement } from "../../modules/storage/tls-only";
import { bucketName, hostName, originLabel, webHostNames } from "../config/names";
import { addressRuleGroups, contentRuleGroups, type EdgeSection } from "../config/sections/edge";
import type { StorageSection } from "../config/sections/storage";
import { globalRegion, originVerifyHeader, staticAssetsPath } from "../contracts";
import { BaseStack, type BaseStackProps } from "./base-stack";
import type { DnsStack } from "./dns-stack";
import type { IngressStack } from "./ingress-stack";
import type { Region } from "./region";
import type { StorageStack } from "./storage-stack";

/** A region with what CloudFront and DNS records point at. */
interface EdgeRegion extends Pick<Region, "region"> {
  readonly ingress: Pick<IngressStack, "loadBalancerDnsName" | "loadBalancerZoneId" | "originSecretArn">;
  readonly storage: Pick<StorageStack, "staticAssets">;
}

export interface EdgeStackProps extends Omit<BaseStackProps, "region"> {
  readonly edge: EdgeSection;
  readonly dns: Pick<DnsStack, "domain" | "zoneId">;
  /** Settings of the bucket for CloudFront's access logs, which this stack has where the primary region has none. */
  readonly storage: Pick<StorageSection, "bucketSuffix" | "accessLogRetentionDays" | "deletionProtection">;
  /** The primary region, whose `namePrefix` starts every name. */
  readonly primary: EdgeRegion & Region & { readonly storage: Pick<StorageStack, "cdnLogs"> };
  /**
   * The standby region. Where it `serves`, the primary one is what names fail over to.
   * @default - none, nothing fails over
   */
  readonly standby?: EdgeRegion & { readonly serves: boolean };
  /** Origins whose pages may load static assets: `https://techally.com`. */
  readonly corsOrigins: readonly string[];
}

/** What the internet sees: the distribution of INF-001 §7.1, its firewall, and every public DNS record (§1.1). */
export class EdgeStack extends BaseStack {
  readonly distributionId: string;
  readonly distributionArn: string;
  readonly webAclArn: string;
  /** ARN of the distribution's certificate, in us-east-1. */
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, { ...props, region: globalRegion });
    const { edge, primary, standby } = props;
    const { namePrefix } = primary;
    const { domain, zoneId } = props.dns;
    const [serving, spare]: [EdgeRegion, EdgeRegion?] = standby?.serves ? [standby, primary] : [primary, standby];

    const { certificate, validation } = new ValidatedCertificate(this, "main", { domain });
    this.certificateArn = certificate.arn;
    const webAcl = new WebAcl(new Construct(this, "firewall"), "main", {
      name: `${namePrefix}-edge`,
      description: `Requests to ${domain} through CloudFront`,
      scope: "CLOUDFRONT",
      rateLimit: edge.rateLimit.web,
      addressRuleGroups,
      contentRuleGroups,
      countedRules: edge.countedRules,
      logRetentionDays: edge.firewallLogRetentionDays,
    });
    this.webAclArn = webAcl.arn;

    const identity = new CloudfrontOriginAccessIdentity(this, "static", {
      comment: `Reads the static assets of ${domain}`,
    });
    for (const [name, region] of Object.entries({ static_assets: primary, static_assets_standby: standby })) {
      if (!region) continue;
      const { name: bucketName, arn: bucketArn } = region.storage.staticAssets;
      new StaticBucketPolicy(this, name, {
        bucketName,
        bucketArn,
        path: staticAssetsPath,
        originAccessIdentityArn: identity.iamArn,
        statements: [tlsOnlyStatement(bucketArn)],
        provider: this.providerIn(region.region),
      });
    }

    const secret = new DataAwsSecretsmanagerSecretVersion(this, "origin_verify", {
      provider: this.providerIn(serving.region),
      secretId: serving.ingress.originSecretArn,
    });
    const headers = new ResponseHeaders(this, "response-headers", {
      namePrefix,
      hsts: edge.hsts,
      corsOrigins: props.corsOrigins,
    });
    const logs = this.logBucket(props);
    const originName = hostName(originLabel, domain);
    const { distribution } = new Distribution(new Construct(this, "cdn"), "main", {
      comment: domain,
      aliases: webHostNames(domain, edge.webHosts),
      certificateArn: certificate.arn,
      webAclArn: webAcl.arn,
      loadBalancer: {
        domainName: spare ? originName : serving.ingress.loadBalancerDnsName,
        header: { name: originVerifyHeader, value: secret.secretString },
        readTimeoutSeconds: edge.originTimeoutSeconds,
      },
      staticAssets: {
        path: staticAssetsPath,
        domainName: serving.storage.staticAssets.regionalDomainName,
        originAccessIdentityPath: identity.cloudfrontAccessIdentityPath,
      },
      responseHeaderPolicyIds: { dynamic: headers.dynamicPolicyId, static: headers.staticPolicyId },
      priceClass: edge.priceClass,
      logBucketDomainName: logs.domainName,
      dependsOn: [validation, ...logs.ready],
    });
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;

    new ViewerRecords(this, "viewer-records", {
      zoneId,
      domain,
      webHosts: edge.webHosts,
      distribution: { dnsName: distribution.domainName, zoneId: distribution.hostedZoneId },
    });
    const target = { zoneId, primary: toTarget(serving), secondary: spare && toTarget(spare) };
    for (const label of edge.apiHosts) {
      new RegionalRecord(this, `api_${label}`, { ...target, name: hostName(label, domain) });
    }
    if (spare) new RegionalRecord(this, originLabel, { ...target, name: originName });
    // Naming all of the spare region keeps its outputs in its stacks' states: swapping the two takes this stack alone.
    new TerraformOutput(this, "regions", {
      value: { serving: describe(serving), ...(spare ? { spare: describe(spare) } : {}) },
      description: "Where names lead, and where they lead when that fails",
    });
  }

  /** The bucket for CloudFront's logs, with what has to be there before CloudFront takes it. */
  private logBucket({ primary, storage }: EdgeStackProps) {
    const { cdnLogs } = primary.storage;
    if (cdnLogs) return { domainName: cdnLogs.domainName, ready: [] };
    // Without access logs of its own: S3 delivers those to buckets of the same region alone.
    const logs = new CdnLogBucket(this, "cdn-logs-bucket", {
      bucketName: bucketName(primary.namePrefix, "cdn-logs", storage.bucketSuffix),
      retentionDays: storage.accessLogRetentionDays,
      preventDestroy: storage.deletionProtection,
    });
    return { domainName: logs.bucket.reference.domainName, ready: resourcesIn(logs) };
  }
}

function describe({ region, ingress, storage }: EdgeRegion) {
  return {
    region,
    load_balancer: ingress.loadBalancerDnsName,
    static_assets: storage.staticAssets.regionalDomainName,
    origin_secret: ingress.originSecretArn,
  };
}

function toTarget({ ingress }: EdgeRegion) {
  return { dnsName: ingress.loadBalancerDnsName, zoneId: ingress.loadBalancerZoneId };
}
