import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";

/** The chosen backend has its settings, and runs from a repository know how to reach it. */
export function checkState({ state }: Partial<Environment>): LocalProblem[] {
  if (!state) return [];
  return [...checkBackend(state), ...checkConnection(state)];
}

function checkBackend(state: Environment["state"]): LocalProblem[] {
  const { backend } = state;
  if (backend === "local" || state[backend] !== undefined) return [];
  const allowed = `settings for the chosen backend, ${backend}`;
  return [
    { path: ["state", backend], value: undefined, allowed, fix: `add state.${backend}, or choose another backend` },
  ];
}

/** https://developer.hashicorp.com/terraform/cloud-docs/vcs: one connection, of one of the two kinds. */
function checkConnection({ cloud }: Environment["state"]): LocalProblem[] {
  if (!cloud?.vcs) return [];
  const { oauthTokenId, githubAppInstallationId } = cloud.vcs;
  const path = ["state", "cloud", "vcs", "oauthTokenId"];
  const allowed = "either an OAuth token or an installation of the GitHub App";
  if (oauthTokenId === undefined && githubAppInstallationId === undefined) {
    return [{ path, value: undefined, allowed, fix: "add oauthTokenId or githubAppInstallationId" }];
  }
  if (oauthTokenId === undefined || githubAppInstallationId === undefined) return [];
  return [{ path, value: oauthTokenId, allowed, fix: "remove one of oauthTokenId and githubAppInstallationId" }];
}
