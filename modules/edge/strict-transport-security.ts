/** How long, and for which names, browsers refuse plain HTTP. */
export interface StrictTransportSecurity {
  readonly maxAgeSeconds: number;
  readonly includeSubdomains: boolean;
  readonly preload: boolean;
}

/** The value of the header (https://developer.mozilla.org/docs/Web/HTTP/Headers/Strict-Transport-Security). */
export function strictTransportSecurity(policy: StrictTransportSecurity): string {
  return [
    `max-age=${policy.maxAgeSeconds}`,
    ...(policy.includeSubdomains ? ["includeSubDomains"] : []),
    ...(policy.preload ? ["preload"] : []),
  ].join("; ");
}
