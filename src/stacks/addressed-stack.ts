import {
  TerraformDataSource,
  TerraformElement,
  type TerraformOutput,
  type TerraformRemoteState,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { StateSettings } from "../config/sections/state";
import { providers, terraformVersion } from "../versions";
import { toTerraformName, UniqueAddresses } from "./addresses";
import { attachBackend } from "./backend/attach-backend";

/**
 * A stack with one state of its own, and addresses that are construct ids.
 *
 * Values cross stacks through outputs that Terraform shows: a secret that crosses by value makes the plan fail
 * ("Output refers to sensitive values"), so secrets cross as ARNs.
 */
export abstract class AddressedStack extends TerraformStack {
  /** @param state - where the stack's state lives */
  constructor(scope: Construct, id: string, state: StateSettings) {
    super(scope, id);
    this.addOverride("terraform.required_version", terraformVersion);
    attachBackend(this, state);
  }

  /** Declares a provider with the catalogue's source and version range instead of the bindings' exact pin. */
  protected requireProvider(name: keyof typeof providers): void {
    this.addOverride(`terraform.required_providers.${name}`, providers[name]);
  }

  /** A construct's id, and nothing else, is its name in Terraform: moving it between constructs changes nothing. */
  protected override allocateLogicalId(element: TerraformElement | TerraformElement["node"]): string {
    return toTerraformName(TerraformElement.isTerraformElement(element) ? element.node : element);
  }

  override prepareStack(): void {
    super.prepareStack();
    const addresses = new UniqueAddresses(this.node.id);
    for (const construct of this.node.findAll()) {
      if (TerraformResource.isTerraformResource(construct)) {
        addresses.add(`${construct.terraformResourceType}.${construct.friendlyUniqueId}`, construct.node.path);
      } else if (TerraformDataSource.isTerraformDataSource(construct)) {
        addresses.add(`data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`, construct.node.path);
      }
    }
  }

  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    const output = super.registerOutgoingCrossStackReference(identifier);
    output.overrideLogicalId(identifier.replaceAll(/\W/g, "_"));
    // The framework hides every value that crosses; readable ones make the consumers' plans readable.
    output.sensitive = undefined;
    return output;
  }

  override registerIncomingCrossStackReference(fromStack: TerraformStack): TerraformRemoteState {
    const remoteState = super.registerIncomingCrossStackReference(fromStack);
    remoteState.overrideLogicalId(fromStack.node.id.replaceAll("-", "_"));
    return remoteState;
  }

  /** The framework walks every path between two stacks, which is exponential; this visits each stack once. */
  override dependsOn(stack: TerraformStack): boolean {
    const seen = new Set<TerraformStack>();
    const queue = [...this.dependencies];
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (next === stack) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...next.dependencies);
    }
    return false;
  }
}
