import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface CertificateAlarmsProps extends AlarmsProps {
  /** ARNs of the region's certificates, keyed by what they are for: `alb`, `cdn`. */
  readonly certificateArns: Readonly<Record<string, string>>;
  /** Days before a certificate expires. */
  readonly days: number;
}

/** https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
export class CertificateAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: CertificateAlarmsProps) {
    super(scope, id, props);
    for (const [name, arn] of Object.entries(props.certificateArns)) {
      this.add(`certificate-${name}`, {
        description:
          `The certificate of ${name} expires in ${props.days} days and was not renewed. ACM renews it by itself as ` +
          "long as the DNS record that proves the domain is there: look at the certificate's status in ACM.",
        namespace: "AWS/CertificateManager",
        metric: "DaysToExpiry",
        dimensions: { CertificateArn: arn },
        statistic: "Minimum",
        side: "below",
        threshold: props.days,
        period: 86_400,
        // ACM reports twice a day, so a day may be empty; what was known before still holds.
        missingData: "ignore",
      });
    }
  }
}
