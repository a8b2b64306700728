import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";

export interface WebAclLogsProps {
  /** Last part of the log group's name. */
  readonly name: string;
  readonly webAclArn: string;
  /** Days that CloudWatch keeps the records. */
  readonly retentionDays: number;
}

/** What a web ACL blocked or counted (https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html). */
export class WebAclLogs extends Construct {
  constructor(scope: Construct, id: string, props: WebAclLogsProps) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "waf", {
      // AWS refuses destinations with another prefix.
      name: `aws-waf-logs-${props.name}`,
      retentionInDays: props.retentionDays,
    });
    new Wafv2WebAclLoggingConfiguration(new Construct(this, "configuration"), "waf", {
      resourceArn: props.webAclArn,
      logDestinationConfigs: [logGroup.arn],
      // The access logs have every request already; these are for finding out why one was refused.
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      // Whoever reads the logs must not be able to take over a session.
      redactedFields: ["authorization", "cookie"].map((name) => ({ singleHeader: { name } })),
    });
  }
}
