import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { TerraformOutput } from "cdktf";
import { NodeGroup, type NodeGroupProps } from "../../../modules/cluster/node-group";
import { synthConstruct } from "../../support/synth";

const props: NodeGroupProps = {
  name: "general-workloads",
  clusterName: "shop",
  namePrefix: "shop",
  version: "1.36",
  nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupIds: ["sg-cluster", "sg-nodes"],
  instanceTypes: ["m5.xlarge"],
  capacity: "ON_DEMAND",
  desiredCapacity: 3,
  minSize: 2,
  maxSize: 10,
  volumeSize: 50,
  labels: { "workload-type": "general" },
  taints: [],
};

const synth = (change: Partial<NodeGroupProps> = {}) =>
  synthConstruct((stack) => {
    const { autoScalingGroupName } = new NodeGroup(stack, "general", { ...props, ...change });
    new TerraformOutput(stack, "asg", { value: autoScalingGroupName });
  });

const groupWith = (change: Partial<NodeGroupProps>) =>
  synth(change).resource("aws_eks_node_group", "general_workloads");

const stack = synth();
const group = stack.resource("aws_eks_node_group", "general_workloads");
const template = stack.resource("aws_launch_template", "general_workloads");

test("the group is as it is described", () => {
  expect(stack.text).toHaveResource(EksNodeGroup);
  expect(group).toMatchObject({
    cluster_name: "shop",
    node_group_name: "general-workloads",
    version: "1.36",
    node_role_arn: "arn:aws:iam::123456789012:role/nodes",
    subnet_ids: ["subnet-a", "subnet-b"],
    ami_type: "AL2023_x86_64_STANDARD",
    capacity_type: "ON_DEMAND",
    instance_types: ["m5.xlarge"],
    labels: { "workload-type": "general" },
    scaling_config: { desired_size: 3, min_size: 2, max_size: 10 },
    update_config: { max_unavailable: 1 },
    node_repair_config: { enabled: true },
  });
});

test("the launch template holds what the group cannot, and leaves the instance type to it", () => {
  expect(group.launch_template).toEqual({
    id: "${aws_launch_template.general_workloads.id}",
    version: "${aws_launch_template.general_workloads.latest_version}",
  });
  expect(group).not.toHaveProperty("disk_size");
  expect(template).not.toHaveProperty("instance_type");
  expect(template).toMatchObject({
    name: "shop-general-workloads",
    update_default_version: true,
    vpc_security_group_ids: ["sg-cluster", "sg-nodes"],
    monitoring: { enabled: true },
  });
});

test("the root volume is gp3 and encrypted", () => {
  expect(template.block_device_mappings).toEqual([
    {
      device_name: "/dev/xvda",
      ebs: { volume_size: 50, volume_type: "gp3", encrypted: "true", delete_on_termination: "true" },
    },
  ]);
});

test("pods do not reach the node's credentials", () => {
  expect(template.metadata_options).toEqual({
    http_endpoint: "enabled",
    http_tokens: "required",
    http_put_response_hop_limit: 1,
  });
});

test.each([
  ["NoSchedule", "NO_SCHEDULE"],
  ["PreferNoSchedule", "PREFER_NO_SCHEDULE"],
  ["NoExecute", "NO_EXECUTE"],
] as const)("a taint's effect %s is %s for EKS", (effect, expected) => {
  expect(groupWith({ taints: [{ key: "workload", value: "general", effect }] }).taint).toEqual([
    { key: "workload", value: "general", effect: expected },
  ]);
});

test("a taint may have no value", () => {
  expect(groupWith({ taints: [{ key: "dedicated", effect: "NoExecute" }] }).taint).toEqual([
    { key: "dedicated", effect: "NO_EXECUTE" },
  ]);
});

test("without taints none are written", () => {
  expect(group).not.toHaveProperty("taint");
});

test("spot instances of several types", () => {
  const instanceTypes = ["c5.2xlarge", "c5a.2xlarge", "c6i.2xlarge"];
  expect(groupWith({ capacity: "SPOT", instanceTypes })).toMatchObject({
    capacity_type: "SPOT",
    instance_types: instanceTypes,
  });
});

test("the autoscaler owns the number of nodes after creation", () => {
  expect(group.lifecycle).toEqual({ ignore_changes: ["scaling_config[0].desired_size"] });
});

test("unless Terraform is to enforce it", () => {
  expect(groupWith({ enforceDesiredCapacity: true })).not.toHaveProperty("lifecycle");
});

test("instances, volumes and network interfaces are named and tagged", () => {
  const tags = { Name: "shop-general-workloads", Team: "platform" };
  expect(
    synth({ tags: { Team: "platform" } }).resource("aws_launch_template", "general_workloads").tag_specifications,
  ).toEqual([
    { resource_type: "instance", tags },
    { resource_type: "volume", tags },
    { resource_type: "network-interface", tags },
  ]);
});

test("the auto-scaling group that EKS creates is handed out", () => {
  expect(stack.outputs.asg?.value).toBe(
    "${aws_eks_node_group.general_workloads.resources[0].autoscaling_groups[0].name}",
  );
});

describe("sizes that a schedule sets", () => {
  test("are left alone by Terraform, whoever else sets them", () => {
    expect(groupWith({ autoShutdown: true }).lifecycle).toEqual({ ignore_changes: ["scaling_config"] });
    expect(groupWith({ autoShutdown: true, enforceDesiredCapacity: true }).lifecycle).toEqual({
      ignore_changes: ["scaling_config"],
    });
  });

  test("are told of by tags of the group, which its nodes do not get", () => {
    const json = synth({ groupTags: { AutoShutdown: "true" } });
    expect(json.resource("aws_eks_node_group", "general_workloads").tags).toEqual({ AutoShutdown: "true" });
    expect(JSON.stringify(json.resource("aws_launch_template", "general_workloads"))).not.toContain("AutoShutdown");
    expect(group).not.toHaveProperty("tags");
  });
});
