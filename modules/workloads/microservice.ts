import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PodIdentity } from "../identity/pod-identity";
import { literals } from "../kubernetes/literal";
import type { Placement } from "../kubernetes/placement";
import { Autoscaler } from "./autoscaler";
import { ServiceDeployment } from "./deployment";
import { MeshRouting } from "./mesh-routing";
import type { Namespace } from "./namespace";
import { PodMetrics } from "./pod-metrics";
import { ServiceAccess, type ServiceCallers } from "./service-access";
import { ServiceLevel } from "./service-level";
import type { ServiceScaling, ServiceSettings } from "./service-settings";

export interface MicroserviceProps {
  /** Name of the service, and of its objects: a DNS label that starts with a letter. */
  readonly name: string;
  readonly namespace: Namespace;
  readonly settings: ServiceSettings;
  /** Image with registry and tag. */
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly scaling: ServiceScaling;
  readonly placement: Placement;
  /** Gateway of the namespace, through which requests from outside come. */
  readonly gatewayName: string;
  /** Who outside the namespace may connect to the service. */
  readonly callers: ServiceCallers;
  readonly clusterName: string;
  /** Name of the IAM role, which exists when the settings have permissions. */
  readonly roleName: string;
  /**
   * The Secrets that the settings name, as the resources that bring them.
   * @default - they are there already
   */
  readonly secrets?: readonly ITerraformDependable[];
}

/** One service with everything that it needs in a cluster (INF-001 §4, §8.1). */
export class Microservice extends Construct {
  constructor(scope: Construct, id: string, props: MicroserviceProps) {
    super(scope, id);
    const { name, settings, scaling, gatewayName, placement } = props;
    const namespace = props.namespace.name;
    const dependsOn = [...props.namespace.ready];
    const metadata = { name, namespace, labels: { app: name } };

    const account = new ServiceAccountV1(new Construct(this, "account"), name, {
      metadata,
      automountServiceAccountToken: false,
      dependsOn,
    });
    const files = new ConfigMapV1(this, `${name}-config`, {
      metadata: { ...metadata, name: `${name}-config` },
      data: literals(settings.config.files),
      dependsOn,
    });
    const target = new ServiceDeployment(this, "deployment", {
      name,
      namespace,
      image: props.image,
      imagePullPolicy: props.imagePullPolicy,
      pod: settings,
      configMapName: `${name}-config`,
      serviceAccountName: name,
      initialReplicas: scaling.replicas.initial,
      rollout: settings,
      placement,
      dependsOn: [...dependsOn, account, files, ...this.addIdentity(props), ...(props.secrets ?? [])],
    });
    new ServiceV1(new Construct(this, "service"), name, {
      metadata,
      spec: {
        selector: { app: name },
        // Network policies of the VPC CNI want a Service's ports to be those of the pods:
        // https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
        port: Object.entries(settings.ports).map(([portName, port]) => ({
          name: portName,
          port,
          targetPort: String(port),
          protocol: "TCP",
          appProtocol: "http",
        })),
      },
      dependsOn,
    });
    new PodDisruptionBudgetV1(new Construct(this, "disruption-budget"), name, {
      metadata,
      spec: { minAvailable: String(scaling.replicas.minAvailable), selector: { matchLabels: { app: name } } },
      dependsOn,
    });
    new Autoscaler(this, "autoscaler", { target, scaling, dependsOn });
    new MeshRouting(this, "routing", {
      service: name,
      namespace,
      port: settings.ports.http,
      gatewayName,
      route: settings.route,
      traffic: settings.trafficPolicy,
      dependsOn,
    });
    new ServiceAccess(this, "access", {
      service: name,
      namespace,
      ports: settings.ports,
      public: settings.route !== undefined,
      callers: props.callers,
      dependsOn,
    });
    new PodMetrics(this, "metrics", { service: name, namespace, dependsOn });
    if (settings.slo) new ServiceLevel(this, "level", { service: name, namespace, level: settings.slo, dependsOn });
  }

  /** What gives the pods their role, if they may do something in AWS: pods that start before it do without. */
  private addIdentity({ name, namespace, settings, clusterName, roleName }: MicroserviceProps): ITerraformDependable[] {
    if (settings.permissions.length === 0) return [];
    const { association } = new PodIdentity(new Construct(this, "identity"), name, {
      clusterName,
      serviceAccount: { namespace: namespace.name, name },
      roleName,
      description: `What ${name} may do in AWS`,
      statements: settings.permissions.map(({ actions, resources }) => ({
        actions: [...actions],
        resources: [...resources],
      })),
    });
    return [association];
  }
}
