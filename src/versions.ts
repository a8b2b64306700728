/** The versions that the platform is built from, in one place. Stacks hand them to modules. */

/** Native S3 locking needs 1.11; INF-001 §1.2 asks for 1.5 or later. The project is proven with .terraform-version. */
export const terraformVersion = ">= 1.11.0, < 2.0.0";

/** The version of `.terraform-version`, which workspaces of Terraform Cloud run. */
export const provenTerraform = "1.11.4";

/**
 * Terraform providers. The lower bound is the version that the bindings were generated from. Sources are written out
 * in full because OpenTofu downloads providers again at every init when they are named by their short form.
 */
export const providers = {
  aws: { source: "hashicorp/aws", version: ">= 6.25.0, < 7.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 3.0.0" },
  helm: { source: "hashicorp/helm", version: ">= 3.1.1, < 4.0.0" },
  random: { source: "hashicorp/random", version: ">= 3.7.2, < 4.0.0" },
  // Before 1.0, a minor version may break what was.
  tfe: { source: "hashicorp/tfe", version: ">= 0.71.0, < 0.81.0" },
} as const;

/**
 * Database and cache engines. PostgreSQL is named by its major version: RDS withdraws minor versions every few months,
 * and creates the one that it prefers (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/).
 */
export const engines = {
  postgres: { version: "15", parameterGroupFamily: "postgres15" },
  redis: { version: "7.0", parameterGroupFamily: "redis7" },
} as const;

/**
 * Kubernetes versions that the platform's charts support and EKS keeps in standard support
 * (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html).
 */
export const kubernetes = { default: "1.36", supported: ["1.36", "1.35"] } as const;

/** Runtime of our Lambda functions (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). */
export const lambda = { runtime: "nodejs22.x" } as const;

/** A chart, pinned, with what a reader wants to know about the release made from it. */
export interface CatalogueChart {
  /** What it is called outside of Helm. */
  readonly product: string;
  readonly chart: string;
  readonly version: string;
  /** URL of the chart's Helm repository. */
  readonly repository: string;
  /** Version of the software inside; a chart without one of its own says so. */
  readonly appVersion: string;
  readonly namespace: string;
  /** What the platform has it for. */
  readonly serves: string;
  /** How to open its user interface from a workstation. */
  readonly ui?: string;
}

const istio = {
  // 1.30 leaves support at the end of November 2026; 1.31.1 closes GHSA-qm8v-g4f9-qhjx, and its values are 1.30's.
  version: "1.31.1",
  appVersion: "1.31.1",
  repository: "https://istio-release.storage.googleapis.com/charts",
};
const prometheusCommunity = { repository: "https://prometheus-community.github.io/helm-charts" };
const elastic = { repository: "https://helm.elastic.co" };

/** Version of Elasticsearch, Kibana, Logstash and Filebeat, which go together (INF-001 §1.2 asks for 8.0 or later). */
export const elasticStack = "9.5.0";

/** Velero's AWS plugin; 1.14 goes with Velero 1.18 (https://github.com/velero-io/velero-plugin-for-aws#compatibility). */
export const veleroAwsPlugin = "v1.14.2";

/**
 * The cluster autoscaler's image per Kubernetes version: its scheduling simulation is that of one minor version
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases).
 */
export const clusterAutoscalerTags: Readonly<Record<(typeof kubernetes.supported)[number], string>> = {
  "1.36": "v1.36.1",
  "1.35": "v1.35.2",
};

/** Every Helm chart of the platform (INF-001 §1.2, §8.2, §9.1). */
export const charts = {
  istioBase: {
    ...istio,
    product: "Istio base",
    chart: "base",
    namespace: "istio-system",
    serves: "Custom resources of the service mesh",
  },
  istiod: {
    ...istio,
    product: "istiod",
    chart: "istiod",
    namespace: "istio-system",
    serves: "Control plane of the service mesh; puts sidecars into pods",
  },
  ingressGateway: {
    ...istio,
    product: "Istio ingress gateway",
    chart: "gateway",
    namespace: "istio-ingress",
    serves: "Way into the mesh, behind the load balancer",
  },
  externalSecrets: {
    product: "External Secrets",
    chart: "external-secrets",
    version: "2.9.0",
    appVersion: "v2.9.0",
    repository: "https://charts.external-secrets.io",
    namespace: "external-secrets",
    serves: "Copies secrets from Secrets Manager into namespaces",
  },
  kubePrometheusStack: {
    ...prometheusCommunity,
    product: "Prometheus and Grafana",
    chart: "kube-prometheus-stack",
    version: "88.5.3",
    appVersion: "v0.93.1",
    namespace: "monitoring",
    serves: "Metrics, alerts and dashboards",
    ui: "`kubectl -n monitoring port-forward svc/kube-prometheus-stack-grafana 3000:80`, then http://localhost:3000",
  },
  prometheusAdapter: {
    ...prometheusCommunity,
    product: "Prometheus Adapter",
    chart: "prometheus-adapter",
    version: "5.3.0",
    appVersion: "v0.12.0",
    namespace: "monitoring",
    serves: "`http_requests_per_second` for horizontal pod autoscalers",
  },
  metricsServer: {
    product: "Metrics Server",
    chart: "metrics-server",
    version: "3.13.1",
    appVersion: "0.8.1",
    repository: "https://kubernetes-sigs.github.io/metrics-server/",
    namespace: "kube-system",
    serves: "CPU and memory for horizontal pod autoscalers and `kubectl top`",
  },
  clusterAutoscaler: {
    product: "Cluster Autoscaler",
    chart: "cluster-autoscaler",
    version: "9.59.0",
    appVersion: `${clusterAutoscalerTags[kubernetes.default]} (image of the cluster's version)`,
    repository: "https://kubernetes.github.io/autoscaler",
    namespace: "kube-system",
    serves: "Adds and removes nodes",
  },
  eckOperator: {
    ...elastic,
    product: "Elastic Cloud on Kubernetes",
    chart: "eck-operator",
    version: "3.5.0",
    appVersion: "3.5.0",
    namespace: "elastic-system",
    serves: "Runs the ELK stack",
  },
  eckStack: {
    ...elastic,
    product: "ELK stack",
    chart: "eck-stack",
    version: "0.20.0",
    appVersion: elasticStack,
    namespace: "logging",
    serves: "Collects every pod's log (Filebeat, Logstash), keeps and searches it (Elasticsearch, Kibana)",
    ui: "`kubectl -n logging port-forward svc/kibana-kb-http 5601`, then https://localhost:5601",
  },
  velero: {
    product: "Velero",
    chart: "velero",
    version: "12.1.0",
    appVersion: "1.18.1",
    repository: "https://vmware-tanzu.github.io/helm-charts",
    namespace: "velero",
    serves: "Backups of the cluster's objects and persistent volumes",
  },
  argoCd: {
    product: "Argo CD",
    chart: "argo-cd",
    version: "10.1.1",
    appVersion: "v3.4.4",
    repository: "https://argoproj.github.io/argo-helm",
    namespace: "argocd",
    serves: "Deploys what the application repositories declare",
    ui: "`kubectl -n argocd port-forward svc/argocd-server 8080:443`, then https://localhost:8080",
  },
} as const satisfies Record<string, CatalogueChart>;
