import { isStateful } from "../../src/pipeline/address-inventory";
import { synthProduction } from "../support/changed-environments";
import { differences } from "../support/stack-differences";
import { fixtureStack, type StackJson } from "../support/stack-json";

const active = synthProduction({ disasterRecovery: { posture: "active" } });
// The fixtures are in the other posture. Their delivery stack is that of three environments, and this one's of production.
const standby = {
  ...Object.fromEntries(Object.keys(active).map((name) => [name, fixtureStack(name)])),
  ...synthProduction({}, ["production-delivery"]),
};

const alias = ["alias.name", "alias.zone_id"];
const size = ["scaling_config.desired_size", "scaling_config.min_size"];
const region = ["load_balancer", "origin_secret", "region", "static_assets"];

/** Everything that `posture` may touch. A stack that is not here is the same in both postures. */
const touched: Record<string, Record<string, readonly string[]>> = {
  "production-dr-cluster": {
    "aws_eks_node_group.compute_intensive": ["lifecycle", ...size],
    // Its standby size is the primary's; only that Terraform keeps it changes.
    "aws_eks_node_group.general_workloads": ["lifecycle"],
    "aws_eks_node_group.memory_intensive": ["lifecycle", ...size],
  },
  "production-dr-data": {
    "aws_db_instance.standby_replica": [
      "apply_immediately",
      "final_snapshot_identifier",
      "instance_class",
      "multi_az",
      "skip_final_snapshot",
    ],
  },
  // Pods run in the standby at all times; the autoscaler's minimum is what brings up the rest.
  "production-dr-workloads": {
    "kubernetes_deployment_v1.auth_service": ["spec.replicas"],
    "kubernetes_horizontal_pod_autoscaler_v2.auth_service_hpa": ["spec.min_replicas"],
    "kubernetes_pod_disruption_budget_v1.auth_service": ["spec.min_available"],
  },
  "production-edge": {
    "aws_cloudfront_distribution.main": ["origin[1].domain_name"],
    "aws_route53_record.api_auth_primary": alias,
    "aws_route53_record.api_auth_secondary": alias,
    "aws_route53_record.origin_primary": alias,
    "aws_route53_record.origin_secondary": alias,
    "data.aws_secretsmanager_secret_version.origin_verify": ["provider", "secret_id"],
    "output.regions": ["serving", "spare"].flatMap((role) => region.map((key) => `value.${role}.${key}`)),
  },
  // A promoted database has no lag to report, and its silence is no alarm then.
  "production-operations": { "aws_cloudwatch_metric_alarm.dr_database_replica_lag": ["treat_missing_data"] },
};

/**
 * Arguments of the types above whose change replaces the resource, after the provider's documentation
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs, and the like). `terraform providers schema` does not tell; the
 * engine tests ask the provider itself.
 */
