import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import type { PlatformSection } from "../sections/platform";

/** Ranges have their ends in order, and what elects a leader can have one. */
export function checkPlatform({ platform }: Partial<Environment>): LocalProblem[] {
  if (!platform) return [];
  const { mesh, logging } = platform;
  return [
    ...checkRange(mesh.controlPlane, ["platform", "mesh", "controlPlane"]),
    ...checkRange(mesh.gateway, ["platform", "mesh", "gateway"]),
    ...checkQuorum(logging.elasticsearch.replicas),
  ];
}

function checkRange(
  { minReplicas, maxReplicas }: PlatformSection["mesh"]["gateway"],
  path: readonly PathPart[],
): LocalProblem[] {
  if (minReplicas <= maxReplicas) return [];
  return [
    {
      path: [...path, "maxReplicas"],
      value: maxReplicas,
      allowed: `at least minReplicas, ${minReplicas}`,
      fix: "raise maxReplicas, or lower minReplicas",
    },
  ];
}

function checkQuorum(replicas: number): LocalProblem[] {
  if (replicas !== 2) return [];
  return [
    {
      path: ["platform", "logging", "elasticsearch", "replicas"],
      value: replicas,
      allowed: "1, or 3 and more",
      fix: "choose 3: of two masters neither can go on without the other, so two fail more often than one",
    },
  ];
}
