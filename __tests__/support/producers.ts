import type { NetworkStack } from "../../src/stacks/network-stack";
import type { StorageStack } from "../../src/stacks/storage-stack";

/** What a network hands to the stacks of its region, for stacks that are tested alone. */
export const testNetwork: Pick<NetworkStack, "vpcId" | "publicSubnetIds" | "privateSubnetIds" | "securityGroups"> = {
  vpcId: "vpc-1",
  publicSubnetIds: { "us-east-1a": "subnet-1", "us-east-1b": "subnet-2" },
  privateSubnetIds: { "us-east-1a": "subnet-a", "us-east-1b": "subnet-b" },
  securityGroups: {
    alb: "sg-alb",
    eksNodes: "sg-nodes",
    database: "sg-database",
    redis: "sg-redis",
    efs: "sg-efs",
    vpcEndpoints: "sg-endpoints",
  },
};

const bucket = (name: string) => ({
  name,
  arn: `arn:aws:s3:::${name}`,
  domainName: `${name}.s3.amazonaws.com`,
  regionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
});

/** What a region's storage hands to the others. */
export const testStorage: Pick<StorageStack, "backups" | "logs" | "fileSystemId" | "fileSystemArn"> = {
  backups: bucket("shop-backups"),
  logs: bucket("shop-logs"),
  fileSystemId: "fs-123",
  fileSystemArn: "arn:files",
};
