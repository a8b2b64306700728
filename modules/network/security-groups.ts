import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import {
  SecurityGroup,
  type SecurityGroupConfig,
  type SecurityGroupIngress,
} from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";

export interface SecurityGroupsProps {
  /** First part of every name: `techally` gives `techally-alb-sg`. */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** Range of the VPC, whose hosts may call the interface endpoints. */
  readonly vpcCidr: string;
  /**
   * Ranges from which clients reach the load balancer. CloudFront does beside them, and nobody else.
   * @default - the whole internet
   */
  readonly loadBalancerClients?: readonly string[];
  /** Ports on which nodes reach the engines. */
  readonly ports: { readonly postgres: number; readonly redis: number };
}

/**
 * The security groups of the platform (INF-001 §2.2), with the document's names, descriptions and inline rules, and
 * those that it refers to without defining them: `redis`, `efs`, `vpc_endpoints`.
 *
 * A group without egress rules cannot open connections; answers to the ones it accepts still pass
 * (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
 */
export class SecurityGroups extends Construct {
  readonly alb: string;
  readonly eksNodes: string;
  readonly database: string;
  readonly redis: string;
  readonly efs: string;
  readonly vpcEndpoints: string;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const { namePrefix, vpcId, vpcCidr, ports } = props;
    const add = (name: string, suffix: string, config: Omit<SecurityGroupConfig, "name" | "vpcId" | "tags">) => {
      const groupName = `${namePrefix}-${suffix}-sg`;
      return new SecurityGroup(this, name, { name: groupName, vpcId, tags: { Name: groupName }, ...config }).id;
    };

    this.alb = add("alb", "alb", {
      description: "Security group for Application Load Balancer",
      ingress: props.loadBalancerClients ? this.onlyFrom(props.loadBalancerClients) : fromInternet,
      egress: [allOutbound],
    });
    this.eksNodes = add("eks_nodes", "eks-nodes", {
      description: "Security group for EKS worker nodes",
      ingress: [
        { ...tcp(0, 65535), securityGroups: [this.alb], description: "Allow from ALB" },
        { ...tcp(0, 65535), selfAttribute: true, description: "Allow node-to-node communication" },
        // CoreDNS answers on UDP from whichever node it runs on.
        { fromPort: 53, toPort: 53, protocol: "udp", selfAttribute: true, description: "DNS between nodes" },
      ],
      // Terraform removes the rule that AWS adds to new groups, and nodes must reach the API server, ECR and AWS.
      egress: [allOutbound],
    });
    const fromNodes = { securityGroups: [this.eksNodes] };
    this.database = add("database", "database", {
      description: "Security group for RDS instances",
      ingress: [{ ...tcp(ports.postgres), ...fromNodes, description: "PostgreSQL from EKS nodes" }],
    });
    this.redis = add("redis", "redis", {
      description: "Security group for ElastiCache Redis",
      ingress: [{ ...tcp(ports.redis), ...fromNodes, description: "Redis from EKS nodes" }],
    });
    this.efs = add("efs", "efs", {
      description: "Security group for EFS mount targets",
      ingress: [{ ...tcp(2049), ...fromNodes, description: "NFS from EKS nodes" }],
    });
    // Private DNS sends every host of the VPC to the endpoints, so closing them to some would cut those off from AWS.
    this.vpcEndpoints = add("vpc_endpoints", "vpc-endpoints", {
      description: "Security group for VPC interface endpoints",
      ingress: [{ ...tcp(443), cidrBlocks: [vpcCidr], description: "HTTPS from the VPC" }],
    });
  }

  /** CloudFront's list counts as 55 of a group's 60 rules, so port 80, which only redirects, is left closed. */
  private onlyFrom(cidrBlocks: readonly string[]): SecurityGroupIngress[] {
    const cloudFront = new DataAwsEc2ManagedPrefixList(this, "cloudfront", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    const clients = { ...tcp(443), cidrBlocks: [...cidrBlocks], description: "HTTPS from the allowed ranges" };
    return [
      ...(cidrBlocks.length > 0 ? [clients] : []),
      { ...tcp(443), prefixListIds: [cloudFront.id], description: "HTTPS from CloudFront" },
    ];
  }
}

const anywhere = "0.0.0.0/0";

const fromInternet = [
  { ...tcp(443), cidrBlocks: [anywhere], description: "HTTPS from Internet" },
  { ...tcp(80), cidrBlocks: [anywhere], description: "HTTP from Internet (redirect to HTTPS)" },
];

const allOutbound = {
  fromPort: 0,
  toPort: 0,
  protocol: "-1",
  cidrBlocks: [anywhere],
  description: "All outbound traffic",
};

function tcp(fromPort: number, toPort = fromPort) {
  return { fromPort, toPort, protocol: "tcp" };
}
