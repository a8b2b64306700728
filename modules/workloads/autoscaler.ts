import {
  HorizontalPodAutoscalerV2,
  type HorizontalPodAutoscalerV2SpecMetric,
} from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ReplicaSettings, ScalingRules, ScalingSettings } from "./service-settings";

export interface AutoscalerProps {
  /** Name of the Deployment; the autoscaler's is `<deployment>-hpa`. */
  readonly deployment: string;
  readonly namespace: string;
  readonly replicas: Pick<ReplicaSettings, "min" | "max">;
  readonly scaling: ScalingSettings;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Scales a Deployment by CPU, memory and requests (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/).
 *
 * CPU and memory come from metrics-server, requests from prometheus-adapter; while a metric is missing, the
 * autoscaler scales up but not down.
 */
export class Autoscaler extends Construct {
  constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id);
    const { deployment, namespace, replicas, scaling, dependsOn } = props;
    const name = `${deployment}-hpa`;
    new HorizontalPodAutoscalerV2(this, name, {
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
        metric: [
          utilization("cpu", scaling.cpuUtilization),
          utilization("memory", scaling.memoryUtilization),
          ...(scaling.requestsPerSecond === null ? [] : [requestRate(scaling.requestsPerSecond)]),
        ],
        behavior: { scaleDown: [toRules(scaling.scaleDown)], scaleUp: [toRules(scaling.scaleUp)] },
      },
      dependsOn,
    });
  }
}

function utilization(name: string, averageUtilization: number): HorizontalPodAutoscalerV2SpecMetric {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

function requestRate(perPod: number): HorizontalPodAutoscalerV2SpecMetric {
  const target = { type: "AverageValue", averageValue: String(perPod) };
  return { type: "Pods", pods: { metric: { name: "http_requests_per_second" }, target } };
}

function toRules({ policies, ...rules }: ScalingRules) {
  return { ...rules, policy: policies.map((policy) => ({ ...policy })) };
}
