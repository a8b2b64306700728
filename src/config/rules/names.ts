import type { Environment } from "../environment";
import { longestStackPart, standbyName } from "../names";
import type { LocalProblem } from "../problem";

/** Names that are built from values fit, and begin with nothing that AWS reserves. */
export function checkNames(environment: Partial<Environment>): LocalProblem[] {
  return [...checkPrefix(environment), ...checkStackNames(environment), ...checkScheduleNames(environment)];
}

/** Beginnings that AWS keeps for itself, with what is named after the prefix and where that is said. */
const reservedBeginnings = [
  {
    beginnings: ["internal-"],
    kind: "load balancers",
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  {
    beginnings: ["aws", "amazon", "amzn"],
    kind: "Systems Manager documents",
    page: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html",
  },
  {
    beginnings: ["sg-"],
    kind: "security groups",
    page: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
] as const;

function checkPrefix({ prefix }: Partial<Environment>): LocalProblem[] {
  if (prefix === undefined) return [];
  return reservedBeginnings.flatMap(({ beginnings, kind, page }) => {
    // Names go on with a hyphen.
    if (!beginnings.some((beginning) => `${prefix}-`.startsWith(beginning))) return [];
    const allowed = `a prefix that does not begin with ${beginnings.join(", ")}`;
    return [
      { path: ["prefix"], value: prefix, allowed, fix: `choose another: ${kind} may not be called so (${page})` },
    ];
  });
}

// https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create
const longestWorkspace = 90;

// A file system's, of the folder that a stack is written to.
const longestFolder = 255;

/** A stack's name is that of its folder and ends that of its workspace; the standby's are the longest. */
function checkStackNames({ name, state }: Partial<Environment>): LocalProblem[] {
  if (name === undefined) return [];
  const stack = `${standbyName(name)}-${longestStackPart}`;
  const added = stack.length - name.length;
  const prefix = state?.cloud?.workspacePrefix;
  const inWorkspace = prefix === undefined ? Number.POSITIVE_INFINITY : longestWorkspace - prefix.length - 1 - added;
  const most = Math.min(inWorkspace, longestFolder - added);
  if (name.length <= most) return [];
  const fix =
    most === inWorkspace
      ? `shorten it, or state.cloud.workspacePrefix: Terraform Cloud takes ${longestWorkspace} characters for a ` +
        `workspace, such as ${prefix}-<name>-dr-${longestStackPart} (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create)`
      : `shorten it: file systems take ${longestFolder} characters for a stack's folder, <name>-dr-${longestStackPart}`;
  return [{ path: ["name"], value: name, allowed: `at most ${most} characters`, fix }];
}

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
const longestSchedule = 64;

/** Schedules are called after what they stop: `stop-<node group>-again`, `stop-<prefix>-primary`. */
function checkScheduleNames({ autoShutdown, cluster, prefix }: Partial<Environment>): LocalProblem[] {
  if (!autoShutdown || !cluster) return [];
  const groups = Object.keys(cluster.nodeGroups);
  const most = longestSchedule - "stop--again".length;
  const taken = new Map(groups.map((group) => [`${group}-again`, `the second stop of ${group}`]));
  if (prefix !== undefined) taken.set(`${prefix}-primary`, "the database's stop");
  return groups.flatMap((group) => {
    const problem = (allowed: string, fix: string) => ({
      path: ["cluster", "nodeGroups", group],
      value: group,
      allowed,
      fix,
    });
    const long = `rename it: EventBridge Scheduler takes ${longestSchedule} characters for stop-<name>-again (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html)`;
    if (group.length > most) return [problem(`a name of at most ${most} characters, with autoShutdown`, long)];
    const owner = taken.get(group);
    if (owner === undefined) return [];
    return [problem(`any name but ${group}, with autoShutdown`, `rename it: ${owner} is called stop-${group} already`)];
  });
}
