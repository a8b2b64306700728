import type { Environment } from "../environment";
import { bucketName, clusterRoles, prefixRoles, standbyName } from "../names";
import { formatPath, type PathPart, type Problem } from "../problem";
import { cloudHost } from "../sections/state";
import { bucketKinds } from "../values/bucket-kinds";
import { mayShareAccount } from "./common/accounts";
import { namedServices } from "./common/named-services";

/** A name that is given out once, with the value that it follows from. */
interface Owned {
  readonly kind: "S3 bucket" | "IAM role" | "workspace";
  readonly name: string;
  readonly path: readonly PathPart[];
  readonly value: unknown;
}

interface Claim extends Owned {
  readonly environment: Partial<Environment>;
  readonly place: string;
}

/**
 * Names that are built from values are built once: buckets in all of AWS, roles in an account, workspaces in an
 * organization. Of two places the later is reported, and a service before what is always there.
 */
export function checkUniqueNames(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  const claimsOf = (read: (environment: Partial<Environment>) => Owned[]): Claim[] =>
    environments.flatMap((environment, index) =>
      read(environment).map((owned) => ({
        ...owned,
        environment,
        place: formatPath([names[index] ?? index, ...owned.path]),
      })),
    );
  const claims = [
    ...claimsOf(workspaces),
    ...claimsOf(buckets),
    ...claimsOf(stateBucket).slice(0, 1),
    ...claimsOf(fixedRoles),
    ...claimsOf(serviceRoles),
  ];
  return onePerPair(claims.flatMap((claim, index) => refuse(claim, claims.slice(0, index))));
}

const plurals = { "S3 bucket": "S3 buckets", "IAM role": "IAM roles", workspace: "workspaces" } as const;

interface Refusal {
  readonly problem: Problem;
  readonly pair: string;
}

function refuse(claim: Claim, earlier: readonly Claim[]): Refusal[] {
  const owner = earlier.find((other) => collide(other, claim));
  if (!owner) return [];
  const { kind, name, place, value } = claim;
  const allowed = `a value whose ${plurals[kind]} no other value has`;
  const remedy = kind === "S3 bucket" ? "choose another, or set storage.bucketSuffix" : "choose another";
  const fix = `${remedy}: ${owner.place} has the ${kind} ${name} to itself`;
  return [{ problem: { path: place, value, allowed, fix }, pair: `${place} ${owner.place}` }];
}

function collide(a: Claim, b: Claim): boolean {
  if (a.kind !== b.kind || a.name !== b.name) return false;
  return a.kind !== "IAM role" || mayShareAccount(a.environment, b.environment);
}

/** Two prefixes share many names; one of them says it. */
function onePerPair(refusals: readonly Refusal[]): Problem[] {
  return refusals
    .filter(({ pair }, index) => refusals.findIndex((other) => other.pair === pair) === index)
    .map(({ problem }) => problem);
}

/** A value's names in the regions of an environment. */
function regional({ disasterRecovery }: Partial<Environment>, name: string | undefined): string[] {
  if (name === undefined) return [];
  return disasterRecovery ? [name, standbyName(name)] : [name];
}

function workspaces(environment: Partial<Environment>): Owned[] {
  const { name, state } = environment;
  if (state?.backend !== "cloud" || !state.cloud) return [];
  const { organization, workspacePrefix } = state.cloud;
  const host = cloudHost(state.cloud);
  return regional(environment, name).map((start) => ({
    kind: "workspace",
    name: `${host}/${organization}/${workspacePrefix}-${start}-…`,
    path: ["name"],
    value: name,
  }));
}

function buckets(environment: Partial<Environment>): Owned[] {
  const { prefix, storage } = environment;
  if (!storage) return [];
  return regional(environment, prefix).flatMap((start) =>
    bucketKinds.map((kind) => ({
      kind: "S3 bucket",
      name: bucketName(start, kind, storage.bucketSuffix),
      path: ["prefix"],
      value: prefix,
    })),
  );
}

function stateBucket({ state }: Partial<Environment>): Owned[] {
  if (!state?.s3) return [];
  const { bucket } = state.s3;
  return [{ kind: "S3 bucket", name: bucket, path: ["state", "s3", "bucket"], value: bucket }];
}

function role(name: string, path: readonly PathPart[], value: unknown): Owned {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: case does not tell names apart
  return { kind: "IAM role", name: name.toLowerCase(), path, value };
}

function fixedRoles(environment: Partial<Environment>): Owned[] {
  const { prefix, cluster } = environment;
  return [
    ...regional(environment, prefix).flatMap((start) =>
      prefixRoles.map((part) => role(`${start}-${part}`, ["prefix"], prefix)),
    ),
    ...regional(environment, cluster?.name).flatMap((start) =>
      clusterRoles.map((part) => role(`${start}-${part}`, ["cluster", "name"], cluster?.name)),
    ),
  ];
}

function serviceRoles(environment: Partial<Environment>): Owned[] {
  return namedServices(environment)
    .filter(({ service }) => service.permissions.length > 0)
    .flatMap(({ name, path }) =>
      regional(environment, environment.prefix).map((start) => role(`${start}-${name}`, path, name)),
    );
}
