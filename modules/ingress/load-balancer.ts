import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";

export interface LoadBalancerProps {
  /** First part of the name: `techally` gives `techally-alb`, 32 characters at most. */
  readonly namePrefix: string;
  /** Public subnets, one in each of at least two zones. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Issued certificate, in the load balancer's region. */
  readonly certificateArn: string;
  /** Where every request is recorded: a bucket in the same region, and where in it log delivery may write. */
  readonly accessLogs: { readonly bucket: string; readonly prefix: string };
  /** Value of `Strict-Transport-Security` in answers over HTTPS. */
  readonly strictTransportSecurity: string;
  /**
   * Seconds without a byte, from 1 to 4000, after which a connection is closed: no request may take longer
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html).
   * @default - 60
   */
  readonly idleTimeoutSeconds?: number;
  /** Refuses to delete the load balancer. */
  readonly deletionProtection: boolean;
  /**
   * Protocols and ciphers
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html).
   * @default "ELBSecurityPolicy-TLS13-1-2-2021-06": TLS 1.3 and 1.2
   */
  readonly sslPolicy?: string;
}

/**
 * A load balancer on the internet that answers 403 to everything but what rules let through, and sends HTTP to HTTPS
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html).
 */
export class LoadBalancer extends Construct {
  readonly loadBalancer: Lb;
  /** Where rules are added. */
  readonly httpsListenerArn: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const name = `${props.namePrefix}-alb`;
    if (name.length > 32) {
      throw new Error(`load balancer name ${JSON.stringify(name)}: at most 32 characters; shorten the name prefix`);
    }
    this.loadBalancer = new Lb(this, "main", {
      name,
      loadBalancerType: "application",
      internal: false,
      subnets: [...props.subnetIds],
      securityGroups: [...props.securityGroupIds],
      idleTimeout: props.idleTimeoutSeconds,
      enableDeletionProtection: props.deletionProtection,
      dropInvalidHeaderFields: true,
      enableHttp2: true,
      // The mesh routes by the host that the client asked for.
      preserveHostHeader: true,
      accessLogs: { enabled: true, ...props.accessLogs },
      tags: { Name: name },
    });
    new LbListener(this, "http", {
      loadBalancerArn: this.loadBalancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
    });
    this.httpsListenerArn = new LbListener(this, "https", {
      loadBalancerArn: this.loadBalancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: props.sslPolicy ?? "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn: props.certificateArn,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
        },
      ],
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: props.strictTransportSecurity,
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
    }).arn;
  }
}
