import path from "node:path";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import type { Machine } from "./programs";

/** Runs Terraform in the folders of synthesized stacks. */
export class Terraform {
  private readonly initialized = new Set<string>();

  constructor(
    private readonly stacks: SynthesizedStacks,
    private readonly machine: Machine,
  ) {}

  /** Whether the state has nothing that is managed. @throws Error when the state cannot be read. */
  isEmpty(stack: string): boolean {
    this.initialize(stack);
    const { status, stdout, stderr } = this.machine.run("terraform", [this.folder(stack), "state", "list"]);
    // A stack that was never applied has no state at all.
    if (status !== 0 && !/No state file was found/.test(stderr)) throw this.failure(stack, "state list", stderr);
    // From the beginning: a key of a managed resource may hold the same.
    return stdout.split("\n").every((address) => address === "" || /^(module\.[^.]+\.)*data\./.test(address));
  }

  /** @returns whether everything of the stack is gone. */
  destroy(stack: string): boolean {
    const args = ["destroy", "-auto-approve", "-input=false", "-lock-timeout=10m", "-no-color"];
    return this.machine.show("terraform", [this.folder(stack), ...args]) === 0;
  }

  private initialize(stack: string): void {
    if (this.initialized.has(stack)) return;
    const args = [this.folder(stack), "init", "-input=false", "-no-color"];
    const { status, stderr } = this.machine.run("terraform", args);
    if (status !== 0) throw this.failure(stack, "init", stderr);
    this.initialized.add(stack);
  }

  private failure(stack: string, what: string, stderr: string): Error {
    return new Error(`terraform ${what} failed in ${stack}: ${stderr.trim()}`);
  }

  private folder(stack: string): string {
    return `-chdir=${path.dirname(this.stacks.file(stack))}`;
  }
}
