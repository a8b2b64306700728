import { createHash } from "node:crypto";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Placement } from "../kubernetes/placement";
import { type ContainerProps, serviceContainer } from "./container";
import type { RolloutSettings } from "./service-settings";

export interface ServiceDeploymentProps extends ContainerProps {
  readonly namespace: string;
  /** ConfigMap that is mounted into the pods. */
  readonly configMapName: string;
  readonly serviceAccountName: string;
  /** Pods at creation. Afterwards the service's autoscaler decides, and no apply changes their number. */
  readonly initialReplicas: number;
  readonly rollout: RolloutSettings;
  readonly placement: Placement;
  /** What pods cannot start without. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * A service's pods (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/).
 *
 * Push the image before applying: Terraform does not wait for the pods, since an image that is not there yet would
 * hold up the apply and then fail it. The Deployment catches up as soon as the image can be pulled.
 */
export class ServiceDeployment extends Construct {
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: ServiceDeploymentProps) {
    super(scope, id);
    const { name, namespace, pod, rollout, placement } = props;
    this.name = name;
    this.namespace = namespace;
    const labels = { app: name, version: pod.version };
    new DeploymentV1(this, name, {
      waitForRollout: false,
      metadata: { name, namespace, labels },
      spec: {
        replicas: String(props.initialReplicas),
        revisionHistoryLimit: rollout.revisionHistoryLimit,
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: {
            maxSurge: String(rollout.rollingUpdate.maxSurge),
            maxUnavailable: String(rollout.rollingUpdate.maxUnavailable),
          },
        },
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels, annotations: annotations(props) },
          spec: {
            serviceAccountName: props.serviceAccountName,
            // The service does not call the API server; sidecar and pod identity mount tokens of their own.
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            nodeSelector: { ...placement.nodeSelector },
            toleration: placement.tolerations.map((toleration) => ({ ...toleration })),
            affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [otherNodes(name)] } },
            topologySpreadConstraint: [
              {
                maxSkew: 1,
                topologyKey: "topology.kubernetes.io/zone",
                // A zone that is down must not keep pods from starting elsewhere.
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: [{ matchLabels: { app: name } }],
              },
            ],
            securityContext: {
              runAsNonRoot: true,
              runAsUser: String(pod.runAsUser),
              seccompProfile: { type: "RuntimeDefault" },
            },
            container: [serviceContainer(props)],
            volume: [
              { name: "config", configMap: { name: props.configMapName } },
              { name: "tmp", emptyDir: {} },
            ],
          },
        },
      },
      // Each apply would otherwise take back what the autoscaler decided.
      lifecycle: { ignoreChanges: ["spec[0].replicas"] },
      dependsOn: props.dependsOn,
    });
  }
}

/** Istio reads the port and serves the service's metrics with its own on 15020. */
function annotations({ pod }: ServiceDeploymentProps): Record<string, string> {
  const scraping = { "prometheus.io/scrape": "true", "prometheus.io/port": String(pod.ports.metrics) };
  const files = Object.entries(pod.config.files);
  if (files.length === 0) return scraping;
  // A changed file alone would not restart the pods.
  const digest = createHash("sha256").update(JSON.stringify(files.sort())).digest("hex");
  return { ...scraping, "checksum/config": digest };
}

function otherNodes(name: string) {
  return {
    weight: 100,
    podAffinityTerm: {
      labelSelector: [{ matchExpressions: [{ key: "app", operator: "In", values: [name] }] }],
      topologyKey: "kubernetes.io/hostname",
    },
  };
}
