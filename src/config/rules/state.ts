import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";

/** The chosen backend has its settings. */
export function checkState({ state }: Partial<Environment>): LocalProblem[] {
  if (!state) return [];
  const { backend } = state;
  if (backend === "local" || state[backend] !== undefined) return [];
  const allowed = `settings for the chosen backend, ${backend}`;
  return [
    { path: ["state", backend], value: undefined, allowed, fix: `add state.${backend}, or choose another backend` },
  ];
}
