import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Rule } from "../rule";

/** KMS keys rotate (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html). */
export const rotateKeys: Rule = {
  name: "rotate-keys",
  check(construct) {
    if (!(construct instanceof KmsKey) || construct.enableKeyRotationInput === true) return [];
    return ["enable_key_rotation is not true; set it"];
  },
};
