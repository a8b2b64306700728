/** What two or more stacks must agree on although neither hands it to the other, each in one place. */

import { charts } from "./versions";

/** Port of the ingress gateway itself, which its Service leads to and Gateways name. */
export const gatewayPort = 80;

/**
 * Where the load balancer reaches the mesh: node ports of the `istio-ingressgateway` Service, used by the Helm release
 * and by the target group alike (https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport).
 */
export const gatewayNodePorts = {
  /** Plain HTTP behind the load balancer, which ends TLS. */
  http: 30080,
  /** Envoy's readiness endpoint, `/healthz/ready`. */
  status: 30021,
} as const;

/**
 * Pods of the platform that workloads name in policies and Gateways, under the labels that their charts give them; the
 * gateway's is its release's name without `istio-`.
 */
export const platformPods = {
  istiod: { namespace: charts.istiod.namespace, labels: { app: "istiod" } },
  ingressGateway: { namespace: charts.ingressGateway.namespace, labels: { istio: "ingressgateway" } },
  prometheus: { namespace: charts.kubePrometheusStack.namespace, labels: { "app.kubernetes.io/name": "prometheus" } },
} as const;

/**
 * The header by which a load balancer knows that a request came through the environment's own distribution: its value
 * is the origin secret (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html).
 */
export const originVerifyHeader = "X-Origin-Verify";

/** Paths that CloudFront takes from the static assets' bucket, whose keys begin alike (INF-001 §7.1): no service's. */
export const staticAssetsPath = "/static/";

/** The storage class that charts ask for their volumes, and that the platform stack creates. */
export const blockStorageClass = "gp3";

/**
 * Where CloudFront takes certificates, web ACLs and metrics from, whatever the environment's regions are
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html).
 */
export const globalRegion = "us-east-1";

/** Folder of the backups bucket with the primary cluster's state; the standby's is `etcd-dr` (INF-001 §9.1). */
export const clusterStateFolder = "etcd";

/** Ports of the engines, which security groups, network policies, secrets and instances share. */
export const ports = { postgres: 5432, redis: 6379 } as const;

/**
 * What Istio's sidecar requests beside the service itself: the quotas' arithmetic counts it, istiod's chart sets it as
 * `global.proxy.resources.requests` (https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/#ProxyConfig).
 */
export const sidecarRequests = { cpu: "100m", memory: "128Mi" } as const;

/** What it may take at most, set and counted alike. */
export const sidecarLimits = { cpu: "2", memory: "1Gi" } as const;

/**
 * What runs on every node requests there: the add-ons of EKS, as their DaemonSets come, and those of the platform's
 * charts. The arithmetic of pods against nodes counts it.
 */
export const nodeAgentRequests = {
  // https://github.com/aws/amazon-vpc-cni-k8s/tree/master/charts/aws-vpc-cni: 25m for each of two containers
  "aws-node": { cpu: "50m", memory: "0" },
  "kube-proxy": { cpu: "100m", memory: "0" },
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/tree/master/charts: three containers
  "ebs-csi-node": { cpu: "30m", memory: "120Mi" },
  "node-exporter": { cpu: "25m", memory: "32Mi" },
  filebeat: { cpu: "50m", memory: "128Mi" },
} as const;

/** How long one run of the function that takes Redis' snapshots may last, in minutes: Lambda's maximum. */
export const snapshotRunMinutes = 15;

/** The stack that creates the bucket of all others' states; its own state is a file that whoever applied it keeps. */
export const bootstrapStack = "bootstrap";

/** The stack with the workspaces of all others; whoever administers Terraform Cloud applies it. */
export const terraformCloudStack = "terraform-cloud";
