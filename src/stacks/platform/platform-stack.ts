import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { capabilities } from "../../../modules/platform/capabilities";
import { ChartRelease } from "../../../modules/platform/chart-release";
import { GrafanaAdmin } from "../../../modules/platform/grafana-admin";
import { planReleases } from "../../../modules/platform/release-plan";
import { StorageClasses } from "../../../modules/platform/storage-classes";
import { blockStorageClass } from "../../contracts";
import { charts } from "../../versions";
import { alertTopics } from "../alert-topics";
import type { ClusterStack } from "../cluster/cluster-stack";
import { KubernetesStack, type KubernetesStackProps } from "../kubernetes-stack";
import type { StorageStack } from "../storage-stack";
import { type PlatformReleasesProps, platformReleases } from "./releases";

export interface PlatformStackProps
  extends KubernetesStackProps,
    Pick<PlatformReleasesProps, "platform" | "clusterName" | "backupSuffix" | "readableBackupFolders"> {
  /** First part of the region's names. */
  readonly namePrefix: string;
  /** First part of the environment's names, with which those of its alarm topics begin. */
  readonly environmentPrefix: string;
  readonly cluster: Pick<ClusterStack, "connection" | "clusterVersion" | "placement">;
  /** Storage with the file system of the `efs` storage class, and the bucket that Velero writes to. */
  readonly storage: Pick<StorageStack, "fileSystemId" | "backups">;
}

/** What every cluster has before anything of ours runs in it: storage classes and controllers (INF-001 §1.2, §8, §9). */
export class PlatformStack extends KubernetesStack {
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, props);
    this.addRandomProvider();
    const namespaces = this.addNamespaces();
    const { fileSystemId } = props.storage;
    const storage = new StorageClasses(this, "storage-classes", { blockStorageClass, fileSystemId });
    const grafana = new GrafanaAdmin(this, "grafana-admin", {
      namespace: charts.kubePrometheusStack.namespace,
      dependsOn: namespaceOf(namespaces, charts.kubePrometheusStack.namespace),
    });
    const available = new Map<string, ITerraformDependable>([
      [capabilities.blockStorage, storage.block],
      [capabilities.volumeSnapshots, storage.snapshots],
      [capabilities.grafanaAdmin, grafana.secret],
    ]);

    const installed = new Map<string, ITerraformDependable>();
    const releases = new Construct(this, "releases");
    const planned = platformReleases({
      ...props,
      clusterVersion: props.cluster.clusterVersion,
      placement: props.cluster.placement,
      backupsBucketName: props.storage.backups.name,
      grafanaAdminSecret: grafana.secretName,
      topics: alertTopics(props, this.callerAccountId),
    });
    for (const next of planReleases(planned, [...available.keys()])) {
      const { release } = new ChartRelease(releases, next.name, {
        ...next,
        dependsOn: [
          ...namespaceOf(namespaces, next.source.namespace),
          ...next.available.flatMap((capability) => available.get(capability) ?? []),
          ...next.after.flatMap((name) => installed.get(name) ?? []),
        ],
      });
      installed.set(next.name, release);
    }
  }

  /** The releases' namespaces; those that come with the cluster are not made. */
  private addNamespaces(): Map<string, NamespaceV1> {
    const scope = new Construct(this, "namespaces");
    const names = new Set(Object.values(charts).map((chart) => chart.namespace as string));
    names.delete("kube-system");
    return new Map([...names].map((name) => [name, new NamespaceV1(scope, name, { metadata: { name } })]));
  }
}

function namespaceOf(namespaces: ReadonlyMap<string, NamespaceV1>, name: string): NamespaceV1[] {
  const namespace = namespaces.get(name);
  return namespace ? [namespace] : [];
}
