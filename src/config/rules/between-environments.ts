import { isDeepStrictEqual } from "node:util";
import type { Environment } from "../environment";
import { planEnvironment, standbyName, standbySuffix } from "../names";
import { formatPath, type PathPart, type Problem } from "../problem";
import { overlaps, readCidr } from "../values/cidr";
import { mayShareAccount } from "./common/accounts";
import { checkPushers, checkRegistries } from "./delivery";
import { checkHosts } from "./edge";
import { checkRepositoryCounts } from "./image-repositories";
import { checkUniqueNames } from "./unique-names";

/** What holds between environments, and between the regions of one. Sections that are not readable are left out. */
export function checkBetweenEnvironments(
  environments: readonly Partial<Environment>[],
  names: readonly string[],
): Problem[] {
  const values = uniqueValues.flatMap((value) => checkUnique(environments, names, value));
  const reported = new Set(values.map(({ path }) => path));
  return [
    ...values,
    // What is built from a value that is taken is taken too, which is no news.
    ...checkUniqueNames(environments, names).filter(({ path }) => !reported.has(path)),
    ...checkStateBucket(environments, names),
    ...checkStateAccount(environments, names),
    ...checkTerraformCloud(environments, names),
    ...checkVpcRanges(environments, names),
    ...checkHosts(environments, names),
    ...checkAccountOwners(environments, names),
    ...checkAccountIsKnown(environments, names),
    ...checkRegistries(environments, names),
    ...checkPushers(environments, names),
    ...checkRepositoryCounts(environments, names),
    ...checkPlanEnvironments(environments, names),
  ];
}

/** A value that no two environments share. */
interface UniqueValue {
  readonly path: readonly PathPart[];
  readonly read: (environment: Partial<Environment>) => string | undefined;
  /** The standby region has names of its own that start with it and `-dr`. */
  readonly regional: boolean;
  /** Environments of different AWS accounts may share it all the same. */
  readonly perAccount: boolean;
}

const uniqueValues: readonly UniqueValue[] = [
  { path: ["name"], read: ({ name }) => name, regional: true, perAccount: false },
  { path: ["prefix"], read: ({ prefix }) => prefix, regional: true, perAccount: true },
  { path: ["dns", "domain"], read: ({ dns }) => dns?.domain, regional: false, perAccount: false },
  { path: ["cluster", "name"], read: ({ cluster }) => cluster?.name, regional: true, perAccount: true },
];

function checkUnique(
  environments: readonly Partial<Environment>[],
  names: readonly string[],
  { path, read, regional, perAccount }: UniqueValue,
): Problem[] {
  const variants = (environment: Partial<Environment>): string[] => {
    const value = read(environment);
    if (value === undefined) return [];
    return regional && environment.disasterRecovery ? [value, standbyName(value)] : [value];
  };
  return environments.flatMap((environment, index) => {
    const own = variants(environment);
    const rival = environments
      .slice(0, index)
      .findIndex(
        (other) =>
          variants(other).some((variant) => own.includes(variant)) &&
          (!perAccount || mayShareAccount(other, environment)),
      );
    const taken = environments[rival];
    if (!taken) return [];
    const value = read(environment);
    const at = formatPath([names[rival] ?? rival, ...path]);
    const shared = variants(taken).find((variant) => own.includes(variant));
    const allowed = "a value that no other environment has";
    const fix =
      read(taken) === value
        ? `${at} has it; choose another`
        : `choose another: with ${at}, ${read(taken)}, both have names that start with ${shared}, ` +
          `since a standby region's have -${standbySuffix}`;
    return [{ path: formatPath([names[index] ?? index, ...path]), value, allowed, fix }];
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

/** The bucket lets no other account in, and the alias of its key is looked up in the account that asks. */
function checkStateAccount(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  const inBucket = environments.map(({ state, accountId }) => (state?.backend === "s3" ? accountId : undefined));
  const first = inBucket.findIndex((accountId) => accountId !== undefined);
  return inBucket.flatMap((accountId, index) => {
    const owner = inBucket[first];
    if (accountId === undefined || owner === undefined || accountId === owner) return [];
    const allowed = `the account of ${names[first]}, ${owner}: all environments with state in S3 share one bucket`;
    const fix =
      'set its state.backend to "cloud", or deploy it from a copy of this repository with a bucket of its own';
    return [{ path: formatPath([names[index] ?? index, "accountId"]), value: accountId, allowed, fix }];
  });
}

/** One `terraform-cloud` stack sets up one organization, so all environments that keep state there say the same. */
function checkTerraformCloud(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  const settings = environments.map(({ state }) => (state?.backend === "cloud" ? state.cloud : undefined));
  const first = settings.findIndex((setting) => setting !== undefined);
  return settings.flatMap((setting, index) => {
    const reference = settings[first];
    if (!setting || !reference || isDeepStrictEqual(setting, reference)) return [];
    const allowed = `what ${names[first]} has, ${JSON.stringify(reference)}`;
    const fix = "share one setting: the terraform-cloud stack sets up a single organization";
    return [{ path: formatPath([names[index] ?? index, "state", "cloud"]), value: setting, allowed, fix }];
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
    const nameless = [rival, index].filter((position) => environments[position]?.accountId === undefined);
    const fix =
      nameless.length === 0
        ? "remove it, or correct one of the two accountIds, which are the same"
        : `remove it; or, if they are in two accounts, set accountId of ${nameless.map((position) => names[position]).join(" and ")}`;
    return [{ path: formatPath([names[index] ?? index, "ownsAccount"]), value: true, allowed, fix }];
  });
}

/** Of several accounts with owners, an environment without roles of its own says which one has them. */
function checkAccountIsKnown(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap((environment, index) => {
    const { accountId, ownsAccount } = environment;
    if (ownsAccount !== false || accountId !== undefined) return [];
    const owners = environments.filter((other) => other.ownsAccount);
    const accounts = owners.flatMap((owner) => owner.accountId ?? []);
    if (accounts.length < 2) return [];
    const owned = owners.map((owner) => `${owner.accountId} of ${names[environments.indexOf(owner)]}`).join(" or ");
    const fix = "set it: its images, and the roles that plan and apply it, are in that account";
    return [
      {
        path: formatPath([names[index] ?? index, "accountId"]),
        value: accountId,
        allowed: `an account: ${owned}`,
        fix,
      },
    ];
  });
}

/** GitHub environments are called after environments, and those for plans too, where pull requests run. */
function checkPlanEnvironments(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap(({ name }, index) => {
    const planned = environments.find((other) => other.name !== undefined && planEnvironment(other.name) === name);
    if (!planned) return [];
    const allowed = `any name but ${name}`;
    const fix = `choose another: GitHub's environment ${name} is where ${planned.name} is planned, which nobody approves`;
    return [{ path: formatPath([names[index] ?? index, "name"]), value: name, allowed, fix }];
  });
}
