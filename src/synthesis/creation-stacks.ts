import stackTrace = require("cdktf/lib/tokens/private/stack-trace");

/**
 * Stops the framework from recording where each token was created. It captures a stack of unlimited depth for every
 * one of them, which is most of the time that a large app takes to build; the only use is the "created at" part of
 * token errors (https://github.com/hashicorp/terraform-cdk/issues/3892).
 */
export function disableCreationStacks(): void {
  Object.assign(stackTrace, { captureStackTrace: () => [] });
}
