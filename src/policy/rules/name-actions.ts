import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { boundarySid } from "../../../modules/delivery/permissions-boundary";
import { accountAdministrationSid } from "../../../modules/encryption/customer-key";
import type { Rule } from "../rule";

const exceptions: readonly (string | undefined)[] = [accountAdministrationSid, boundarySid];

/**
 * Policies that allow something name it: neither every action of AWS nor every action of a service. A key's policy must
 * let the account administer the key, or nobody ever can
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html), and a permissions boundary says what
 * the policies beside it may allow.
 */
export const nameActions: Rule = {
  name: "name-actions",
  check(construct) {
    if (!(construct instanceof DataAwsIamPolicyDocument) || !Array.isArray(construct.statementInput)) return [];
    const statements: DataAwsIamPolicyDocumentStatement[] = construct.statementInput;
    return statements
      .filter(({ effect, sid }) => effect !== "Deny" && !exceptions.includes(sid))
      .flatMap(({ actions = [], notActions = [] }) => [
        ...actions.filter((action) => action === "*" || action.endsWith(":*")),
        ...notActions.map((action) => `everything but ${action}`),
      ])
      .map((action) => `a statement allows ${action}; list the actions that are needed`);
  },
};
