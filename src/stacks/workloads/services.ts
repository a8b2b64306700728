import type { AwsPermission, ServiceSettings } from "../../../modules/workloads/service-settings";
import { namespaceOf, type NamedService as PlacedService } from "../../config/rules/common/named-services";
import type { PermissionSection, ServiceSection, ServicesSection } from "../../config/sections/services/services";
import type { BucketKind } from "../../config/values/bucket-kinds";

/** A service with its name. */
export type NamedService = Pick<PlacedService, "name" | "service">;

/** The services of a namespace, in the order of the configuration. */
export function servicesIn(namespace: string, services: ServicesSection, environment: string): NamedService[] {
  return Object.entries(services)
    .filter(([, service]) => namespaceOf(service, environment) === namespace)
    .map(([name, service]) => ({ name, service }));
}

/** The secrets that services refer to, each with the keys that they use. */
export function usedSecrets(services: readonly NamedService[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { secret, key } of services.flatMap(({ service }) => Object.values(service.secrets))) {
    used.set(secret, (used.get(secret) ?? new Set()).add(key));
  }
  return used;
}

/** The image of a service, from the given registry unless it names one itself. */
export function imageOf({ name, service }: NamedService, registry: string): string {
  const { image } = service;
  return `${image.registry ?? registry}/${image.repository ?? name}:${image.tag}`;
}

/** What a region owns and services name in their settings. */
export interface OwnedResources {
  readonly bucketName: (kind: BucketKind) => string;
  /** ARN of a secret, whose last characters are not known beforehand. */
  readonly secretArn: (name: string) => string;
}

/** A service's settings with what it names replaced by what the region has under that name. */
export function settingsOf({ buckets, ...service }: ServiceSection, owned: OwnedResources): ServiceSettings {
  const names = Object.entries(buckets).map(([variable, kind]) => [variable, owned.bucketName(kind)] as const);
  return {
    ...service,
    environment: { ...service.environment, ...Object.fromEntries(names) },
    permissions: service.permissions.map((permission) => permissionOf(permission, owned)),
  };
}

function permissionOf(
  { actions, bucket, secret, resources = [] }: PermissionSection,
  owned: OwnedResources,
): AwsPermission {
  if (bucket !== undefined) {
    const arn = `arn:aws:s3:::${owned.bucketName(bucket)}`;
    return { actions, resources: [arn, `${arn}/*`] };
  }
  return { actions, resources: secret === undefined ? resources.map(withVariables) : [owned.secretArn(secret)] };
}

/**
 * IAM's variables as the policy document spells them, whose `${` begins a template
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation).
 */
function withVariables(arn: string): string {
  return arn.replaceAll("${", "&{");
}
