import { freeInterfaces } from "../destroy";
import type { Finder, Leftover } from "./leftover";

interface Tagged {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

interface Answers {
  readonly Volumes: readonly (Tagged & { readonly VolumeId: string; readonly Size: number })[];
  readonly Snapshots: readonly (Tagged & { readonly SnapshotId: string; readonly VolumeSize: number })[];
  readonly LoadBalancers: readonly { readonly LoadBalancerArn: string }[];
  readonly ResourceTagMappingList: readonly { readonly ResourceARN: string }[];
}

/**
 * What a cluster has made in AWS: volumes of its claims, snapshots of them, load balancers of its services, and
 * interfaces. Volumes carry the tag that the add-on's configuration gives them, or one that the driver adds itself
 * (https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md).
 */
export const clusterLeftovers: Finder = (aws, names, stack) =>
  names.resources(stack, "aws_eks_cluster").flatMap((resource) => {
    const { region } = resource;
    const name = names.argument(resource, "name");
    if (name === undefined || aws.find(region, "eks", "describe-cluster", "--name", name)) return [];
    const tag = `kubernetes.io/cluster/${name}`;
    const isOurs = ({ Tags = [] }: Tagged) =>
      Tags.some(({ Key, Value }) => (Key === tag && Value === "owned") || (Key === "Cluster" && Value === name));
    const ofDriver = ["--filters", "Name=tag:ebs.csi.aws.com/cluster,Values=true"];
    const { Volumes: volumes } = aws.call<Answers>(region, "ec2", "describe-volumes", ...ofDriver);
    const ofSelf = ["--owner-ids", "self", ...ofDriver];
    const { Snapshots: snapshots } = aws.call<Answers>(region, "ec2", "describe-snapshots", ...ofSelf);
    const balancers = ["--tag-filters", `Key=${tag}`, "--resource-type-filters", "elasticloadbalancing:loadbalancer"];
    const { ResourceTagMappingList: services } = aws.call<Answers>(
      region,
      "resourcegroupstaggingapi",
      "get-resources",
      ...balancers,
    );
    return [
      ...volumes.filter(isOurs).map(
        ({ VolumeId: id, Size }): Leftover => ({
          kind: "volume",
          region,
          name: id,
          isBackup: false,
          removal: ["ec2", "delete-volume", "--volume-id", id],
          note: `${Size} GiB, of a claim in ${name}`,
        }),
      ),
      ...snapshots.filter(isOurs).map(
        ({ SnapshotId: id, VolumeSize }): Leftover => ({
          kind: "volume snapshot",
          region,
          name: id,
          isBackup: true,
          removal: ["ec2", "delete-snapshot", "--snapshot-id", id],
          note: `of ${VolumeSize} GiB, taken by Velero in ${name}`,
        }),
      ),
      ...services.map(
        ({ ResourceARN: arn }): Leftover => ({
          kind: "load balancer",
          region,
          name: arn.slice(arn.indexOf("loadbalancer/") + "loadbalancer/".length),
          isBackup: false,
          removal: loadBalancerRemoval(arn),
          note: `of a service in ${name}`,
        }),
      ),
      ...freeInterfaces(aws, { name, region }).map(
        (id): Leftover => ({
          kind: "network interface",
          region,
          name: id,
          isBackup: false,
          removal: ["ec2", "delete-network-interface", "--network-interface-id", id],
          note: "keeps its subnet from being deleted",
        }),
      ),
    ];
  });

/** Classic load balancers have a name where the others have `app/…` or `net/…`, and an API of their own. */
function loadBalancerRemoval(arn: string): string[] {
  const [, name = ""] = arn.split(":loadbalancer/");
  return name.includes("/")
    ? ["elbv2", "delete-load-balancer", "--load-balancer-arn", arn]
    : ["elb", "delete-load-balancer", "--load-balancer-name", name];
}
