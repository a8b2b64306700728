import type { Loss } from "./plan-text";

/** The part of `terraform show -json` of a plan that says what becomes of what there is (format version 1). */
interface PlanJson {
  readonly format_version: string;
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: "managed" | "data";
    readonly deposed?: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/**
 * What a plan takes away.
 *
 * @param json - what `terraform show -json` printed for a saved plan
 * @throws Error when it is no plan.
 */
export function lossesInJson(json: string): Loss[] {
  const plan: PlanJson = JSON.parse(json);
  // https://developer.hashicorp.com/terraform/internals/json-format: of another major version, nothing is known.
  if (!/^1\./.test(plan.format_version)) {
    throw new Error(`the plan's format_version is ${JSON.stringify(plan.format_version)}; known is 1.x`);
  }
  return (plan.resource_changes ?? []).flatMap(({ address, mode, deposed, change: { actions } }): Loss[] => {
    const shown = deposed === undefined ? address : `${address} (deposed object ${deposed})`;
    if (mode !== "managed") return [];
    if (actions.includes("forget")) return [{ address: shown, action: "forget" }];
    if (!actions.includes("delete")) return [];
    return [{ address: shown, action: actions.includes("create") ? "replace" : "destroy" }];
  });
}
