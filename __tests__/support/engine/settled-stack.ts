import { type AppliedResource, withoutPreventDestroy } from "./rehearsal";
import type { Toolchain } from "./toolchain";
import { readStack, type TerraformJson, Workspace } from "./workspace";

type Values = Record<string, unknown>;

/** What Terraform means to do with one resource. */
export interface PlannedChange {
  /** `update`, `create`, `delete,create`, … */
  readonly action: string;
  /** Names of the arguments and attributes that change, those only known after the apply included. */
  readonly changed: readonly string[];
}

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Values | null;
    readonly after: Values | null;
    readonly after_unknown: Values;
  };
}

/**
 * A stack as if it had been applied, to be planned by the real provider, which alone knows what a change brings about.
 *
 * Its state is what a mocked apply left, with the values that the provider itself plans in place of the mocked ones.
 * Nothing is read from AWS: the state is not refreshed, and what data sources would read is taken from the mocked apply.
 */
export class SettledStack {
  private constructor(
    private readonly toolchain: Toolchain,
    private readonly workspace: Workspace,
    private resources: readonly AppliedResource[],
  ) {}

  /** @throws Error when the provider still wants to change something of what it planned itself. */
  static async create(
    toolchain: Toolchain,
    stackFolder: string,
    resources: readonly AppliedResource[],
  ): Promise<SettledStack> {
    const workspace = new Workspace(toolchain, stackFolder);
    const stack = new SettledStack(toolchain, workspace, resources);
    const providers = offlineProviders(workspace.config);
    stack.configure(workspace.config);
    stack.writeState();
    // Mocked values can make the provider plan a replacement, which is not carried out.
    workspace.override(withoutPreventDestroy(workspace.config), providers);
    await workspace.init([]);
    let changes: ResourceChange[] = [];
    // What one resource takes from another is known one pass after that other one's own values.
    for (let pass = 0; pass < 4; pass++) {
      changes = await stack.changes();
      if (changes.length === 0) {
        workspace.override({}, providers);
        return stack;
      }
      stack.adopt(changes);
    }
    throw new Error(`${stackFolder}: never settled: ${changes.map(({ address }) => address).join(", ")}`);
  }

  /** What an apply of another version of the stack would do, by address. */
  async plan(stackFolder: string): Promise<Record<string, PlannedChange>> {
    this.configure(readStack(this.toolchain, stackFolder));
    return Object.fromEntries(
      (await this.changes()).map(({ address, change }) => [
        address,
        { action: change.actions.join(), changed: changedNames(change) },
      ]),
    );
  }

  remove(): void {
    this.workspace.remove();
  }

  private async changes(): Promise<ResourceChange[]> {
    await this.workspace.run("plan", "-no-color", "-refresh=false", "-out=plan");
    const plan = JSON.parse(await this.workspace.run("show", "-json", "plan"));
    return (plan.resource_changes ?? []).filter(
      // An update without a changed value is one of sensitivity marks, which a mocked state lacks.
      ({ mode, change }: ResourceChange) => mode === "managed" && changedNames(change).length > 0,
    );
  }

  /** Takes the planned values for those in the state. */
  private adopt(changes: readonly ResourceChange[]): void {
    const planned = new Map(changes.map(({ address, change }) => [address, change]));
    this.resources = this.resources.map((resource) => {
      const change = planned.get(`${resource.type}.${resource.name}`);
      if (resource.mode === "data" || !change) return resource;
      return { ...resource, values: settle(resource.values, change.after, change.after_unknown) as Values };
    });
    this.writeState();
  }

  /** Puts what data sources read in their place. Policy documents need no AWS: the provider computes them. */
  private configure(config: TerraformJson): void {
    const { aws_iam_policy_document: documents } = config.data ?? {};
    const text = JSON.stringify({ ...config, data: documents && { aws_iam_policy_document: documents } });
    const { terraform, ...rest } = JSON.parse(
      text.replaceAll(/\bdata\.(?!aws_iam_policy_document\.)(\w+)\.(\w+)/g, "local.read_$1_$2"),
    );
    const reads = this.resources.filter(({ mode }) => mode === "data");
    this.workspace.write("cdk.tf.json", {
      ...rest,
      // The state is a file in the workspace, whatever backend the stack has.
      terraform: { required_providers: terraform.required_providers },
      locals: Object.fromEntries(reads.map(({ type, name, values }) => [`read_${type}_${name}`, values])),
    });
  }

  private writeState(): void {
    const managed = this.resources.filter(({ mode }) => mode === "managed");
    this.workspace.write("terraform.tfstate", {
      version: 4,
      terraform_version: "1.11.0",
      serial: 1,
      lineage: "settled",
      outputs: {},
      resources: managed.map((resource) => {
        const { type, name, provider_name: source, schema_version } = resource;
        const attributes = type === "terraform_data" ? withTypes(resource.values) : resource.values;
        const alias = String(this.workspace.config.resource?.[type]?.[name]?.provider ?? "").split(".")[1];
        const provider = `provider["${source}"]${alias ? `.${alias}` : ""}`;
        return { mode: "managed", type, name, provider, instances: [{ schema_version, attributes }] };
      }),
    });
  }
}

/** What may be of any type stands in the state with its type (https://github.com/zclconf/go-cty/blob/main/docs/json.md). */
function withTypes({ input, output, triggers_replace, ...rest }: Values): Values {
  const typed = (value: unknown) => (value === null || value === undefined ? null : { value, type: typeOf(value) });
  return { ...rest, input: typed(input), output: typed(output), triggers_replace: typed(triggers_replace) };
}

function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) return ["tuple", value.map(typeOf)];
  if (typeof value === "object" && value !== null) {
    return ["object", Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeOf(item)]))];
  }
  return typeof value === "boolean" ? "bool" : typeof value;
}

function offlineProviders({ provider }: TerraformJson): Record<string, Values[]> {
  const offline = {
    access_key: "testing",
    secret_key: "testing",
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    skip_requesting_account_id: true,
  };
  return { aws: (provider.aws ?? []).map(({ alias }) => ({ ...(alias ? { alias } : {}), ...offline })) };
}

/** The planned value, with the mocked one wherever the provider does not know its own yet. */
function settle(mocked: unknown, planned: unknown, unknown: unknown): unknown {
  if (unknown === true) return mocked ?? null;
  if (!isContainer(unknown)) return planned;
  const child = (value: unknown, key: string) => (isContainer(value) ? value[key] : undefined);
  const keys = [...new Set([...Object.keys(isContainer(planned) ? planned : {}), ...Object.keys(unknown)])];
  const entries = keys.map((key) => [key, settle(child(mocked, key), child(planned, key), unknown[key])] as const);
  return Array.isArray(unknown) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function changedNames({ before, after, after_unknown: unknown }: ResourceChange["change"]): string[] {
  const names = new Set([before, after, unknown].flatMap((values) => Object.keys(values ?? {})));
  return [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name])).sort();
}

function isContainer(value: unknown): value is Values {
  return typeof value === "object" && value !== null;
}
