import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IConstruct } from "constructs";

/**
 * Puts a permissions boundary on every IAM role in a scope that has none
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
 *
 * @param boundaryArn - called once, and only where there is such a role
 */
export function boundRoles(scope: IConstruct, boundaryArn: () => string): void {
  const roles = scope.node
    .findAll()
    .filter((construct): construct is IamRole => construct instanceof IamRole)
    .filter((role) => role.permissionsBoundaryInput === undefined);
  if (roles.length === 0) return;
  const arn = boundaryArn();
  for (const role of roles) role.permissionsBoundary = arn;
}
