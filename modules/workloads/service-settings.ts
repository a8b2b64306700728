import type { Amounts } from "./namespace";
import type { ServiceLevelSettings } from "./service-level";

/** An HTTP probe (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/), in seconds. */
export interface HttpProbe {
  readonly path: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  /** Failures in a row before it counts. */
  readonly failureThreshold: number;
}

/** What runs in a service's pods. */
export interface PodSettings {
  /** Label `version`, by which the mesh tells releases apart. */
  readonly version: string;
  readonly ports: { readonly http: number; readonly metrics: number };
  /** Environment variables with their values. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables with the Secret of the namespace and the key that they come from. */
  readonly secrets: Readonly<Record<string, { readonly secret: string; readonly key: string }>>;
  readonly resources: { readonly requests: Amounts; readonly limits: Amounts };
  readonly livenessProbe: HttpProbe;
  readonly readinessProbe: HttpProbe;
  /** Files of the service's ConfigMap and the folder in which they appear. */
  readonly config: { readonly mountPath: string; readonly files: Readonly<Record<string, string>> };
  /** User id of the process; neither 0 nor 1337, the sidecar's. */
  readonly runAsUser: number;
}

/** How releases replace pods (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy). */
export interface RolloutSettings {
  /** Old ReplicaSets to go back to. */
  readonly revisionHistoryLimit: number;
  /** Pods beyond and below the wanted number during a release. */
  readonly rollingUpdate: { readonly maxSurge: number; readonly maxUnavailable: number };
}

/** How requests from outside reach a service (https://istio.io/latest/docs/reference/config/networking/virtual-service/). */
export interface RouteSettings {
  readonly hosts: readonly string[];
  /** Start of the paths. */
  readonly prefix: string;
  readonly timeout: string;
  /** With 0 attempts, which sends nothing again, the other two do not count. */
  readonly retries: { readonly attempts: number; readonly perTryTimeout: string; readonly retryOn: string };
}

/** How callers spread requests (https://istio.io/latest/docs/reference/config/networking/destination-rule/). */
export interface TrafficSettings {
  readonly connectionPool: {
    readonly tcp: { readonly maxConnections: number };
    readonly http: {
      readonly http1MaxPendingRequests: number;
      readonly http2MaxRequests: number;
      /** @default - any number */
      readonly maxRequestsPerConnection?: number;
    };
  };
  readonly loadBalancer: string;
  readonly outlierDetection: {
    readonly consecutive5xxErrors: number;
    readonly interval: string;
    readonly baseEjectionTime: string;
    /** In percent of the pods. */
    readonly maxEjectionPercent: number;
  };
}

/** In which steps an autoscaler goes into one direction. */
export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly policies: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
  readonly selectPolicy: string;
}

/** When a service is scaled (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/). */
export interface ScalingTriggers {
  /** Average use of the requests, in percent. */
  readonly cpuUtilization: number;
  readonly memoryUtilization: number;
  /** Average requests per second and pod; `null` leaves them out. */
  readonly requestsPerSecond: number | null;
  readonly scaleDown: ScalingRules;
  readonly scaleUp: ScalingRules;
}

/** How many pods a service has: its autoscaler decides between two bounds, so there is no fixed number to set. */
export interface ReplicaSettings {
  /** Pods at creation, before the autoscaler has measured any. */
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** Pods that maintenance leaves running. */
  readonly minAvailable: number;
}

/** How a service is scaled in one region. */
export interface ServiceScaling {
  readonly replicas: ReplicaSettings;
  readonly triggers: ScalingTriggers;
}

/** Something a service's pods may do in AWS. */
export interface AwsPermission {
  readonly actions: readonly string[];
  /** ARNs of what they may do it to; IAM's variables in the spelling of policy documents, `&{aws:username}`. */
  readonly resources: readonly string[];
}

/** Everything about a service that does not depend on where it runs. */
export interface ServiceSettings extends PodSettings, RolloutSettings {
  /** @default - reached from inside the mesh only */
  readonly route?: RouteSettings;
  readonly trafficPolicy: TrafficSettings;
  /**
   * What the service promises.
   * @default - nothing
   */
  readonly slo?: ServiceLevelSettings;
  /** What the pods may do in AWS; nothing when empty. */
  readonly permissions: readonly AwsPermission[];
}
