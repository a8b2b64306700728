import fs from "node:fs";
import { fixtureOutput, isOwnFolder, liveOutput } from "./output-folder";

export default function removeOutput(): void {
  for (const folder of [fixtureOutput(), liveOutput()].filter(isOwnFolder)) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
