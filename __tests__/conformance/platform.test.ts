import { Release } from "@cdktf/provider-helm/lib/release";
import { clusterAutoscalerTags, kubernetes } from "../../src/versions";
import { helmValues, valueAt } from "../support/helm-values";
import { fixtureStack } from "../support/stack-json";

const platform = fixtureStack("production-platform");
const standby = fixtureStack("production-dr-platform");

/** Numbers of a version such as `v1.31.1` or `>= 3.1.1, < 4.0.0`, the first of which is the lowest. */
function numbers(version: unknown): number[] {
  const [first] = /\d+(\.\d+)+|\d+/.exec(String(version)) ?? [];
  return (first ?? "").split(".").map(Number);
}

function isAtLeast(version: unknown, minimum: string): boolean {
  const [actual, wanted] = [numbers(version), numbers(minimum)];
  const index = wanted.findIndex((part, position) => part !== (actual[position] ?? 0));
  return index === -1 || (actual[index] ?? 0) > (wanted[index] ?? 0);
}

const release = (name: string) => platform.resource("helm_release", name);
const exactVersion = /^v?\d+\.\d+\.\d+$/;

describe("§1.2 technology stack", () => {
  test("cloud provider: AWS", () => {
    expect(platform.root.terraform?.required_providers).toHaveProperty("aws");
  });

  test("container orchestration: Kubernetes on EKS, 1.27 or later", () => {
    const { version } = fixtureStack("production-cluster").resource("aws_eks_cluster", "main");
    expect(isAtLeast(version, "1.27")).toBe(true);
  });

  test.each(["istio_base", "istiod", "istio_ingressgateway"])("service mesh: Istio 1.18 or later (%s)", (name) => {
    expect(isAtLeast(release(name).version, "1.18")).toBe(true);
  });

  test("infrastructure as code: Terraform 1.5 or later", () => {
    expect(isAtLeast(platform.root.terraform?.required_version, "1.5")).toBe(true);
  });

  // Release 3.1.1 of the provider has Helm 3.18 inside.
  test("configuration management: Helm 3.12 or later", () => {
    const providers = platform.root.terraform?.required_providers as Record<string, { version: string }>;
    expect(isAtLeast(providers.helm?.version, "3.1.1")).toBe(true);
  });

  test("CI/CD: Argo CD, at a version that is the same tomorrow", () => {
    expect(platform.text).toHaveResourceWithProperties(Release, { chart: "argo-cd", namespace: "argocd" });
    expect(release("argocd").version).toMatch(exactVersion);
  });

  test("monitoring: Prometheus and Grafana, at a version that is the same tomorrow", () => {
    expect(release("kube_prometheus_stack").version).toMatch(exactVersion);
    const values = helmValues(platform, "kube_prometheus_stack");
    expect(valueAt(values, "prometheus.prometheusSpec.replicas")).toBeGreaterThan(1);
    expect(valueAt(values, "grafana.persistence.enabled")).toBe(true);
  });

  test.each(["eck-elasticsearch", "eck-logstash", "eck-kibana"])("logging: ELK 8.0 or later (%s)", (part) => {
    expect(isAtLeast(valueAt(helmValues(platform, "eck_stack"), `${part}.version`), "8.0")).toBe(true);
  });

  test("the standby region has the same releases at the same versions", () => {
    for (const name of platform.names("helm_release")) {
      const { chart, version } = release(name);
      expect(standby.resource("helm_release", name)).toMatchObject({ chart, version });
    }
    expect(standby.addresses).toEqual(platform.addresses);
  });
});

