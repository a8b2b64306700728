import type { PlannedRelease } from "../../modules/platform/release";
import { loadEnvironments } from "../../src/config";
import type { PlatformSection } from "../../src/config/sections/platform";
import { type PlatformReleasesProps, platformReleases } from "../../src/stacks/platform/releases";
import { production } from "../fixtures/environments/production";
import { testPlacement } from "./chart";

/** Production's sizes. */
export const defaultSizes = loadEnvironments([production])[0]?.platform as PlatformSection;

/** The releases of a cluster, by name. */
export function plannedReleases(props: Partial<PlatformReleasesProps> = {}): Record<string, PlannedRelease> {
  const releases = platformReleases({
    platform: defaultSizes,
    clusterName: "shop",
    clusterVersion: "1.36",
    region: "eu-west-1",
    placement: testPlacement,
    grafanaAdminSecret: "admin",
    topics: { region: "eu-west-1", alarms: "arn:alarms", heartbeat: "arn:heartbeat" },
    backupsBucketName: "shop-backups",
    ...props,
  });
  return Object.fromEntries(releases.map((release) => [release.name, release]));
}

/** The values of one release. */
export function plannedValues(name: string, props: Partial<PlatformReleasesProps> = {}) {
  const release = plannedReleases(props)[name];
  if (!release) throw new Error(`no release is called ${name}`);
  return release.values;
}
