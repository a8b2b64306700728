import { type Environment, type EnvironmentInput, sections } from "./environment";
import { ConfigurationError, formatPath, isPlain, type LocalProblem, type Problem } from "./problem";
import { rules } from "./rules";
import { checkBetweenEnvironments } from "./rules/between-environments";
import { type StateBackend, type StateSection, type StateSettings, stateBackends } from "./sections/state";
import { readSection } from "./shape";

/** What the process environment may change. */
export interface LoadOptions {
  /** Value of TECHALLY_STATE: replaces every environment's `state.backend`. */
  readonly stateBackend?: string | undefined;
}

/**
 * Checks all environments and fills in their defaults.
 *
 * @throws ConfigurationError with every problem of every environment.
 */
export function loadEnvironments(inputs: readonly EnvironmentInput[], options: LoadOptions = {}): Environment[] {
  const problems: Problem[] = checkStateOverride(options.stateBackend);
  const override = problems.length === 0 ? (options.stateBackend as StateBackend | undefined) : undefined;
  const read = inputs.map((input) => readEnvironment(input, override));
  const names = inputs.map((input, index) =>
    typeof input?.name === "string" && input.name !== "" ? input.name : `environments[${index}]`,
  );

  problems.push(
    ...read.flatMap((result, index) =>
      result.problems.map(({ path, ...rest }) => ({ path: formatPath([names[index] ?? index, ...path]), ...rest })),
    ),
    ...checkBetweenEnvironments(
      read.map((result) => result.environment),
      names,
    ),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return read.map((result) => result.environment as Environment);
}

/** The chosen backend with its settings; `loadEnvironments` has made sure that they are there. */
export function resolveState(state: StateSection): StateSettings {
  const { backend } = state;
  if (backend === "local") return { backend };
  if (backend === "s3" && state.s3) return { backend, ...state.s3 };
  if (backend === "cloud" && state.cloud) return { backend, ...state.cloud };
  throw new Error(`state.${backend} has no settings; pass the environment through loadEnvironments first`);
}

/** Reads section by section, so that a fault in one does not hide the faults of the others. */
function readEnvironment(input: EnvironmentInput, stateBackend: StateBackend | undefined) {
  const given: unknown = input;
  if (typeof given !== "object" || given === null || !isPlain(given)) {
    const fix = "hand over what defineEnvironment returns";
    return { environment: {}, problems: [{ path: [], value: given, allowed: "an environment, { … }", fix }] };
  }
  const source: Record<string, unknown> = { ...input };
  const problems: LocalProblem[] = [];
  const environment: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(sections)) {
    const section = readSection(name, schema, source[name]);
    problems.push(...section.problems);
    if (section.value !== undefined) environment[name] = section.value;
  }
  for (const key of Object.keys(source).filter((name) => !Object.hasOwn(sections, name))) {
    const allowed = `only ${Object.keys(sections).join(", ")}`;
    problems.push({ path: [key], value: source[key], allowed, fix: "remove the key, or correct its spelling" });
  }
  const partial = environment as Partial<Environment>;
  if (partial.state && stateBackend) partial.state = { ...partial.state, backend: stateBackend };
  return { environment: partial, problems: [...problems, ...rules.flatMap((rule) => rule(partial))] };
}

function checkStateOverride(value: string | undefined): Problem[] {
  if (value === undefined || value === "" || stateBackends.some((backend) => backend === value)) return [];
  const allowed = stateBackends.join(", ");
  return [{ path: "TECHALLY_STATE", value, allowed, fix: "unset the variable, or set it to one of these" }];
}
