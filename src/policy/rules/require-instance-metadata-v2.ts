import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { Rule } from "../rule";

/**
 * Instances answer metadata requests only with a session token, which a forged request cannot get
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
 */
export const requireInstanceMetadataV2: Rule = {
  name: "require-instance-metadata-v2",
  check(construct) {
    if (!(construct instanceof LaunchTemplate) || construct.metadataOptionsInput?.httpTokens === "required") return [];
    return ['metadata_options.http_tokens is not "required"; set it'];
  },
};
