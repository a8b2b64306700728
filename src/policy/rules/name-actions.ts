import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { accountAdministrationSid } from "../../../modules/encryption/customer-key";
import { WholeServices } from "../../../modules/identity/whole-services";
import type { Rule } from "../rule";

/**
 * Policies that allow something name it: neither every action of AWS nor every action of a service. A key's policy alone
 * must let the account administer the key, or nobody ever can
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html), and so may what stands in a scope of
 * `WholeServices`, with its reason.
 */
export const nameActions: Rule = {
  name: "name-actions",
  check(construct) {
    if (!(construct instanceof DataAwsIamPolicyDocument) || !Array.isArray(construct.statementInput)) return [];
    if (construct.node.scopes.some((scope) => scope instanceof WholeServices)) return [];
    const statements: DataAwsIamPolicyDocumentStatement[] = construct.statementInput;
    return statements
      .filter(({ effect, sid }) => effect !== "Deny" && sid !== accountAdministrationSid)
      .flatMap(({ actions = [], notActions = [] }) => [
        ...actions.filter((action) => action === "*" || action.endsWith(":*")),
        ...notActions.map((action) => `everything but ${action}`),
      ])
      .map((action) => `a statement allows ${action}; list the actions that are needed`);
  },
};
