export type { AcceptedChange } from "./accepted-changes";
export { defineEnvironment, type Environment, type EnvironmentInput } from "./environment";
export { loadEnvironments, resolveState } from "./load";
export { ConfigurationError, type Problem } from "./problem";
export { platformEndpoints } from "./sections/network";