const replacing: Record<string, readonly string[]> = {
  aws_cloudfront_distribution: ["staging"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_db_instance: [
    "availability_zone",
    "character_set_name",
    "custom_iam_instance_profile",
    "db_name",
    "engine",
    "identifier_prefix",
    "kms_key_id",
    "nchar_character_set_name",
    "restore_to_point_in_time",
    "snapshot_identifier",
    "storage_encrypted",
    "timezone",
    "username",
  ],
  aws_eks_node_group: [
    "ami_type",
    "capacity_type",
    "cluster_name",
    "disk_size",
    "instance_types",
    "launch_template.id",
    "launch_template.name",
    "node_group_name",
    "node_group_name_prefix",
    "node_role_arn",
    "remote_access",
    "subnet_ids",
  ],
  aws_route53_record: ["name", "set_identifier", "type", "zone_id"],
  kubernetes_deployment_v1: ["metadata.generate_name", "metadata.name", "metadata.namespace", "spec.selector"],
  kubernetes_horizontal_pod_autoscaler_v2: ["metadata.generate_name", "metadata.name", "metadata.namespace"],
  kubernetes_pod_disruption_budget_v1: [
    "metadata.generate_name",
    "metadata.name",
    "metadata.namespace",
    "spec.selector",
  ],
};

describe("§9.2 disasterRecovery.posture, the failover switch", () => {
  test("no stack and no address appears or disappears", () => {
    expect(Object.keys(active).sort()).toEqual(Object.keys(standby).sort());
    for (const [name, stack] of Object.entries(standby)) {
      expect(active[name]?.addresses).toEqual(stack.addresses);
    }
  });

  test.each(Object.keys(standby))("%s differs in what a failover needs, and in nothing else", (name) => {
    const [before, after] = [standby[name], active[name]];
    if (!before || !after) throw new Error(`${name} exists in one posture only`);
    expect(differences(before, after)).toEqual(touched[name] ?? {});
  });

  test("nothing that holds data is replaced", () => {
    const addresses = Object.entries(touched).flatMap(([, resources]) => Object.entries(resources));
    const resources = addresses.filter(([address]) => !/^(data|output)\./.test(address));
    expect(resources.filter(([address]) => isStateful(address)).map(([address]) => address)).toEqual([
      "aws_db_instance.standby_replica",
      "aws_cloudfront_distribution.main",
    ]);
    for (const [address, paths] of resources) {
      const forbidden = replacing[address.split(".")[0] ?? ""];
      if (!forbidden) throw new Error(`say which arguments of ${address} replace it`);
      expect(paths.filter((path) => forbidden.some((name) => path === name || path.startsWith(`${name}.`)))).toEqual(
        [],
      );
    }
  });

  test("the standby grows to the primary's sizes, and Terraform sets them", () => {
    const groups = active["production-dr-cluster"];
    for (const name of groups?.names("aws_eks_node_group") ?? []) {
      const group = groups?.resource("aws_eks_node_group", name);
      expect(group?.scaling_config).toEqual(
        active["production-cluster"]?.resource("aws_eks_node_group", name).scaling_config,
      );
      expect(group).not.toHaveProperty("lifecycle");
      expect(standby["production-dr-cluster"]?.resource("aws_eks_node_group", name).lifecycle).toEqual({
        ignore_changes: ["scaling_config[0].desired_size"],
      });
    }
  });

  test("the number of pods stays the autoscaler's: Terraform ignores replicas after creation", () => {
    const deployment = active["production-dr-workloads"]?.resource("kubernetes_deployment_v1", "auth_service");
    expect(deployment?.lifecycle).toEqual({ ignore_changes: ["spec[0].replicas"] });
  });

  test("the replica gets the primary's class and a second zone at once, and a final snapshot once it is a primary", () => {
    const primary = active["production-data"]?.resource("aws_db_instance", "primary");
    expect(active["production-dr-data"]?.resource("aws_db_instance", "standby_replica")).toMatchObject({
      instance_class: primary?.instance_class,
      multi_az: primary?.multi_az,
      apply_immediately: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "techally-dr-replica-final-${random_id.standby_replica_final_snapshot.hex}",
      lifecycle: { prevent_destroy: true, ignore_changes: ["replicate_source_db"] },
    });
  });

  test.each(["api_auth", "origin"])("the two records of %s swap their targets", (record) => {
    const target = (stacks: Record<string, StackJson>, role: string) =>
      stacks["production-edge"]?.resource("aws_route53_record", `${record}_${role}`).alias;
    expect(target(active, "primary")).toEqual(target(standby, "secondary"));
    expect(target(active, "secondary")).toEqual(target(standby, "primary"));
    expect(JSON.stringify(target(active, "primary"))).toContain("production_dr_ingress");
  });

  test("CloudFront takes static assets and the origin secret from the standby region", () => {
    const edge = active["production-edge"];
    const origins = edge?.resource("aws_cloudfront_distribution", "main").origin;
    expect(origins).toMatchObject([
      { origin_id: "ALB", domain_name: "origin.techally.com" },
      { origin_id: "S3-static", domain_name: expect.stringContaining("production_dr_storage") },
    ]);
    expect(edge?.data("aws_secretsmanager_secret_version", "origin_verify")).toMatchObject({
      provider: "aws.us_west_2",
      secret_id: expect.stringContaining("production_dr_ingress"),
    });
  });

  test("no stack reads a state that it did not read before: every output is there already", () => {
    for (const [name, stack] of Object.entries(standby)) {
      expect(Object.keys(active[name]?.root.data?.terraform_remote_state ?? {}).sort()).toEqual(
        Object.keys(stack.root.data?.terraform_remote_state ?? {}).sort(),
      );
      const outputs = (json?: StackJson) => Object.keys(json?.outputs ?? {}).sort();
      expect(outputs(active[name])).toEqual(outputs(stack));
    }
  });
});
