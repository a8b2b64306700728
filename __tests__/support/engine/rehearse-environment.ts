import { fixtureOutput } from "../output-folder";
import { fixtureStack } from "../stack-json";
import { Rehearsal } from "./rehearsal";
import { type Complete, describeWith } from "./requirements";

/**
 * One test for each stack whose name matches: Terraform accepts it, and it applies with its producers' outputs.
 *
 * @param defineMore - defines tests that go on from what was applied
 */
export function rehearse(
  title: string,
  matches: (stack: string) => boolean,
  defineMore: (rehearsal: Rehearsal, toolchain: Complete) => void = () => {},
): void {
  describeWith(["terraform"], `${title} on the Terraform engine with mocked providers`, (toolchain) => {
    const rehearsal = new Rehearsal(toolchain, fixtureOutput());
    const unavailable = ["kubernetes", "helm", "tfe"].filter((name) => !(name in toolchain.providers));
    const stacks = rehearsal.stacks.filter(matches);
    const isOutOfReach = (stack: string) =>
      Object.keys(fixtureStack(stack).root.terraform?.required_providers ?? {}).some((name) =>
        unavailable.includes(name),
      );
    const runnable = stacks.filter((stack) => !isOutOfReach(stack));

    test.each(runnable)("%s: init, validate, plan and apply", async (stack) => {
      const report = await rehearsal.stack(stack);
      expect(report.skipped).toBeUndefined();
      expect(report.applied).toBe(fixtureStack(stack).addresses.length);
    }, 120_000);

    test("every stack is rehearsed, but for those of clusters and Terraform Cloud whose providers are missing", () => {
      expect(stacks.length).toBeGreaterThan(0);
      const left = stacks.filter(isOutOfReach);
      expect(left.filter((stack) => !/(-(platform|workloads)|^terraform-cloud)$/.test(stack))).toEqual([]);
    });

    defineMore(rehearsal, toolchain);
  });
}
