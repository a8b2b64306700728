import { type Loss, lossesInText } from "./plan-text";

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

/**
 * What a saved plan takes away, from what `terraform show` printed of it, with `-json` or without: Terraform Cloud gives the
 * JSON to administrators of a workspace alone.
 *
 * @throws Error when it is no plan, or one of which not every loss is understood.
 */
export function lossesInShown(shown: string): Loss[] {
  if (shown.trimStart().startsWith("{")) return lossesInJson(shown);
  const losses = lossesInText(shown);
  const counted =
    /^Plan: .*\b(\d+) to destroy\./m.exec(shown)?.[1] ?? (/^Changes to Outputs:$/m.test(shown) ? "0" : undefined);
  const found = losses.filter(({ action }) => action !== "forget").length;
  if (counted !== String(found)) {
    throw new Error(
      `the plan says that it destroys ${counted ?? "nothing that could be read"}, and names ${found}: no plan, or printed by ` +
        "a Terraform that this project does not know",
    );
  }
  return losses;
}
