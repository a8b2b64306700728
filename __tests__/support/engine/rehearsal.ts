import path from "node:path";
import { stackDependencies } from "../stack-json";
import { mockProviders } from "./mocks";
import type { Toolchain } from "./toolchain";
import { type Blocks, type TerraformJson, Workspace } from "./workspace";

/** What became of one stack in a rehearsal. */
export interface StackReport {
  /** Terraform's validation, plan and apply passed; `skipped` names what they would have needed. */
  readonly skipped?: string;
  /** Values of the stack's outputs, as its consumers read them. */
  readonly outputs: Record<string, unknown>;
  /** Number of resources that were applied. */
  readonly applied: number;
  /** What the stack's state holds, data sources included. */
  readonly resources: readonly AppliedResource[];
}

/** One resource as `terraform show -json` writes it (https://developer.hashicorp.com/terraform/internals/json-format). */
export interface AppliedResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly provider_name: string;
  readonly schema_version: number;
  readonly values: Record<string, unknown>;
}

/**
 * Plans and applies stacks on the real Terraform engine with mocked providers, each fed with the outputs of those it
 * depends on. What comes out wrong here is a wrong argument, reference, type or cycle, not a rule of AWS.
 */
export class Rehearsal {
  private readonly reports = new Map<string, Promise<StackReport>>();
  private readonly validatedProviders = new Set<string>();
  private readonly dependencies;

  constructor(
    private readonly toolchain: Toolchain,
    private readonly output: string,
  ) {
    this.dependencies = stackDependencies(output);
  }

  get stacks(): string[] {
    return Object.keys(this.dependencies);
  }

  /** Applies a stack after its producers; each only once. */
  stack(name: string): Promise<StackReport> {
    let report = this.reports.get(name);
    if (!report) {
      report = this.apply(name);
      this.reports.set(name, report);
    }
    return report;
  }

  /**
   * A test run validates resources and data sources itself, but not the blocks of mocked providers. They are alike in
   * most stacks, and validating takes nearly as long as the test run.
   */
  private hasNewProviders({ config }: Workspace): boolean {
    const shape = JSON.stringify(config.provider, (_, value) => (typeof value === "string" ? "" : value));
    if (this.validatedProviders.has(shape)) return false;
    this.validatedProviders.add(shape);
    return true;
  }

  private async apply(name: string): Promise<StackReport> {
    const producers: Record<string, Record<string, unknown>> = {};
    for (const producer of this.dependencies[name] ?? []) {
      producers[producer.replaceAll("-", "_")] = (await this.stack(producer)).outputs;
    }
    const workspace = new Workspace(this.toolchain, path.join(this.output, "stacks", name));
    try {
      const missing = workspace.missingProviders;
      if (missing.length > 0)
        return { skipped: `${missing.join(", ")} provider`, outputs: {}, applied: 0, resources: [] };
      // A mocked provider has nothing that could be imported.
      workspace.write("cdk.tf.json", { ...workspace.config, import: undefined });
      workspace.override(withoutPreventDestroy(workspace.config));
      workspace.write("rehearsal.tftest.json", {
        mock_provider: mockProviders(this.toolchain, workspace.config),
        override_data: Object.keys(workspace.config.data?.terraform_remote_state ?? {}).map((producer) => ({
          target: `data.terraform_remote_state.${producer}`,
          values: { outputs: producers[producer] ?? {} },
        })),
        run: { apply: { command: "apply" } },
      });
      await workspace.init();
      if (this.hasNewProviders(workspace)) await workspace.run("validate", "-no-color");
      return readTestRun(await workspace.tryRun({}, "test", "-json", "-verbose"));
    } finally {
      workspace.remove();
    }
  }
}

/** A test run destroys what it applied, even what must never be destroyed otherwise. */
export function withoutPreventDestroy({ resource = {} }: TerraformJson): Blocks {
  const overrides: Blocks = {};
  for (const [type, named] of Object.entries(resource)) {
    for (const [name, { lifecycle }] of Object.entries(named)) {
      if (!(lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy) continue;
      overrides[type] = { ...overrides[type], [name]: { lifecycle: { prevent_destroy: false } } };
    }
  }
  return overrides;
}

interface TestMessage {
  readonly type: string;
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
  readonly test_state?: {
    readonly outputs?: Record<string, { readonly value: unknown }>;
    readonly root_module?: { readonly resources?: readonly AppliedResource[] };
  };
}

function readTestRun({ code, output }: { code: number; output: string }): StackReport {
  const messages: TestMessage[] = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  const errors = messages.flatMap(({ diagnostic }) =>
    diagnostic?.severity === "error" ? [`${diagnostic.summary}: ${diagnostic.detail ?? ""}`] : [],
  );
  if (code !== 0 || errors.length > 0) throw new Error(errors.join("\n\n") || output.slice(0, 4000));
  const state = messages.find((message) => message.test_state)?.test_state;
  const outputs = Object.entries(state?.outputs ?? {}).map(([name, { value }]) => [name, value]);
  const resources = state?.root_module?.resources ?? [];
  const applied = resources.filter(({ mode }) => mode === "managed").length;
  return { outputs: Object.fromEntries(outputs), applied, resources };
}
