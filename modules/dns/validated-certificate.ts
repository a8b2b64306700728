import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface ValidatedCertificateProps {
  /** Domain of the certificate; it covers one level below it, too. */
  readonly domain: string;
  /**
   * Zone that gets the record by which ACM knows that the domain is ours. One certificate of an account writes it:
   * ACM asks for the same record in every region
   * (https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html), and whoever removes it stops the renewal of all.
   * @default - another stack has written it
   */
  readonly validationZoneId?: string;
}

/** A public certificate for a domain and its sub-domains, usable once `validation` is there. */
export class ValidatedCertificate extends Construct {
  readonly certificate: AcmCertificate;
  /** For what needs an issued certificate. Waits for up to 75 minutes while the zone is not delegated. */
  readonly validation: AcmCertificateValidation;

  constructor(scope: Construct, id: string, props: ValidatedCertificateProps) {
    super(scope, id);
    const { domain, validationZoneId } = props;
    this.certificate = new AcmCertificate(this, id, {
      domainName: domain,
      subjectAlternativeNames: [`*.${domain}`],
      validationMethod: "DNS",
      // A certificate in use cannot be deleted.
      lifecycle: { createBeforeDestroy: true },
    });
    const record = validationZoneId === undefined ? undefined : this.addRecord(validationZoneId);
    this.validation = new AcmCertificateValidation(new Construct(this, "validation"), id, {
      certificateArn: this.certificate.arn,
      validationRecordFqdns: record ? [record.fqdn] : undefined,
    });
  }

  private addRecord(zoneId: string): Route53Record {
    // The domain and its wildcard are proven by one and the same record.
    const option = this.certificate.domainValidationOptions.get(0);
    return new Route53Record(this, "certificate_validation", {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 300,
      // An earlier certificate of this account for the domain may have left it; its value is the same.
      allowOverwrite: true,
    });
  }
}
