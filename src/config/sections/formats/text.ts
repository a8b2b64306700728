import { z } from "zod";
import type { Advice } from "../../problem";
import { regionFault } from "../../values/regions";

/** A string that matches `pattern`; anything else is reported with `advice`. */
export function matching(pattern: RegExp, advice: Advice) {
  return z.string({ error: advice.allowed }).refine((value) => pattern.test(value), { params: { ...advice } });
}

/** Any text, for what is escaped where it is written, so that it arrives as it stands here. */
export const escapedText = z.string();

/**
 * The ARN of something that a policy is about. IAM's own variables, such as `${aws:username}`, arrive at IAM as written
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
export const policyText = matching(/^arn:aws[a-z-]*:[^\s${}]*(\$\{([\w:./-]+(, ?'[^'${}]*')?|[*?$])\}[^\s${}]*)*$/, {
  allowed: "an ARN, and not *; $ and braces only as one of IAM's policy variables",
  fix: "name the resource by its ARN",
});

/** A region that `src/config/values/regions.ts` knows, such as `us-east-1`. */
export const regionName = z.string().superRefine((value, context) => {
  const fault = regionFault(value);
  if (fault) context.addIssue({ code: "custom", message: fault.allowed, params: { ...fault } });
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
