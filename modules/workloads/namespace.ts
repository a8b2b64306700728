import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameStart } from "../addresses/identifiers";
import { canonicalQuantities } from "../kubernetes/quantity";

/** Amounts as Kubernetes writes them: `100m`, `256Mi`. */
export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
}

export interface NamespaceProps {
  readonly name: string;
  /** What all pods together may ask for, by resource (https://kubernetes.io/docs/concepts/policy/resource-quotas/). */
  readonly quota: Readonly<Record<string, string>>;
  /** What a container gets that says nothing itself (https://kubernetes.io/docs/concepts/policy/limit-range/). */
  readonly containerDefaults: { readonly requests: Amounts; readonly limits: Amounts };
}

/** A namespace whose pods are in the mesh, with a quota and the defaults that a quota makes necessary. */
export class Namespace extends Construct {
  readonly name: string;
  /** First part of the Terraform names of what is in the namespace. */
  readonly address: string;
  /** What has to exist before the first pod: its namespace, and the defaults for containers without requests. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    const { name, quota, containerDefaults } = props;
    this.name = name;
    this.address = nameStart(name);
    const namespace = new NamespaceV1(this, this.address, {
      metadata: { name, labels: { environment: name, "istio-injection": "enabled" } },
    });
    new ResourceQuotaV1(this, `${this.address}-quota`, {
      metadata: { name: `${name}-quota`, namespace: name },
      spec: { hard: canonicalQuantities(quota) },
      dependsOn: [namespace],
    });
    const limits = new LimitRangeV1(this, `${this.address}-limits`, {
      metadata: { name: `${name}-limits`, namespace: name },
      spec: {
        limit: [
          {
            type: "Container",
            default: canonicalQuantities(containerDefaults.limits),
            defaultRequest: canonicalQuantities(containerDefaults.requests),
          },
        ],
      },
      dependsOn: [namespace],
    });
    this.ready = [namespace, limits];
  }
}
