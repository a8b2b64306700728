import { toolchain } from "./find-toolchain";
import type { Toolchain } from "./toolchain";

/** The parts of a tool chain that are there for sure inside `describeWith`. */
export type Complete = Toolchain & Required<Pick<Toolchain, "terraform" | "emulator" | "aws" | "promtool">>;

/**
 * A block of tests that needs tools. Without them it is skipped (the set-up has said so in a line of its own), unless
 * TECHALLY_REQUIRE_TOOLS names them: then a missing tool is a failure.
 */
export function describeWith(
  tools: readonly ("core" | "terraform" | "emulator" | "aws" | "promtool")[],
  title: string,
  define: (toolchain: Complete) => void,
): void {
  const found = toolchain();
  const has = {
    // What is built into Terraform suffices for some.
    core: Boolean(found.terraform),
    terraform: Boolean(found.terraform && found.providers.aws),
    emulator: Boolean(found.emulator),
    aws: Boolean(found.aws),
    promtool: Boolean(found.promtool),
  };
  const missing = tools.filter((tool) => !has[tool]);
  const required = (process.env.TECHALLY_REQUIRE_TOOLS ?? "").split(",").filter(Boolean);
  const broken = missing.filter((tool) => required.includes(tool === "core" ? "terraform" : tool));
  if (broken.length > 0) {
    test(`${title}: ${broken.join(" and ")} must be here`, () => {
      throw new Error(`${broken.join(" and ")} not found, although TECHALLY_REQUIRE_TOOLS=${required.join(",")}`);
    });
    return;
  }
  const block = missing.length > 0 ? describe.skip : describe;
  block(title, () => define(found as Complete));
}
