import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { Construct } from "constructs";

export interface SecretStoreProps {
  /** Region of the secrets. */
  readonly region: string;
  /** Namespaces that may use the store; to all others it does not exist. */
  readonly namespaces: readonly string[];
}

/**
 * AWS Secrets Manager as External Secrets reads it, with the pod identity of its own service account
 * (https://external-secrets.io/latest/provider/aws-secrets-manager/).
 */
export class SecretStore extends Construct {
  readonly name = "aws-secrets-manager";
  readonly resource: Manifest;

  constructor(scope: Construct, id: string, { region, namespaces }: SecretStoreProps) {
    super(scope, id);
    this.resource = new Manifest(this, this.name, {
      manifest: {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: this.name },
        spec: {
          conditions: [{ namespaces: [...namespaces] }],
          provider: { aws: { service: "SecretsManager", region } },
        },
      },
    });
  }
}
