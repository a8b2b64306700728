import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Password } from "@cdktf/provider-random/lib/password";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface GrafanaAdminProps {
  readonly namespace: string;
  /** What must exist first: the namespace. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Grafana's administrator, made with the platform so that the pod finds the secret when it starts. Taking it from
 * Secrets Manager would need a custom resource of External Secrets, which a stack cannot plan before the release that
 * brings its definition; the password is therefore in the stack's state, which is encrypted.
 */
export class GrafanaAdmin extends Construct {
  /** Name of the secret, whose keys are `admin-user` and `admin-password`. */
  readonly secretName = "grafana-admin";
  readonly secret: SecretV1;

  constructor(scope: Construct, id: string, { namespace, dependsOn }: GrafanaAdminProps) {
    super(scope, id);
    const password = new Password(this, "grafana_admin", { length: 32, special: false });
    this.secret = new SecretV1(new Construct(this, "secret"), "grafana_admin", {
      metadata: { name: this.secretName, namespace },
      data: { "admin-user": "admin", "admin-password": password.result },
      dependsOn: [...dependsOn],
    });
  }
}
