import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./output-folder";

/** A block of commands in a page of the documentation. */
export interface CommandBlock {
  readonly line: number;
  readonly commands: string;
  /** Whether the page says that an emulator has run it. */
  readonly emulated: boolean;
  /** What the page shows as output; `real` means that the commands have printed it. */
  readonly output?: { readonly text: string; readonly real: boolean };
}

export const runbookFolder = path.join(projectRoot, "docs", "runbooks");

export function readPage(file: string): string {
  return fs.readFileSync(path.join(runbookFolder, file), "utf8");
}

interface Fence {
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The last line of prose before it. */
  readonly lead: string;
}

const marker = "<!-- runs on the emulator -->";

/** Every `sh` block of a page with the `text` block that shows its output. */
export function commandBlocks(page: string): CommandBlock[] {
  const fences = readFences(page);
  return fences.flatMap((fence, index) => {
    if (fence.language !== "sh") return [];
    const next = fences[index + 1];
    const output =
      next?.language === "text" ? { text: next.text, real: !next.lead.startsWith("Output on AWS") } : undefined;
    return [{ line: fence.line, commands: fence.text, emulated: fence.lead === marker, output }];
  });
}

function readFences(page: string): Fence[] {
  const fences: Fence[] = [];
  const lines = page.split("\n");
  let open: { line: number; language: string; indent: string; lead: string; body: string[] } | undefined;
  let lead = "";
  for (const [index, line] of lines.entries()) {
    const fence = /^( *)```(\w*)/.exec(line);
    if (open && fence) {
      const { indent, body, ...rest } = open;
      fences.push({ ...rest, text: body.map((text) => text.slice(indent.length)).join("\n") });
      open = undefined;
    } else if (open) {
      open.body.push(line);
    } else if (fence) {
      open = { line: index + 1, language: fence[2] ?? "", indent: fence[1] ?? "", lead, body: [] };
    } else if (line.trim() !== "") {
      lead = line.trim();
    }
  }
  if (open) throw new Error(`line ${open.line}: a code block that does not end`);
  return fences;
}
