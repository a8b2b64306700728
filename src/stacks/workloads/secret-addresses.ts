import { identifiersOf, nameStart } from "../../../modules/addresses/identifiers";

/** Terraform names of a stack's ExternalSecrets, by namespace and secret. */
export type SecretAddresses = (namespace: string, secret: string) => string;

/** What else is a `kubernetes_manifest` in the same stack. */
export interface OtherManifests {
  readonly namespaces: readonly string[];
  readonly services: readonly string[];
  /** Argo CD's project. */
  readonly project: string;
}

/**
 * `<namespace>_<secret>`, or that with a hash where something else of the stack has the name: another secret, such as
 * `a-b` and `c` beside `a` and `b-c`, or a manifest of the platform's own, such as a namespace's Gateway.
 */
export function secretAddresses(
  secrets: readonly { readonly namespace: string; readonly secret: string }[],
  others: OtherManifests,
): SecretAddresses {
  // A slash stands in neither name.
  const keyOf = (namespace: string, secret: string) => `${namespace}/${secret}`;
  const keys = secrets.map(({ namespace, secret }) => keyOf(namespace, secret));
  const addresses = identifiersOf(keys, toAddress, otherManifests(others));
  return (namespace, secret) => {
    const address = addresses.get(keyOf(namespace, secret));
    if (address === undefined) throw new Error(`${keyOf(namespace, secret)} is none of the secrets that were listed`);
    return address;
  };
}

/** Terraform names of the manifests that a workloads stack holds beside its secrets. */
export function otherManifests({ namespaces, services, project }: OtherManifests): string[] {
  const names = [
    "aws-secrets-manager",
    ...["app-project", "root-application"].map((part) => `${project}-${part}`),
    ...namespaces.flatMap((name) => ["gateway", "peer-authentication"].map((part) => `${name}-${part}`)),
    ...services.flatMap((name) =>
      ["virtual-service", "destination-rule", "pod-monitor"].map((part) => `${name}-${part}`),
    ),
  ];
  return names.map(toAddress);
}

function toAddress(name: string): string {
  return nameStart(name).replaceAll(/[-./]/g, "_");
}
