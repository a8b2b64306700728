import {
  HorizontalPodAutoscalerV2,
  type HorizontalPodAutoscalerV2SpecMetric,
} from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { canonicalQuantity } from "../kubernetes/quantity";
import type { ServiceDeployment } from "./deployment";
import type { ScalingRules, ServiceScaling } from "./service-settings";

export interface AutoscalerProps {
  /**
   * What is scaled: a Deployment whose number of pods no apply sets. The autoscaler's name is the Deployment's with
   * `-hpa`.
   */
  readonly target: ServiceDeployment;
  readonly scaling: ServiceScaling;
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
    const { target, dependsOn } = props;
    const { replicas, triggers } = props.scaling;
    const name = `${target.name}-hpa`;
    new HorizontalPodAutoscalerV2(this, name, {
      metadata: { name, namespace: target.namespace },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target.name },
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
        metric: [
          utilization("cpu", triggers.cpuUtilization),
          utilization("memory", triggers.memoryUtilization),
          ...(triggers.requestsPerSecond === null ? [] : [requestRate(triggers.requestsPerSecond)]),
        ],
        behavior: { scaleDown: [toRules(triggers.scaleDown)], scaleUp: [toRules(triggers.scaleUp)] },
      },
      dependsOn,
    });
  }
}

function utilization(name: string, averageUtilization: number): HorizontalPodAutoscalerV2SpecMetric {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

function requestRate(perPod: number): HorizontalPodAutoscalerV2SpecMetric {
  const target = { type: "AverageValue", averageValue: canonicalQuantity(String(perPod)) };
  return { type: "Pods", pods: { metric: { name: "http_requests_per_second" }, target } };
}

function toRules({ policies, ...rules }: ScalingRules) {
  return { ...rules, policy: policies.map((policy) => ({ ...policy })) };
}
