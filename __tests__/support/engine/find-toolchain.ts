import synthesizeOnce from "../synthesize-once";
import { describeGaps, findToolchain, type Toolchain } from "./toolchain";

const variable = "TECHALLY_TEST_TOOLCHAIN";

/** Global set-up of the engine tests: looks once for what they need and says what is missing. */
export default async function setUp(): Promise<void> {
  // Terraform and its providers live for seconds, a quarter of which they would spend on collecting garbage.
  process.env.GOGC ??= "off";
  process.env.GOMEMLIMIT ??= "2GiB";
  await synthesizeOnce();
  const toolchain = findToolchain();
  process.env[variable] = JSON.stringify(toolchain);
  for (const gap of describeGaps(toolchain)) process.stderr.write(`engine: ${gap}\n`);
}

export function toolchain(): Toolchain {
  return JSON.parse(process.env[variable] ?? "{}");
}
