import type { Environment } from "../environment";
import { formatPath, type PathPart, type Problem } from "../problem";
import { overlaps, readCidr } from "../values/cidr";
import { mayShareAccount } from "./common/accounts";
import { checkRegistries } from "./delivery";
import { checkHosts } from "./edge";

/** What holds between environments, and between the regions of one. Sections that are not readable are left out. */
export function checkBetweenEnvironments(
  environments: readonly Partial<Environment>[],
  names: readonly string[],
): Problem[] {
  return [
    ...checkUnique(environments, names, ["name"], (environment) => environment.name),
    ...checkUnique(environments, names, ["prefix"], (environment) => environment.prefix),
    ...checkUnique(environments, names, ["dns", "domain"], (environment) => environment.dns?.domain),
    ...checkUnique(environments, names, ["cluster", "name"], (environment) => environment.cluster?.name),
    ...checkStateBucket(environments, names),
    ...checkVpcRanges(environments, names),
    ...checkHosts(environments, names),
    ...checkAccountOwners(environments, names),
    ...checkRegistries(environments, names),
  ];
}

function checkUnique(
  environments: readonly Partial<Environment>[],
  names: readonly string[],
  path: readonly PathPart[],
  read: (environment: Partial<Environment>) => string | undefined,
): Problem[] {
  const values = environments.map(read);
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (value === undefined || first === index) return [];
    const taken = formatPath([names[first] ?? first, ...path]);
    const allowed = "a value that no other environment has";
    return [
      { path: formatPath([names[index] ?? index, ...path]), value, allowed, fix: `${taken} has it; choose another` },
    ];
  });
}

/** One `bootstrap` stack creates one bucket, so all environments that keep state in S3 name the same. */
function checkStateBucket(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  const settings = environments.map((environment) => environment.state?.s3);
  const first = settings.findIndex((setting) => setting !== undefined);
  return settings.flatMap((setting, index) => {
    const reference = settings[first];
    if (!setting || !reference || JSON.stringify(setting) === JSON.stringify(reference)) return [];
    const allowed = `the bucket of ${names[first]}, ${JSON.stringify(reference)}`;
    const fix = "share one setting: the bootstrap stack creates a single state bucket";
    return [{ path: formatPath([names[index] ?? index, "state", "s3"]), value: setting, allowed, fix }];
  });
}

/** VPCs may be peered one day, and a failover moves workloads between them: no two share an address. */
function checkVpcRanges(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  const vpcs = environments.flatMap((environment, index) => {
    const name = names[index] ?? index;
    return [
      { path: [name, "network", "cidr"], cidr: environment.network?.cidr },
      { path: [name, "disasterRecovery", "network", "cidr"], cidr: environment.disasterRecovery?.network.cidr },
    ];
  });
  const ranges = vpcs.flatMap(({ path, cidr }) => {
    const result = cidr === undefined ? undefined : readCidr(cidr);
    return result && "network" in result ? [{ path, network: result.network }] : [];
  });
  return ranges.flatMap(({ path, network }, index) => {
    const earlier = ranges.slice(0, index).find((other) => overlaps(other.network, network));
    if (!earlier) return [];
    const allowed = `a range that does not overlap ${formatPath(earlier.path)}, ${earlier.network.text}`;
    return [{ path: formatPath(path), value: network.text, allowed, fix: "give every VPC a range of its own" }];
  });
}

/**
 * What exists once in an AWS account is created by one environment. Environments that do not say which account they
 * are for may be deployed to the same one.
 */
function checkAccountOwners(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap((environment, index) => {
    if (!environment.ownsAccount) return [];
    const rival = environments
      .slice(0, index)
      .findIndex((other) => other.ownsAccount && mayShareAccount(other, environment));
    if (rival < 0) return [];
    const allowed = `false, since ${names[rival]} owns the account`;
    const fix = "remove it; or give each of the two environments the accountId of an account of its own";
    return [{ path: formatPath([names[index] ?? index, "ownsAccount"]), value: true, allowed, fix }];
  });
}
