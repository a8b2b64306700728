import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";

/** `terraform apply` as somebody runs it in a terminal: it asks before it changes anything, and holds the lock meanwhile. */
export class WaitingApply {
  private printed = "";

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        this.printed += stripVTControlCharacters(text);
      });
    }
  }

  /** @returns when Terraform asks for its approval. */
  static async start(terraform: string, folder: string, environment: NodeJS.ProcessEnv): Promise<WaitingApply> {
    const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_INPUT: "1", ...environment };
    // A process group of its own, so that the provider dies with it.
    const child = spawn(terraform, ["apply"], { cwd: folder, env, detached: true, stdio: "pipe" });
    const apply = new WaitingApply(child);
    await apply.prints("Enter a value:");
    return apply;
  }

  approve(): void {
    this.child.stdin?.write("yes\n");
  }

  /** Waits until Terraform has printed a text. @throws Error with what it printed when it ends without. */
  async prints(text: string): Promise<void> {
    while (!this.printed.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`terraform apply ended without "${text}":\n${this.printed}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it as a machine that goes away does: nothing is written any more, and nothing is released. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const exited = once(this.child, "exit");
    process.kill(-pid, "SIGKILL");
    await exited;
  }
}
