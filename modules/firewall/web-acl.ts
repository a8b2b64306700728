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
   * Hosts whose requests are not counted: those that arrive from CloudFront share CloudFront's addresses, and are
   * counted there.
   * @default - all requests count
   */
  readonly rateLimitExemptHosts?: readonly string[];
  /** Managed rule groups, in the order in which they are asked. */
  readonly managedRuleGroups: readonly string[];
  /**
   * Rules that count instead of blocking, keyed by their group.
   * @default - all rules do what their group says
   */
  readonly countedRules?: Readonly<Record<string, readonly string[]>>;
  /** Days that CloudWatch keeps the logs. */
  readonly logRetentionInDays: number;
}

/** A firewall that lets through what no rule blocks (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html). */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, countedRules = {} } = props;
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
          statement: tooManyRequests(props.rateLimit, props.rateLimitExemptHosts),
          visibilityConfig: visibility(`${name}-rate-limit`),
        },
        ...props.managedRuleGroups.map(
          (group, index): Wafv2WebAclRule => ({
            name: group,
            priority: index + 1,
            overrideAction: { none: {} },
            statement: managedRuleGroup(group, countedRules[group]),
            visibilityConfig: visibility(`${name}-${group}`),
          }),
        ),
      ],
      visibilityConfig: visibility(name),
    });
    this.arn = webAcl.arn;
    new WebAclLogs(this, "logs", { name, webAclArn: webAcl.arn, retentionInDays: props.logRetentionInDays });
  }
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
