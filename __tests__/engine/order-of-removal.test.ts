import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describeWith } from "../support/engine/requirements";
import { terraformEnvironment } from "../support/engine/toolchain";
import { projectRoot } from "../support/output-folder";

interface Draft {
  readonly needs?: readonly string[];
  readonly resource?: object;
  /** What is taken out, with the command that removes it, as AWS would: it fails while something uses it. */
  readonly removed?: Readonly<Record<string, string>>;
  readonly outputs?: readonly string[];
}

// A zone of a network, the nodes in it, and what sends them traffic; each marks what it uses while it is there.
const inUse = "../../../in-use";
const data = (input: string, ...commands: string[]) => ({
  input,
  ...(commands.length > 0 && { provisioner: commands.map((command) => ({ "local-exec": { command } })) }),
});
const of = (stack: string, output: string) =>
  `\${data.terraform_remote_state.${stack}.outputs.terraform_data_${output}_id}`;

const before: Record<string, Draft> = {
  network: { resource: { zone_a: data("a"), zone_c: data("c") }, outputs: ["zone_a", "zone_c"] },
  cluster: {
    needs: ["network"],
    resource: {
      nodes_a: data(of("network", "zone_a")),
      nodes_c: data(of("network", "zone_c"), `touch ${inUse}/zone_c`),
    },
    outputs: ["nodes_a", "nodes_c"],
  },
  edge: { needs: ["cluster"], resource: { target_c: data(of("cluster", "nodes_c"), `touch ${inUse}/nodes_c`) } },
  standby: { needs: ["network"], resource: { replica: data(of("network", "zone_c")) } },
};

const after: Record<string, Draft> = {
  network: { resource: { zone_a: data("a") }, removed: { zone_c: `test ! -e ${inUse}/zone_c` }, outputs: ["zone_a"] },
  cluster: {
    needs: ["network"],
    resource: { nodes_a: data(of("network", "zone_a")) },
    removed: { nodes_c: `test ! -e ${inUse}/nodes_c && rm ${inUse}/zone_c` },
    outputs: ["nodes_a"],
  },
  edge: {
    needs: ["cluster"],
    resource: { target_a: data(of("cluster", "nodes_a")) },
    removed: { target_c: `rm ${inUse}/nodes_c` },
  },
};

/** Another zone takes the place of the one that goes: more than one deployment can do. */
const replacing: Record<string, Draft> = {
  ...after,
  network: {
    ...after.network,
    resource: { zone_a: data("a"), zone_d: data("d") },
    outputs: ["zone_a", "zone_d"],
  },
  cluster: {
    ...after.cluster,
    resource: { nodes_a: data(of("network", "zone_a")), nodes_d: data(of("network", "zone_d")) },
  },
};

