import { z } from "zod";
import type { Advice } from "../../problem";
import { regionFault } from "../../values/regions";

/** A string that matches `pattern`; anything else is reported with `advice`. */
export function matching(pattern: RegExp, advice: Advice) {
  return z.string({ error: advice.allowed }).refine((value) => pattern.test(value), { params: { ...advice } });
}

/**
 * A name that becomes the id of a construct. The framework that writes the stacks looks ids up in plain objects, where
 * it finds a `constructor` that nobody put there.
 */
export function constructId<Schema extends z.ZodString>(schema: Schema): Schema {
  return schema.refine((name) => name !== "constructor", {
    params: {
      allowed: "any name but constructor",
      fix: "rename it: the framework that writes the stacks uses the name",
    },
  });
}

/** Any text, for what is escaped where it is written, so that it arrives as it stands here. */
export const escapedText = z.string().refine((text) => !/\p{Surrogate}|\0/u.test(text), {
  params: {
    allowed: "text that UTF-8 can hold, without the character U+0000",
    fix: "remove what is no character; keep binary data in a bucket",
  },
});

const hostLabel = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

const port = ":([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

/** A host in lower case, with a port or without, as part of a pattern; one word alone is one only with a port. */
export const hostAndPort = `(?=[^:/]{1,253}([:/]|$))(${hostLabel}(\\.${hostLabel})+(${port})?|${hostLabel}${port}|localhost)`;

/**
 * The ARN of something that a policy is about. IAM's own variables, such as `${aws:username}`, arrive at IAM as written
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
export const policyText = matching(
  /^arn:aws:[a-z0-9-]+:[a-z0-9*?-]*:[a-z0-9*?]*:(?=.)[^\s${}]*(\$\{([\w-]+:[\w:./-]+(, ?'[^'${}]*')?|[*?$])\}[^\s${}]*)*$/,
  {
    allowed:
      "an ARN such as arn:aws:s3:::files/*, and not * alone; $ and braces only as one of IAM's policy variables, " +
      "such as aws:username, in its last part",
    fix: "name the resource by its ARN: arn:aws:service:region:account:resource",
  },
);

/** A region that `src/config/values/regions.ts` knows, such as `us-east-1`. */
export const regionName = z.string().superRefine((value, context) => {
  const fault = regionFault(value);
  if (fault) context.addIssue({ code: "custom", message: fault.allowed, params: { ...fault } });
});

// Internationalized top-level domains are written like xn--p1ai.
const labels = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])";

/** A domain name in lower case, without the trailing dot. */
export const domainName = matching(new RegExp(`^(?=.{4,253}$)${labels}$`), {
  allowed: "a domain name in lower case without a trailing dot, such as techally.com",
  fix: "write the bare domain: no scheme, no path, no trailing dot",
});

/** An e-mail address, local@domain (https://html.spec.whatwg.org/#valid-e-mail-address), with a dot in the domain. */
export const emailAddress = matching(
  new RegExp(`^(?=[^.][^@]*[^.]@|[^.]@)(?!.*\\.\\.)[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${labels}$`, "i"),
  {
    allowed: "an e-mail address, such as infrastructure@techally.com",
    fix: "write the bare address: no name, no angle brackets",
  },
);

/**
 * Sizes that managed instances of any family have: there is no 3xlarge
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html).
 */
export const instanceSize = "(micro|small|medium|large|(2|4|6|8|9|10|12|16|18|24|32|48)?xlarge)";
