import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";

/** The cluster that add-ons go into. */
export interface AddonCluster {
  readonly name: string;
  /** Kubernetes version, such as `1.36`. */
  readonly version: string;
}

export interface AddonProps {
  readonly cluster: AddonCluster;
  /** Name of the add-on (https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html). */
  readonly name: string;
  /**
   * Values in the shape that `aws eks describe-addon-configuration` shows for the add-on.
   * @default - the add-on's own
   */
  readonly configuration?: object;
  /**
   * What must exist before the add-on's pods start.
   * @default - the cluster alone
   */
  readonly dependsOn?: readonly TerraformResource[];
}

/**
 * An EKS add-on in its newest version for the cluster
 * (https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html). A newer one shows up in the next plan.
 */
export class Addon extends Construct {
  readonly addon: EksAddon;

  constructor(scope: Construct, id: string, props: AddonProps) {
    super(scope, id);
    const { cluster, name, configuration, dependsOn } = props;
    const newest = new DataAwsEksAddonVersion(new Construct(this, "version"), name, {
      addonName: name,
      kubernetesVersion: cluster.version,
      mostRecent: true,
    });
    this.addon = new EksAddon(this, name, {
      clusterName: cluster.name,
      addonName: name,
      addonVersion: newest.version,
      configurationValues: configuration === undefined ? undefined : JSON.stringify(configuration),
      // What is written here wins over what somebody changed by hand in the cluster.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      dependsOn: dependsOn && [...dependsOn],
    });
  }
}
