import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { App, TerraformStack } from "cdktf";
import { BaseStack, type BaseStackProps } from "../../src/stacks/base-stack";
import { readStack, type StackJson } from "./stack-json";

/** Props for stacks in tests that are about something else. */
export const baseProps: BaseStackProps = {
  environment: "test",
  region: "us-east-1",
  tags: { Project: "Test" },
  state: { backend: "local" },
};

/** A stack with the project's addresses and providers, for constructs under test. */
export class TestStack extends BaseStack {
  constructor(app: App, id = "test", props: Partial<BaseStackProps> = {}) {
    super(app, id, { ...baseProps, ...props });
  }
}

/** Synthesizes what `build` puts into a stack of its own. */
export function synthConstruct(build: (stack: TestStack) => void): StackJson {
  return synthApp((app) => build(new TestStack(app))).test as StackJson;
}

/**
 * Synthesizes an app the way users do, into a folder that is gone afterwards, and returns its stacks by name.
 *
 * @param only - names of the stacks to write; outputs that others read of them are missing. Default: all of them.
 */
export function synthApp(build: (app: App) => void, only?: readonly string[]): Record<string, StackJson> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-test-"));
  try {
    const app = new App({ outdir: folder });
    build(app);
    if (only) for (const stack of stacksBut(only, app)) leaveOut(stack);
    app.synth();
    return Object.fromEntries(Object.keys(app.manifest.stacks).map((name) => [name, readStack(folder, name)]));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Preparing a stack takes most of its time: it finds the outputs of others that the stack reads, and adds them there. */
function leaveOut(stack: TerraformStack): void {
  stack.prepareStack = () => {};
  stack.synthesizer = { synthesize: () => {} };
}

function stacksBut(only: readonly string[], app: App): TerraformStack[] {
  const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
  const unknown = only.filter((name) => !stacks.some(({ node }) => node.id === name));
  if (unknown.length > 0) throw new Error(`no such stack: ${unknown.join(", ")}`);
  return stacks.filter(({ node }) => !only.includes(node.id));
}
