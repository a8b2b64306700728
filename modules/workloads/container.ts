import type { DeploymentV1SpecTemplateSpecContainer } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { literal } from "../kubernetes/literal";
import { canonicalQuantities } from "../kubernetes/quantity";
import type { HttpProbe, PodSettings } from "./service-settings";

export interface ContainerProps {
  readonly name: string;
  /** Image with registry and tag. */
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly pod: PodSettings;
}

/** A service's only container: no root, no privileges, nothing writable but /tmp. */
export function serviceContainer(props: ContainerProps): DeploymentV1SpecTemplateSpecContainer {
  const { name, image, imagePullPolicy, pod } = props;
  const { ports, environment, secrets, resources, config } = pod;
  return {
    name,
    image,
    imagePullPolicy,
    port: [
      { containerPort: ports.http, name: "http", protocol: "TCP" },
      { containerPort: ports.metrics, name: "metrics", protocol: "TCP" },
    ],
    env: [
      ...Object.entries(environment).map(([variable, value]) => ({ name: variable, value: literal(value) })),
      ...Object.entries(secrets).map(([variable, { secret, key }]) => ({
        name: variable,
        valueFrom: { secretKeyRef: { name: secret, key } },
      })),
    ],
    resources: { requests: canonicalQuantities(resources.requests), limits: canonicalQuantities(resources.limits) },
    livenessProbe: toProbe(pod.livenessProbe, ports.http),
    readinessProbe: toProbe(pod.readinessProbe, ports.http),
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMount: [
      { name: "config", mountPath: config.mountPath, readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

function toProbe({ path, ...timing }: HttpProbe, port: number) {
  return { httpGet: { path, port: String(port) }, ...timing };
}
