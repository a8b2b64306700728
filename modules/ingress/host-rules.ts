import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";

export interface HostRulesProps {
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  readonly domain: string;
  /** Labels below the domain that are forwarded like the domain itself: only with the secret header. */
  readonly webHosts: readonly string[];
  /** Labels below the domain that are forwarded as they come. */
  readonly apiHosts: readonly string[];
  /** Header that only CloudFront knows the value of. */
  readonly originHeader: { readonly name: string; readonly value: string };
}

/**
 * Which hosts a listener forwards (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html).
 *
 * CloudFront passes on the host that the viewer asked for, so the name that it resolves to find the load balancer
 * never arrives here. A rule takes five values and a condition three, hence a rule per host; no two match the same
 * request, so AWS may choose their order.
 */
export class HostRules extends Construct {
  constructor(scope: Construct, id: string, props: HostRulesProps) {
    super(scope, id);
    const { domain, originHeader } = props;
    const forward = (name: string, host: string, ...conditions: LbListenerRuleCondition[]) =>
      new LbListenerRule(this, name, {
        listenerArn: props.listenerArn,
        condition: [{ hostHeader: { values: [host] } }, ...conditions],
        action: [{ type: "forward", targetGroupArn: props.targetGroupArn }],
        tags: { Name: host },
      });
    const fromCloudFront = { httpHeader: { httpHeaderName: originHeader.name, values: [originHeader.value] } };
    forward("web", domain, fromCloudFront);
    for (const label of props.webHosts) forward(`web_${label}`, `${label}.${domain}`, fromCloudFront);
    for (const label of props.apiHosts) forward(`api_${label}`, `${label}.${domain}`);
  }
}
