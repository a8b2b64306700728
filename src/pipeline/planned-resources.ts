import type { StackContent, SynthesizedStacks } from "./synthesized-stacks";

/** Arguments of a resource, as they stand in the synthesized JSON. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A managed resource of a synthesized stack. */
export interface PlannedResource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: Arguments;
  /** The AWS region that it is created in; empty where its provider has none. */
  readonly region: string;
}

/** Every managed resource of some stacks. */
export function plannedResources(stacks: SynthesizedStacks, names: readonly string[]): PlannedResource[] {
  return names.flatMap((stack) => resourcesOf(stack, stacks.read(stack)));
}

function resourcesOf(stack: string, content: StackContent): PlannedResource[] {
  const regionOf = regionsOf(content);
  return Object.entries(content.resource ?? {}).flatMap(([type, named]) =>
    Object.entries(named as Readonly<Record<string, Arguments>>).map(([name, values]) => ({
      stack,
      type,
      name,
      arguments: values,
      region: regionOf(values),
    })),
  );
}

interface Provider {
  readonly alias?: string;
  readonly region?: string;
}

/** A resource may name its region, or one of its stack's providers; the others are in that of the first. */
function regionsOf({ provider }: StackContent): (values: Arguments) => string {
  const providers = (provider?.aws ?? []) as readonly Provider[];
  return (values) => {
    if (typeof values.region === "string") return values.region;
    const alias = typeof values.provider === "string" ? values.provider.split(".")[1] : undefined;
    return providers.find((item) => item.alias === alias)?.region ?? "";
  };
}

/**
 * The resource that an argument such as `${aws_subnet.public_us_east_1a.id}` stands for, in the same stack or, read from
 * its state, in another one.
 */
export function referenced(
  resources: readonly PlannedResource[],
  from: Pick<PlannedResource, "stack">,
  value: unknown,
): PlannedResource | undefined {
  const text = String(value);
  const remote = /^\$\{data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)\}$/.exec(text);
  if (remote) {
    const [, state, output = ""] = remote;
    // An output is called after the resource and its attribute: aws_subnet_private_us_east_1a_id.
    return resources.find(
      ({ stack, type, name }) => stack.replaceAll("-", "_") === state && output.startsWith(`${type}_${name}_`),
    );
  }
  const [, type, name] = /^\$\{(aws_\w+)\.(\w+)[.[]/.exec(text) ?? [];
  return resources.find((item) => item.stack === from.stack && item.type === type && item.name === name);
}

export function textOf(resource: PlannedResource, key: string): string | undefined {
  const value = resource.arguments[key];
  return typeof value === "string" ? value : undefined;
}

/** A number, also where Terraform is given it as text. */
export function numberOf(resource: PlannedResource, key: string): number | undefined {
  const value = resource.arguments[key];
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

export function listOf(resource: PlannedResource, key: string): readonly unknown[] {
  const value = resource.arguments[key];
  return Array.isArray(value) ? value : [];
}

/** The first block of a kind; Terraform's JSON has a lone one with or without a list around it. */
export function blockOf(values: Arguments, key: string): Arguments {
  const value = values[key];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "object" && first !== null ? (first as Arguments) : {};
}
