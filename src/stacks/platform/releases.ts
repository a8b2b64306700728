import type { Placement } from "../../../modules/kubernetes/placement";
import { argoCd } from "../../../modules/platform/charts/argo-cd";
import { clusterAutoscaler } from "../../../modules/platform/charts/cluster-autoscaler";
import { eckOperator } from "../../../modules/platform/charts/eck-operator";
import { externalSecrets } from "../../../modules/platform/charts/external-secrets";
import { ingressGateway } from "../../../modules/platform/charts/ingress-gateway";
import { istioBase } from "../../../modules/platform/charts/istio-base";
import { istiod } from "../../../modules/platform/charts/istiod";
import { eckStack } from "../../../modules/platform/charts/logging/eck-stack";
import { metricsServer } from "../../../modules/platform/charts/metrics-server";
import type { AlertTopics } from "../../../modules/platform/charts/monitoring/alertmanager";
import {
  kubePrometheusStack,
  prometheusEndpoint,
} from "../../../modules/platform/charts/monitoring/kube-prometheus-stack";
import { prometheusAdapter } from "../../../modules/platform/charts/prometheus-adapter";
import { scheduledBackups, velero } from "../../../modules/platform/charts/velero";
import type { PlannedRelease } from "../../../modules/platform/release";
import type { PlatformSection } from "../../config/sections/platform";
import {
  blockStorageClass,
  clusterStateFolder,
  gatewayNodePorts,
  gatewayPort,
  platformPods,
  sidecarLimits,
  sidecarRequests,
} from "../../contracts";
import { charts, clusterAutoscalerTags, elasticStack, veleroAwsPlugin } from "../../versions";

// The load balancer. API hosts have no other proxy in front of the mesh, and to trust CloudFront's as well would let
// their clients choose the address that they seem to come from.
const trustedProxies = 1;

export interface PlatformReleasesProps {
  readonly platform: PlatformSection;
  /** Name of the cluster; the autoscaler finds its groups by it. */
  readonly clusterName: string;
  /** Kubernetes version of the cluster, such as `1.36`. */
  readonly clusterVersion: string;
  readonly region: string;
  /** Nodes that the platform runs on. */
  readonly placement: Placement;
  /** Secret with Grafana's administrator. */
  readonly grafanaAdminSecret: string;
  /** Where alerts go. */
  readonly topics: AlertTopics;
  /** Bucket that Velero writes to. */
  readonly backupsBucketName: string;
  /**
   * Tells this cluster's backups from those of another that meet them in one bucket.
   * @default - none
   */
  readonly backupSuffix?: string;
  /**
   * Folders of the bucket that hold another cluster's backups.
   * @default - none
   */
  readonly readableBackupFolders?: readonly string[];
}

/** The releases of a cluster, each with its chart from the catalogue and its sizes from the environment. */
export function platformReleases(props: PlatformReleasesProps): PlannedRelease[] {
  const { platform, placement, clusterName, region } = props;
  const replicas = platform.controllerReplicas;
  const monitoring = charts.kubePrometheusStack.namespace;
  const endpoint = prometheusEndpoint(monitoring);
  return [
    istioBase({ source: charts.istioBase }),
    istiod({
      source: charts.istiod,
      placement,
      ...platform.mesh.controlPlane,
      trustedProxies,
      sidecarRequests,
      sidecarLimits,
    }),
    ingressGateway({
      source: charts.ingressGateway,
      placement,
      ...platform.mesh.gateway,
      port: gatewayPort,
      nodePorts: gatewayNodePorts,
    }),
    externalSecrets({
      source: charts.externalSecrets,
      placement,
      replicas,
    }),
    kubePrometheusStack({
      source: charts.kubePrometheusStack,
      placement,
      sizing: platform.monitoring,
      storageClass: blockStorageClass,
      grafanaAdminSecret: props.grafanaAdminSecret,
      topics: props.topics,
      backups: scheduledBackups(platform.backup, clusterStateFolder, props.backupSuffix),
      mesh: { controlPlane: platformPods.istiod, gateway: platformPods.ingressGateway },
    }),
    prometheusAdapter({
      source: charts.prometheusAdapter,
      placement,
      replicas,
      prometheusUrl: endpoint.url,
      prometheusPort: endpoint.port,
    }),
    metricsServer({ source: charts.metricsServer, placement, replicas }),
    clusterAutoscaler({
      source: charts.clusterAutoscaler,
      placement,
      replicas,
      clusterName,
      region,
      imageTag: autoscalerTag(props.clusterVersion),
    }),
    eckOperator({ source: charts.eckOperator, placement, replicas }),
    eckStack({
      source: charts.eckStack,
      placement,
      sizing: platform.logging,
      stackVersion: elasticStack,
      storageClass: blockStorageClass,
    }),
    velero({
      source: charts.velero,
      placement,
      region,
      bucketName: props.backupsBucketName,
      pluginImage: `docker.io/velero/velero-plugin-for-aws:${veleroAwsPlugin}`,
      schedules: platform.backup,
      clusterStateFolder,
      suffix: props.backupSuffix,
      readableFolders: props.readableBackupFolders,
    }),
    argoCd({ source: charts.argoCd, placement, highAvailability: platform.argoCd.highAvailability }),
  ];
}

function autoscalerTag(clusterVersion: string): string {
  const tags: Readonly<Record<string, string>> = clusterAutoscalerTags;
  const tag = tags[clusterVersion];
  if (tag !== undefined) return tag;
  throw new Error(
    `There is no cluster autoscaler for Kubernetes ${JSON.stringify(clusterVersion)}; ` +
      `allowed are ${Object.keys(tags).join(", ")}; add the version to clusterAutoscalerTags in src/versions.ts`,
  );
}
