import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Every resource inside the given constructs, for `dependsOn`: Terraform knows resources only, and a role is of no use
 * before its policies are attached, nor may they go before what uses it.
 */
export function resourcesIn(...constructs: readonly IConstruct[]): TerraformResource[] {
  return constructs.flatMap((construct) => construct.node.findAll().filter(TerraformResource.isTerraformResource));
}
