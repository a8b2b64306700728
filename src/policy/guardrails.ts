import { Annotations, Aspects, type IAspect, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Rule } from "./rule";
import { blockPublicBuckets } from "./rules/block-public-buckets";
import { encryptStorage } from "./rules/encrypt-storage";
import { keepDatabasesPrivate } from "./rules/keep-databases-private";
import { limitInternetIngress } from "./rules/limit-internet-ingress";
import { nameActions } from "./rules/name-actions";
import { requireInstanceMetadataV2 } from "./rules/require-instance-metadata-v2";
import { retainLogs } from "./rules/retain-logs";
import { rotateKeys } from "./rules/rotate-keys";

/** Every rule that the synthesized stacks keep. */
export const rules: readonly Rule[] = [
  blockPublicBuckets,
  encryptStorage,
  keepDatabasesPrivate,
  limitInternetIngress,
  nameActions,
  requireInstanceMetadataV2,
  retainLogs,
  rotateKeys,
];

/** Makes the synthesis of every stack in `scope` fail where a construct breaks a rule. */
export function enforceGuardrails(scope: IConstruct): void {
  // The framework runs the aspects of stacks and of what is in them; those of the app it never looks at.
  for (const stack of scope.node.findAll().filter(TerraformStack.isStack)) Aspects.of(stack).add(new Guardrails());
}

class Guardrails implements IAspect {
  visit(construct: IConstruct): void {
    for (const rule of rules) {
      for (const violation of rule.check(construct)) Annotations.of(construct).addError(`${rule.name}: ${violation}`);
    }
  }
}
