import { type PlatformSecret, secretName } from "../../config/names";
import type { Region } from "../region";

/** A secret in Secrets Manager. */
export interface RegionalSecret {
  readonly region: string;
  readonly name: string;
}

/** Secrets of the primary region: Terraform compares the value of each with what it wrote. */
const written: readonly (PlatformSecret | "database-master" | "origin-verify")[] = [
  "auth-secrets",
  "database-credentials",
  "database-master",
  "origin-verify",
  "redis-credentials",
];

/** Those whose copies the standby region's stacks take values from. */
const copied: typeof written = ["database-master", "origin-verify", "redis-credentials"];

/** Those that the standby region has of its own. */
const ownOfStandby: typeof written = ["database-credentials", "redis-credentials"];

/** The secrets whose values Terraform reads whenever it plans the stacks of an environment. */
export function plannedSecrets(primary: Region, standby: Region | undefined): RegionalSecret[] {
  const secrets = (region: string, prefix: string, names: typeof written) =>
    names.map((name) => ({ region, name: secretName(prefix, name) }));
  return [
    ...secrets(primary.region, primary.namePrefix, written),
    ...(standby
      ? [
          ...secrets(standby.region, primary.namePrefix, copied),
          ...secrets(standby.region, standby.namePrefix, ownOfStandby),
        ]
      : []),
  ];
}