describeWith(["core"], "removing what others use", ({ terraform }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-removal-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Writes stacks as synthesis would, beside the states that stay. */
  function synthesize(stacks: Readonly<Record<string, Draft>>): void {
    fs.rmSync(path.join(folder, "plans"), { recursive: true, force: true });
    fs.rmSync(path.join(folder, "cdktf.out"), { recursive: true, force: true });
    for (const [name, { needs = [], resource = {}, removed = {}, outputs = [] }] of Object.entries(stacks)) {
      const stackFolder = path.join(folder, "cdktf.out", "stacks", name);
      const state = (stack: string) => ({ path: `../../../state/${stack}.tfstate` });
      const content = {
        provider: { terraform: [{}] },
        terraform: { backend: { local: state(name) } },
        // An empty block is an error in JSON.
        ...(needs.length > 0 && {
          data: {
            terraform_remote_state: Object.fromEntries(
              needs.map((stack) => [stack, { backend: "local", config: state(stack) }]),
            ),
          },
        }),
        resource: { terraform_data: resource },
        removed: Object.entries(removed).map(([resourceName, command]) => ({
          from: `terraform_data.${resourceName}`,
          lifecycle: { destroy: true },
          provisioner: [{ "local-exec": { when: "destroy", command } }],
        })),
        ...(outputs.length > 0 && {
          output: Object.fromEntries(
            outputs.map((output) => [`terraform_data_${output}_id`, { value: `\${terraform_data.${output}.id}` }]),
          ),
        }),
      };
      fs.mkdirSync(stackFolder, { recursive: true });
      fs.writeFileSync(path.join(stackFolder, "cdk.tf.json"), JSON.stringify(content));
    }
    const entries = Object.entries(stacks).map(([stack, { needs = [] }]) => [stack, { dependencies: needs }]);
    const manifest = JSON.stringify({ stacks: Object.fromEntries(entries) });
    fs.writeFileSync(path.join(folder, "cdktf.out", "manifest.json"), manifest);
  }

  function run(command: string, ...args: string[]) {
    const env = { ...terraformEnvironment(), PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env.PATH}` };
    return spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
  }

  /** Plans and applies as the workflow does. */
  function deploy(stacks: Readonly<Record<string, Draft>>) {
    synthesize(stacks);
    for (const stack of Object.keys(stacks)) run("bash", "scripts/ci/plan.sh", stack, "-lock=false");
    const { status, stdout, stderr } = run("bash", "scripts/ci/apply.sh", "shared");
    const applied = stdout.split("::group::").slice(1);
    return {
      status,
      output: stdout + stderr,
      order: applied.map((text) => text.split("\n")[0]),
      changed: applied.filter((text) => text.includes("Apply complete!")).map((text) => text.split("\n")[0]),
    };
  }

  const states = () => {
    const files = fs.readdirSync(path.join(folder, "state")).filter((file) => file.endsWith(".tfstate"));
    return files.map((file) => fs.readFileSync(path.join(folder, "state", file), "utf8"));
  };

  beforeAll(() => {
    for (const entry of ["scripts", "src", "environments", "node_modules", "package.json"]) {
      fs.symlinkSync(path.join(projectRoot, entry), path.join(folder, entry));
    }
    for (const made of ["bin", "in-use"]) fs.mkdirSync(path.join(folder, made));
    const found = run("sh", "-c", `command -v "${terraform}"`).stdout.trim();
    fs.symlinkSync(found, path.join(folder, "bin", "terraform"));
  });

  test("what is added goes producers first, though the consumers' plans have to wait", () => {
    const { status, output, order, changed } = deploy(before);
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining("Apply complete!") });
    expect(order).toEqual(["network", "cluster", "standby", "edge"]);
    expect(changed).toEqual(order);
    expect(fs.readdirSync(path.join(folder, "in-use")).sort()).toEqual(["nodes_c", "zone_c"]);
  }, 120_000);

  test("what takes the place of something else is refused in one go, and nothing is changed", () => {
    const earlier = states();
    const { status, output, order } = deploy(replacing);
    expect(status).toBe(1);
    expect(order).toEqual([]);
    expect(output).toContain("cluster cannot be applied before network, and has to be");
    expect(output).toContain("terraform_data_zone_d_id of network, which is not there yet");
    expect(states()).toEqual(earlier);
  }, 120_000);

  test("what is removed goes consumers first; producers first, it is refused while it is in use", () => {
    fs.cpSync(path.join(folder, "cdktf.out"), path.join(folder, "earlier"), { recursive: true });
    synthesize(after);
    run("terraform", "-chdir=cdktf.out/stacks/network", "init", "-no-color");
    const wrong = run("terraform", "-chdir=cdktf.out/stacks/network", "apply", "-no-color", "-auto-approve");
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("local-exec provisioner error");

    const { status, output, order, changed } = deploy(after);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(order).toEqual(["edge", "cluster", "network", "cluster", "edge"]);
    expect(changed).toEqual(["edge", "cluster", "network"]);
    expect(fs.readdirSync(path.join(folder, "in-use"))).toEqual([]);
  }, 120_000);

  test("a stack that is gone is destroyed though its producer has lost what it reads, without a refresh", () => {
    synthesize({ standby: before.standby ?? {} });
    const standby = (...args: string[]) => run("terraform", "-chdir=cdktf.out/stacks/standby", ...args, "-no-color");
    standby("init");
    const refused = standby("destroy", "-auto-approve");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("Unsupported attribute");
    const { status, stdout } = standby("destroy", "-auto-approve", "-refresh=false");
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining("1 destroyed") });
  }, 120_000);
});
