import { estimate } from "../../../src/cost/estimate";
import { costReport, costRows } from "../../../src/cost/render";
import type { PlannedResource } from "../../../src/pipeline/planned-resources";

let count = 0;
const resource = (type: string, values: Readonly<Record<string, unknown>> = {}, region = "us-east-1") =>
  ({ stack: "production-x", type, name: `r${count++}`, arguments: values, region }) satisfies PlannedResource;

/** What resources cost, in cents, and what of them is not priced. */
function costOf(...resources: readonly PlannedResource[]) {
  const { totalUsd, notPriced, byUse } = estimate("production", resources);
  return { cents: Math.round(100 * totalUsd), notPriced, byUse };
}

const priced = (cents: number) => ({ cents, notPriced: [], byUse: [] });

describe("hand-computed months", () => {
  // Hours of a month × price of an hour; all in US dollars.
  test.each<[string, number, PlannedResource[]]>([
    ["control plane", 730 * 0.1, [resource("aws_eks_cluster")]],
    ["NAT gateway and its address", 730 * (0.045 + 0.005), [resource("aws_nat_gateway"), resource("aws_eip")]],
    [
      "interface endpoint in three zones; one for S3 is free",
      3 * 730 * 0.01,
      [
        resource("aws_vpc_endpoint", { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b", "c"] }),
        resource("aws_vpc_endpoint", { vpc_endpoint_type: "Gateway", route_table_ids: ["a"] }),
      ],
    ],
    [
      "load balancer on the internet, and one inside",
      2 * 730 * 0.0225 + 2 * 730 * 0.005,
      [
        resource("aws_lb", { internal: false, subnets: ["a", "b"] }),
        resource("aws_lb", { internal: true, subnets: ["a"] }),
      ],
    ],
    ["firewall with two rules", 5 + 2, [resource("aws_wafv2_web_acl", { rule: [{}, {}] })]],
    [
      "database in two zones, instance and storage",
      2 * 730 * 0.899 + 2 * 100 * 0.115,
      [
        resource("aws_db_instance", {
          instance_class: "db.r6g.2xlarge",
          allocated_storage: 100,
          storage_type: "gp3",
          multi_az: true,
        }),
      ],
    ],
    [
      "three cache nodes",
      3 * 730 * 0.411,
      [resource("aws_elasticache_replication_group", { node_type: "cache.r6g.xlarge", num_cache_clusters: 3 })],
    ],
    [
      "alarm, and one on two metrics",
      0.1 + 0.2,
      [
        resource("aws_cloudwatch_metric_alarm"),
        resource("aws_cloudwatch_metric_alarm", {
          metric_query: [{ metric: {} }, { metric: {} }, { expression: "a/b" }],
        }),
      ],
    ],
    [
      "key, secret in two regions, zone",
      1 + 2 * 0.4 + 0.5,
      [
        resource("aws_kms_key"),
        resource("aws_secretsmanager_secret", { replica: [{ region: "us-west-2" }] }),
        resource("aws_route53_zone"),
      ],
    ],
  ])("%s", (_title, usd, resources) => {
    expect(costOf(...resources)).toEqual(priced(Math.round(100 * usd)));
  });
});

describe("nodes", () => {
  const template = {
    ...resource("aws_launch_template", {
      block_device_mappings: [{ device_name: "/dev/xvda", ebs: { volume_size: 100, volume_type: "gp3" } }],
      monitoring: { enabled: true },
    }),
    name: "general",
  };
  const group = (values: object = {}) =>
    resource("aws_eks_node_group", {
      node_group_name: "general",
      capacity_type: "ON_DEMAND",
      instance_types: ["m5.xlarge", "m5a.xlarge"],
      scaling_config: { desired_size: 3, min_size: 1, max_size: 9 },
      launch_template: { id: "${aws_launch_template.general.id}" },
      ...values,
    });
  const disks = 3 * 100 * 0.08;
  const monitoring = 3 * 7 * 0.3;

  test("as many as at the beginning, of the first type, with their disks and detailed monitoring", () => {
    expect(costOf(template, group())).toEqual(priced(Math.round(100 * (3 * 730 * 0.192 + disks + monitoring))));
  });

  test("spot costs half", () => {
    const { cents } = costOf(template, group({ capacity_type: "SPOT" }));
    expect(cents).toBe(Math.round(100 * (3 * 730 * 0.192 * 0.5 + disks + monitoring)));
  });

  test("what is turned off at night costs for the hours that it runs, a database keeps its storage", () => {
    const schedule = (action: string, hour: number, input: object) =>
      resource("aws_scheduler_schedule", {
        schedule_expression: `cron(0 ${hour} ? * MON-FRI *)`,
        target: { arn: `arn:aws:scheduler:::aws-sdk:${action}`, input: JSON.stringify(input) },
      });
    const size = (DesiredSize: number) => ({ NodegroupName: "general", ScalingConfig: { DesiredSize } });
    const database = { identifier: "db", instance_class: "db.t4g.medium", allocated_storage: 20, storage_type: "gp3" };
    const { cents } = costOf(
      template,
      group(),
      resource("aws_db_instance", database),
      schedule("eks:updateNodegroupConfig", 7, size(3)),
      schedule("eks:updateNodegroupConfig", 20, size(0)),
      schedule("rds:startDBInstance", 7, { DbInstanceIdentifier: "db" }),
      schedule("rds:stopDBInstance", 20, { DbInstanceIdentifier: "db" }),
      resource("aws_scheduler_schedule", { target: { arn: "${aws_lambda_function.f.arn}", input: "{}" } }),
    );
    const share = (5 * 13) / (7 * 24);
    const nodes = 3 * 730 * 0.192 + disks + monitoring;
    expect(cents).toBe(Math.round(100 * (share * nodes + share * 730 * 0.065 + 20 * 0.115)));
  });
});

test("a replica is as large as what it copies, in another stack too; one of nothing known is not priced", () => {
  const primary = {
    ...resource("aws_db_instance", { instance_class: "db.r6g.xlarge", allocated_storage: 100, storage_type: "gp3" }),
    name: "primary",
  };
  const replica = (replicate_source_db: string, stack: string) => ({
    ...resource(
      "aws_db_instance",
      { instance_class: "db.r6g.xlarge", storage_type: "gp3", replicate_source_db },
      "us-west-2",
    ),
    stack,
    name: "replica",
  });
  const remote = "${data.terraform_remote_state.production_x.outputs.aws_db_instance_primary_arn}";
  const both = Math.round(100 * 2 * (730 * 0.45 + 100 * 0.115));
  expect(costOf(primary, replica("${aws_db_instance.primary.identifier}", "production-x"))).toEqual(priced(both));
  expect(costOf(primary, replica(remote, "production-dr-data"))).toEqual(priced(both));
  expect(costOf(replica("arn:aws:rds:us-east-1:123456789012:db:other", "production-x")).notPriced).toEqual([
    "storage of replica in production-x (1)",
  ]);
});

test("volumes that charts claim, each as often as its pods", () => {
  const values = {
    prometheus: {
      spec: {
        replicas: 2,
        volumeClaimTemplate: { spec: { storageClassName: "gp3", resources: { requests: { storage: "100Gi" } } } },
      },
    },
    elasticsearch: {
      nodeSets: [
        {
          count: 3,
          volumeClaimTemplates: [{ spec: { storageClassName: "gp3", resources: { requests: { storage: "1Ti" } } } }],
        },
      ],
    },
    grafana: { persistence: { enabled: true, storageClassName: "gp3", size: "10Gi" } },
    others: { resources: { requests: { memory: "2Gi" } }, replicas: 5 },
  };
  const release = resource("helm_release", { values: [JSON.stringify(values)] }, "");
  expect(costOf(release)).toEqual(priced(Math.round(100 * 0.08 * (200 + 3 * 1024 + 10))));
  const odd = JSON.stringify({ persistence: { storageClassName: "gp3", size: "500G" } });
  expect(() => costOf(resource("helm_release", { values: [odd] }))).toThrow(
    'a chart claims "500G"; known are whole Gi and Ti',
  );
});

describe("what is not in the sum is named", () => {
  test("types and instances that the table does not have, and other regions", () => {
    const { cents, notPriced } = costOf(
      resource("aws_globalaccelerator_accelerator"),
      resource("aws_elasticache_replication_group", { node_type: "cache.x9g.large", num_cache_clusters: 2 }),
      resource("aws_nat_gateway", {}, "eu-west-1"),
      resource("aws_nat_gateway", {}, "eu-west-1"),
    );
    expect(cents).toBe(0);
    expect(notPriced).toEqual([
      "NAT gateway in eu-west-1 (2)",
      "aws_globalaccelerator_accelerator (1)",
      "cache.x9g.large (2)",
    ]);
  });

  test("what is paid for by use; what is free is not", () => {
    const { byUse, notPriced } = costOf(resource("aws_s3_bucket"), resource("aws_s3_bucket"), resource("aws_iam_role"));
    expect(byUse).toEqual(["objects, by the GiB, requests, and replication"]);
    expect(notPriced).toEqual([]);
  });

  test("the page's table names what is not priced, where there is any", () => {
    const complete = estimate("qa", [resource("aws_kms_key")]);
    expect(costRows([complete]).at(-1)).toEqual(["**together**", "**1**"]);
    expect(costRows([complete, estimate("far", [resource("aws_kms_key", {}, "eu-west-1")])]).slice(-2)).toEqual([
      ["**together**", "**1**", "**not priced in eu-west-1**"],
      ["not priced, and not in the sum", "nothing", "KMS key in eu-west-1 (1)"],
    ]);
  });

  test("no sum of a part is given where a region has no list", () => {
    const far = estimate("far", [resource("aws_kms_key"), resource("aws_eks_cluster", {}, "eu-central-1")]);
    expect(far.unpricedRegions).toEqual(["eu-central-1"]);
    expect(costReport(far)).toMatch(/\n {2}together +not priced in eu-central-1\n/);
    expect(costReport(far)).toContain("  EKS control plane in eu-central-1 (1)\n");
    const keys = costRows([far, estimate("qa", [resource("aws_kms_key")])]).find(([group]) =>
      group?.startsWith("keys"),
    );
    expect(keys).toEqual(["keys, secrets and zones", "", "1"]);
    // Nothing is paid for there.
    expect(estimate("free", [resource("aws_vpc", {}, "eu-central-1")]).unpricedRegions).toEqual([]);
  });

  test("the report has all of it", () => {
    const text = costReport(estimate("qa", [resource("aws_kms_key"), resource("aws_s3_bucket"), resource("aws_new")]));
    expect(text).toMatch(
      /^qa, US dollars a month of 730 hours, list prices of \d{4}-\d{2}:\n {2}KMS key {9}1 {8}1\.00\n/,
    );
    expect(text).toMatch(/\n {2}together +1\.00\n/);
    expect(text).toContain("Not priced, and not in the sum:\n  aws_new (1)\n");
    expect(text).toContain("Paid for by use, and not in the sum:\n  objects, by the GiB");
  });
});
