import { DataAwsSecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import { ValidatedCertificate } from "../../modules/dns/validated-certificate";
import { strictTransportSecurity } from "../../modules/edge/strict-transport-security";
import { WebAcl } from "../../modules/firewall/web-acl";
import { GatewayTargetGroup } from "../../modules/ingress/gateway-target-group";
import { HostRules } from "../../modules/ingress/host-rules";
import { LoadBalancer } from "../../modules/ingress/load-balancer";
import { OriginSecret } from "../../modules/ingress/origin-secret";
import { recoveryWindowDays } from "../../modules/secrets/json-secret";
import { replicaArn } from "../../modules/secrets/replica-arn";
import { loadBalancerLogPrefix } from "../../modules/storage/log-bucket";
import { webHostNames } from "../config/names";
import { addressRuleGroups, contentRuleGroups, type EdgeSection } from "../config/sections/edge";
import { gatewayNodePorts, originVerifyHeader } from "../contracts";
import { BaseStack, type BaseStackProps } from "./base-stack";
import type { ClusterStack } from "./cluster/cluster-stack";
import type { DnsStack } from "./dns-stack";
import type { NetworkStack } from "./network-stack";
import type { Region } from "./region";
import type { StorageStack } from "./storage-stack";

export interface IngressStackProps extends BaseStackProps {
  /** First part of every name: `techally` gives `techally-alb`. */
  readonly namePrefix: string;
  readonly edge: EdgeSection;
  readonly dns: Pick<DnsStack, "domain" | "zoneId">;
  readonly network: Pick<NetworkStack, "vpcId" | "publicSubnetIds" | "securityGroups">;
  /** Storage with the bucket for the load balancer's access logs. */
  readonly storage: Pick<StorageStack, "logs">;
  readonly cluster: Pick<ClusterStack, "nodeAutoScalingGroupNames">;
  /**
   * Longest time that a service is given for a request, in seconds, at most 4000.
   * @default - less than the 60 that load balancers wait by themselves
   */
  readonly requestTimeoutSeconds?: number;
  /**
   * Regions that get a copy of the origin secret made here.
   * @default - none
   */
  readonly replicaRegions?: readonly string[];
  /**
   * The primary region, which owns what exists once: the origin secret, of which this region has a copy, and the record
   * that proves the domain.
   * @default - this is the primary region
   */
  readonly primary?: Pick<Region, "region"> & { readonly ingress: Pick<IngressStack, "originSecretArn"> };
}

/** One region's way in: certificate, load balancer, firewall, and the nodes behind them (INF-001 §1.1). */
export class IngressStack extends BaseStack {
  readonly loadBalancerArn: string;
  /** How CloudWatch names the load balancer: `app/techally-alb/…`. */
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerDnsName: string;
  /** Hosted zone of `loadBalancerDnsName`, for alias records. */
  readonly loadBalancerZoneId: string;
  /** How CloudWatch names the target group: `targetgroup/techally-gw-30080/…`. */
  readonly targetGroupArnSuffix: string;
  /** ARN of the load balancer's certificate. */
  readonly certificateArn: string;
  /** ARN of the origin secret in this region. */
  readonly originSecretArn: string;

  constructor(scope: Construct, id: string, props: IngressStackProps) {
    super(scope, id, props);
    const { namePrefix, edge, network, primary } = props;
    const { domain, zoneId } = props.dns;
    const secret = primary ? this.readOriginSecret(primary, props.region) : this.addOriginSecret(props);
    this.originSecretArn = secret.arn;

    const { validation } = new ValidatedCertificate(this, "regional", {
      domain,
      validationZoneId: primary ? undefined : zoneId,
    });
    this.certificateArn = validation.certificateArn;
    const { requestTimeoutSeconds = 0 } = props;
    const idleTimeoutSeconds = requestTimeoutSeconds > 60 ? Math.ceil(requestTimeoutSeconds) : undefined;
    const { loadBalancer, httpsListenerArn } = new LoadBalancer(this, "load-balancer", {
      namePrefix,
      subnetIds: Object.values(network.publicSubnetIds),
      securityGroupIds: [network.securityGroups.alb],
      certificateArn: validation.certificateArn,
      accessLogs: { bucket: props.storage.logs.name, prefix: loadBalancerLogPrefix },
      strictTransportSecurity: strictTransportSecurity(edge.hsts),
      idleTimeoutSeconds,
      deletionProtection: edge.deletionProtection,
    });
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerZoneId = loadBalancer.zoneId;

    const { targetGroup } = new GatewayTargetGroup(this, "target-group", {
      namePrefix,
      vpcId: network.vpcId,
      port: gatewayNodePorts.http,
      statusPort: gatewayNodePorts.status,
      deregistrationDelaySeconds: idleTimeoutSeconds && Math.min(idleTimeoutSeconds, 3600),
      autoScalingGroupNames: props.cluster.nodeAutoScalingGroupNames,
    });
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    new HostRules(this, "rules", {
      listenerArn: httpsListenerArn,
      targetGroupArn: targetGroup.arn,
      domain,
      webHosts: edge.webHosts,
      apiHosts: edge.apiHosts,
      originHeader: { name: originVerifyHeader, value: secret.value },
    });
    const webAcl = new WebAcl(new Construct(this, "firewall"), "regional", {
      name: `${namePrefix}-alb`,
      description: `Requests that reach the load balancer ${namePrefix}-alb`,
      scope: "REGIONAL",
      rateLimit: edge.rateLimit.api,
      hostsBehindCloudFront: webHostNames(domain, edge.webHosts),
      addressRuleGroups,
      contentRuleGroups,
      countedRules: edge.countedRules,
      logRetentionDays: edge.firewallLogRetentionDays,
    });
    new Wafv2WebAclAssociation(this, "alb", { resourceArn: loadBalancer.arn, webAclArn: webAcl.arn });
  }

  private addOriginSecret({ namePrefix, edge, replicaRegions = [] }: IngressStackProps) {
    this.addRandomProvider();
    return new OriginSecret(this, "origin-secret", {
      namePrefix,
      replicaRegions,
      recoveryWindowDays: recoveryWindowDays(edge.deletionProtection),
    });
  }

  private readOriginSecret(primary: NonNullable<IngressStackProps["primary"]>, region: string) {
    const copy = replicaArn(primary.ingress.originSecretArn, primary.region, region);
    const version = new DataAwsSecretsmanagerSecretVersion(this, "origin_verify", { secretId: copy });
    return { arn: version.arn, value: version.secretString };
  }
}
