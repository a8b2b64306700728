import { everyNode } from "../../../kubernetes/placement";
import { resources } from "../../../kubernetes/resources";
import { logstashEndpoint } from "./logstash";
import type { StackPartProps } from "./part";

const serviceAccount = "filebeat";

/** Values of the `eck-beats` chart: Filebeat on every node, reading what the containers there write. */
export function filebeatValues({ namespace, stackVersion }: StackPartProps) {
  return {
    enabled: true,
    fullnameOverride: "filebeat",
    version: stackVersion,
    type: "filebeat",
    config: {
      "filebeat.inputs": [containerLogs],
      processors: [
        {
          add_kubernetes_metadata: {
            host: `\${NODE_NAME}`,
            default_indexers: { enabled: false },
            default_matchers: { enabled: false },
            indexers: [{ container: {} }],
            matchers: [{ logs_path: { logs_path: "/var/log/containers/" } }],
          },
        },
        { drop_fields: { fields: ["agent", "ecs", "input"], ignore_missing: true } },
      ],
      "output.logstash": { hosts: [logstashEndpoint(namespace)], loadbalance: true },
    },
    serviceAccount: { name: serviceAccount },
    clusterRole: {
      name: serviceAccount,
      rules: [
        { apiGroups: [""], resources: ["namespaces", "nodes", "pods"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["batch"], resources: ["jobs"], verbs: ["get", "list", "watch"] },
      ],
    },
    clusterRoleBinding: {
      name: serviceAccount,
      subjects: [{ kind: "ServiceAccount", name: serviceAccount }],
      roleRef: { kind: "ClusterRole", name: serviceAccount, apiGroup: "rbac.authorization.k8s.io" },
    },
    daemonSet: { podTemplate: { spec: podSpec } },
  };
}

const containerLogs = {
  type: "filestream",
  id: "container-logs",
  paths: ["/var/log/containers/*.log"],
  parsers: [{ container: {} }],
  prospector: { scanner: { "fingerprint.enabled": true, symlinks: true } },
  "file_identity.fingerprint": {},
};

const podSpec = {
  serviceAccountName: serviceAccount,
  automountServiceAccountToken: true,
  terminationGracePeriodSeconds: 30,
  tolerations: [everyNode],
  containers: [
    {
      name: "filebeat",
      // The kubelet's log files belong to root.
      securityContext: { runAsUser: 0 },
      env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
      resources: resources({ cpu: ["50m", "500m"], memory: ["128Mi", "512Mi"] }),
      volumeMounts: [
        { name: "container-logs", mountPath: "/var/log/containers", readOnly: true },
        { name: "pod-logs", mountPath: "/var/log/pods", readOnly: true },
      ],
    },
  ],
  volumes: [
    { name: "container-logs", hostPath: { path: "/var/log/containers" } },
    { name: "pod-logs", hostPath: { path: "/var/log/pods" } },
  ],
};
