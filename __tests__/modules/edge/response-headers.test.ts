import { ResponseHeaders } from "../../../modules/edge/response-headers";
import { strictTransportSecurity } from "../../../modules/edge/strict-transport-security";
import { synthConstruct } from "../../support/synth";

const stack = synthConstruct((scope) => {
  new ResponseHeaders(scope, "headers", {
    namePrefix: "example",
    hsts: { maxAgeSeconds: 300, includeSubdomains: false, preload: false },
    corsOrigins: ["https://example.com"],
  });
});

test("security headers on both, CORS on static assets alone", () => {
  const dynamic = stack.resource("aws_cloudfront_response_headers_policy", "dynamic");
  const forStatic = stack.resource("aws_cloudfront_response_headers_policy", "static");
  expect(dynamic).toMatchObject({
    name: "example-dynamic",
    security_headers_config: {
      strict_transport_security: { access_control_max_age_sec: 300, include_subdomains: false, preload: false },
    },
  });
  expect(forStatic.security_headers_config).toEqual(dynamic.security_headers_config);
  expect(dynamic).not.toHaveProperty("cors_config");
  expect(forStatic).toMatchObject({
    name: "example-static",
    cors_config: {
      access_control_allow_origins: { items: ["https://example.com"] },
      access_control_allow_credentials: false,
      origin_override: true,
    },
  });
});

test.each([
  [false, false, "max-age=300"],
  [true, false, "max-age=300; includeSubDomains"],
  [true, true, "max-age=300; includeSubDomains; preload"],
])("Strict-Transport-Security: sub-domains %s, preload %s", (includeSubdomains, preload, value) => {
  expect(strictTransportSecurity({ maxAgeSeconds: 300, includeSubdomains, preload })).toBe(value);
});
