import fs from "node:fs";
import { outputFolder } from "./output-folder";

export default function removeOutput(): void {
  fs.rmSync(outputFolder(), { recursive: true, force: true });
}
