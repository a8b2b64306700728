import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";

/** A moto server on loopback (https://docs.getmoto.org/en/latest/docs/server_mode.html), stopped by `stop`. */
export class Emulator {
  private constructor(
    private readonly server: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(command: string): Promise<Emulator> {
    const port = await freePort();
    const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };
    const server = spawn(command, ["-H", "127.0.0.1", "-p", String(port)], { env, stdio: "ignore" });
    const emulator = new Emulator(server, port);
    await emulator.ready();
    return emulator;
  }

  /** What a process needs to take the emulator for AWS. */
  get environment(): NodeJS.ProcessEnv {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      // A proxy or a profile of the developer must not be asked.
      AWS_PROFILE: undefined,
      AWS_SESSION_TOKEN: undefined,
      NO_PROXY: "127.0.0.1",
    };
  }

  /** Forgets everything that was created. */
  async reset(): Promise<void> {
    const { ok, status } = await fetch(`${this.url}/moto-api/reset`, { method: "POST" });
    if (!ok) throw new Error(`the emulator answered its reset with ${status}`);
  }

  async stop(): Promise<void> {
    if (this.server.exitCode !== null) return;
    const exited = once(this.server, "exit");
    this.server.kill();
    await exited;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      if (this.server.exitCode !== null) throw new Error(`the emulator exited with ${this.server.exitCode}`);
      try {
        if ((await fetch(`${this.url}/moto-api/data.json`)).ok) return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await this.stop();
    throw new Error(`the emulator does not answer on ${this.url}`);
  }
}

/** A port of loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
