import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { Construct } from "constructs";
import type { Namespace } from "./namespace";
import type { SecretStore } from "./secret-store";

export interface ExternalSecretProps {
  /** Name of the Kubernetes Secret. */
  readonly name: string;
  readonly namespace: Namespace;
  readonly store: SecretStore;
  /** Name of the secret in Secrets Manager, whose value is a JSON object. */
  readonly remoteName: string;
  /** Keys to copy, which have the same name on both sides. */
  readonly keys: readonly string[];
  /**
   * Name of the resource in Terraform.
   * @default - `<namespace>_<name>`
   */
  readonly address?: string;
}

/**
 * A Kubernetes Secret that follows one in Secrets Manager (https://external-secrets.io/latest/api/externalsecret/).
 *
 * Pods read it when they start: restart them after a rotation.
 */
export class ExternalSecret extends Construct {
  readonly resource: Manifest;

  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id);
    const { name, namespace, store, remoteName, keys } = props;
    this.resource = new Manifest(this, props.address ?? `${namespace.address}-${name}`, {
      manifest: {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name, namespace: namespace.name },
        spec: {
          refreshInterval: "1h",
          secretStoreRef: { kind: "ClusterSecretStore", name: store.name },
          target: { name, creationPolicy: "Owner", deletionPolicy: "Retain" },
          data: [...keys].sort().map((key) => ({
            secretKey: key,
            remoteRef: {
              key: remoteName,
              property: key,
              // The API server's defaults, written out so that plans do not show them as unknown.
              conversionStrategy: "Default",
              decodingStrategy: "None",
              metadataPolicy: "None",
            },
          })),
        },
      },
      dependsOn: [...namespace.ready, store.resource],
    });
  }
}
