import fs from "node:fs";
import { fixtureOutput, liveOutput } from "./output-folder";

export default function removeOutput(): void {
  for (const folder of [fixtureOutput(), liveOutput()]) fs.rmSync(folder, { recursive: true, force: true });
}
