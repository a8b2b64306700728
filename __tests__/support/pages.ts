import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./output-folder";

/** A page of the documentation, by its path from the root. */
export class Page {
  readonly text: string;

  constructor(readonly file: string) {
    this.text = fs.readFileSync(path.join(projectRoot, file), "utf8");
  }

  /** Everything that matches, once each. */
  mentions(pattern: RegExp): string[] {
    return [...new Set([...this.text.matchAll(pattern)].map((match) => match[1] ?? match[0]))].sort();
  }

  /** Links to other pages and sections that lead nowhere. */
  get brokenLinks(): string[] {
    return this.mentions(/\]\((?!https?:)([^)\s]+)\)/g).filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? this.file : path.join(path.dirname(this.file), file);
      if (!fs.existsSync(path.join(projectRoot, target))) return true;
      return anchor !== undefined && !new Page(target).anchors.includes(anchor);
    });
  }

  /** Anchors of the headings, as GitHub makes them. */
  get anchors(): string[] {
    const prose = this.text.replaceAll(/^```[\s\S]*?^```/gm, "");
    return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(/\s/g, "-"),
    );
  }
}

/** The pages directly in a folder, by their paths from the root. */
export function pagesIn(folder: string): string[] {
  const files = fs.readdirSync(path.join(projectRoot, folder)).filter((file) => file.endsWith(".md"));
  return files.map((file) => path.posix.join(folder, file)).sort();
}
