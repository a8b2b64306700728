import { ValidatedCertificate } from "../../../modules/dns/validated-certificate";
import { synthConstruct } from "../../support/synth";

test("the first certificate of an account writes the record that proves the domain", () => {
  const stack = synthConstruct((scope) => {
    new ValidatedCertificate(scope, "main", { domain: "example.com", validationZoneId: "Z1" });
  });
  expect(stack.resource("aws_acm_certificate", "main")).toEqual({
    domain_name: "example.com",
    subject_alternative_names: ["*.example.com"],
    validation_method: "DNS",
    lifecycle: { create_before_destroy: true },
  });
  const option = (name: string) => `\${tolist(aws_acm_certificate.main.domain_validation_options).0.${name}}`;
  expect(stack.resource("aws_route53_record", "certificate_validation")).toEqual({
    zone_id: "Z1",
    name: option("resource_record_name"),
    type: option("resource_record_type"),
    records: [option("resource_record_value")],
    ttl: 300,
    allow_overwrite: true,
  });
  expect(stack.resource("aws_acm_certificate_validation", "main")).toEqual({
    certificate_arn: "${aws_acm_certificate.main.arn}",
    validation_record_fqdns: ["${aws_route53_record.certificate_validation.fqdn}"],
  });
});

test("further ones wait for it", () => {
  const stack = synthConstruct((scope) => {
    new ValidatedCertificate(scope, "main", { domain: "example.com" });
  });
  expect(stack.addresses).toEqual(["aws_acm_certificate.main", "aws_acm_certificate_validation.main"]);
  expect(stack.resource("aws_acm_certificate_validation", "main")).toEqual({
    certificate_arn: "${aws_acm_certificate.main.arn}",
  });
});