describe("§8.2 cluster autoscaler", () => {
  const values = helmValues(platform, "cluster_autoscaler");
  const { extraArgs, customArgs } = values as { extraArgs: Record<string, unknown>; customArgs: string[] };

  test("named cluster-autoscaler, in kube-system, with a container of that name", () => {
    expect(release("cluster_autoscaler")).toMatchObject({ name: "cluster-autoscaler", namespace: "kube-system" });
    expect(values.nameOverride).toBe("cluster-autoscaler");
  });

  test("image cluster-autoscaler of the cluster's minor version, from the registry that still has it", () => {
    expect(values.image).toEqual({
      repository: "registry.k8s.io/autoscaling/cluster-autoscaler",
      tag: clusterAutoscalerTags[kubernetes.default],
    });
    expect(clusterAutoscalerTags[kubernetes.default]).toBe("v1.36.1");
    for (const version of kubernetes.supported) {
      expect(clusterAutoscalerTags[version]).toMatch(new RegExp(`^v${version.replace(".", "\\.")}\\.\\d+$`));
    }
  });

  test.each([
    ["v", 4],
    ["stderrthreshold", "info"],
    ["skip-nodes-with-local-storage", false],
    ["expander", "least-waste"],
    ["skip-nodes-with-system-pods", false],
  ])("--%s=%s", (flag, value) => {
    expect(extraArgs[flag]).toBe(value);
  });

  test("--cloud-provider=aws", () => {
    expect(values.cloudProvider).toBe("aws");
  });

  test("--balance-similar-node-groups", () => {
    expect(customArgs).toEqual(["--balance-similar-node-groups"]);
  });

  test("--node-group-auto-discovery by the two tags of techally-production", () => {
    const { tags, clusterName } = values.autoDiscovery as { tags: string[]; clusterName: string };
    expect(`asg:tag=${tags.join(",")}`).toBe(
      "asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/techally-production",
    );
    expect(clusterName).toBe("techally-production");
  });

  test("AWS_REGION is us-east-1, and the standby's its own", () => {
    expect(values.awsRegion).toBe("us-east-1");
    expect(helmValues(standby, "cluster_autoscaler")).toMatchObject({
      awsRegion: "us-west-2",
      autoDiscovery: { clusterName: "techally-production-dr" },
    });
  });

  test("no flag beyond these: the chart's own default is taken away", () => {
    const given = Object.entries(extraArgs).filter(([, value]) => value !== null);
    expect(given).toHaveLength(5);
    expect(extraArgs.logtostderr).toBeNull();
  });

  test("its service account is the one that may change the groups", () => {
    const association = fixtureStack("production-cluster").resource(
      "aws_eks_pod_identity_association",
      "cluster_autoscaler",
    );
    expect(association).toMatchObject({ namespace: "kube-system", service_account: "cluster-autoscaler" });
    expect(valueAt(values, "rbac.serviceAccount")).toEqual({ create: true, name: "cluster-autoscaler" });
  });
});

describe("§9.1 kubernetes", () => {
  const values = helmValues(platform, "velero");
  const schedule = (name: string) => (values.schedules as Record<string, unknown>)[name];

  test("etcd: every 6 hours, kept 7 days", () => {
    expect(schedule("etcd")).toMatchObject({
      schedule: "0 */6 * * *",
      template: { ttl: "168h0m0s", storageLocation: "default", includeClusterResources: true, snapshotVolumes: false },
    });
  });

  test("etcd: to s3://techally-backups/etcd", () => {
    const [location] = valueAt(values, "configuration.backupStorageLocation") as Record<string, unknown>[];
    expect(location).toMatchObject({
      name: "default",
      provider: "aws",
      bucket: "${data.terraform_remote_state.production_storage.outputs.aws_s3_bucket_backups_id}",
      prefix: "etcd",
      default: true,
      config: { region: "us-east-1" },
    });
    const storage = fixtureStack("production-storage");
    expect(storage.outputs.aws_s3_bucket_backups_id?.value).toBe("${aws_s3_bucket.backups.id}");
    expect(storage.resource("aws_s3_bucket", "backups").bucket).toBe("techally-backups");
  });

  test("persistent volumes: snapshots every day, kept 14 days", () => {
    expect(schedule("persistent-volumes")).toMatchObject({
      schedule: "0 2 * * *",
      template: { ttl: "336h0m0s", snapshotVolumes: true },
    });
  });

  test("snapshots are taken through the snapshot class that Velero looks for", () => {
    expect(valueAt(values, "configuration.features")).toBe("EnableCSI");
    expect(platform.resource("kubernetes_manifest", "gp3_snapshots").manifest).toMatchObject({
      kind: "VolumeSnapshotClass",
      metadata: { labels: { "velero.io/csi-volumesnapshot-class": "true" } },
      driver: "ebs.csi.aws.com",
    });
  });

  test("the standby region can restore the primary's backups", () => {
    const locations = valueAt(helmValues(standby, "velero"), "configuration.backupStorageLocation");
    expect(locations).toContainEqual(expect.objectContaining({ prefix: "etcd", accessMode: "ReadOnly" }));
  });
});
