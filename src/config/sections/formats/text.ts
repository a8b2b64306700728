import { z } from "zod";
import type { Advice } from "../../problem";

/** A string that matches `pattern`; anything else is reported with `advice`. */
export function matching(pattern: RegExp, advice: Advice) {
  return z.string().refine((value) => pattern.test(value), { params: { ...advice } });
}

/** A region such as `us-east-1` (https://docs.aws.amazon.com/general/latest/gr/rande.html). */
export const regionName = matching(/^[a-z]{2}(-[a-z]+)+-\d$/, {
  allowed: "the code of an AWS region, such as us-east-1",
  fix: "use the region's code, not its display name",
});

/** A domain name in lower case, without the trailing dot. */
export const domainName = matching(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
  allowed: "a domain name in lower case without a trailing dot, such as techally.com",
  fix: "write the bare domain: no scheme, no path, no trailing dot",
});

/** An e-mail address, local@domain (https://html.spec.whatwg.org/#valid-e-mail-address), with a dot in the domain. */
export const emailAddress = matching(/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/i, {
  allowed: "an e-mail address, such as infrastructure@techally.com",
  fix: "write the bare address: no name, no angle brackets",
});
