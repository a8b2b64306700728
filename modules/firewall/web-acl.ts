import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Construct } from "constructs";
import { managedRuleGroup, tooManyRequests } from "./statements";
import { WebAclLogs } from "./web-acl-logs";

export interface WebAclProps {
  /** Name of the web ACL and the last part of its log group's: `techally-edge`. */
  readonly name: string;
  readonly description: string;
  /** `CLOUDFRONT` for distributions, made through us-east-1; `REGIONAL` for load balancers of the provider's region. */
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  /** Requests that one address may send in five minutes, 10 to 2,000,000,000. */
  readonly rateLimit: number;
  /**
   * Hosts whose requests arrive from CloudFront, under addresses that say nothing about the viewer: rules about
   * addresses leave them to the distribution's own web ACL.
   * @default - requests arrive from viewers
   */
  readonly hostsBehindCloudFront?: readonly string[];
  /** Managed rule groups that judge by the address, asked first. */
  readonly addressRuleGroups: readonly string[];
  /** Managed rule groups that judge by what is asked for. */
  readonly contentRuleGroups: readonly string[];
  /**
   * Rules that count instead of blocking, keyed by their group.
   * @default - all rules do what their group says
   */
  readonly countedRules?: Readonly<Record<string, readonly string[]>>;
  /** Days that CloudWatch keeps the logs. */
  readonly logRetentionDays: number;
}

/** A firewall that lets through what no rule blocks (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html). */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, countedRules = {}, hostsBehindCloudFront: except } = props;
    const groups = [
      ...props.addressRuleGroups.map((group) => ({ group, except })),
      ...props.contentRuleGroups.map((group) => ({ group, except: undefined })),
    ];
    const webAcl = new Wafv2WebAcl(this, id, {
      name,
      description: props.description,
      scope: props.scope,
      defaultAction: { allow: {} },
      rule: [
        {
          name: "rate-limit",
          priority: 0,
          action: { block: {} },
          statement: tooManyRequests(props.rateLimit, except),
          visibilityConfig: visibility(`${name}-rate-limit`),
        },
        ...groups.map(
          ({ group, except }, index): Wafv2WebAclRule => ({
            name: group,
            priority: index + 1,
            overrideAction: { none: {} },
            statement: managedRuleGroup(group, countedRules[group], except),
            visibilityConfig: visibility(`${name}-${group}`),
          }),
        ),
      ],
      visibilityConfig: visibility(name),
    });
    this.arn = webAcl.arn;
    new WebAclLogs(this, "logs", { name, webAclArn: webAcl.arn, retentionDays: props.logRetentionDays });
  }
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
