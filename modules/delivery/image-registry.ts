import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { identifiersOf, nameStart, snakeCase } from "../addresses/identifiers";
import { ImageRepository, type ImageRepositoryProps } from "./image-repository";

export interface ImageRegistryProps extends Omit<ImageRepositoryProps, "name" | "provider"> {
  /** Names of the repositories. */
  readonly repositories: readonly string[];
  /**
   * A second region, to which every pushed image is copied.
   * @default - none
   */
  readonly replica?: {
    readonly region: string;
    /** Account whose registry it is: the same. */
    readonly accountId: string;
    readonly provider: AwsProvider;
  };
}

/**
 * An account's image repositories, with the settings of its registry. Scanning and replication are set for the whole
 * registry (https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-settings.html), so an account has one such
 * construct.
 *
 * The second region has repositories of its own rather than those that replication would create: ECR's have mutable
 * tags and keep every image.
 */
export class ImageRegistry extends Construct {
  /** URLs of the repositories by name, without a tag. */
  readonly repositoryUrls: Readonly<Record<string, string>>;
  readonly repositoryArns: readonly string[];

  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id);
    const { repositories, replica } = props;
    const addRepositories = (region: Construct, addresses: ReadonlyMap<string, string>, provider?: AwsProvider) =>
      [...addresses].map(([name, address]) => {
        const { repository } = new ImageRepository(region, address, { ...props, name, provider });
        return [name, repository] as const;
      });
    const copyAddresses = identifiersOf(replica ? repositories : [], (name) => toAddress(`${name}_replica`));
    const addresses = identifiersOf(repositories, toAddress, copyAddresses.values());
    const first = addRepositories(new Construct(this, "repositories"), addresses);
    this.repositoryUrls = Object.fromEntries(first.map(([name, { repositoryUrl }]) => [name, repositoryUrl]));
    this.repositoryArns = first.map(([, { arn }]) => arn);
    this.addScanning("registry");
    if (!replica) return;
    const copies = addRepositories(new Construct(this, "replicas"), copyAddresses, replica.provider);
    this.addScanning("registry_replica", replica.provider);
    // A rule without a filter would copy every repository of the account.
    if (repositories.length === 0) return;
    new EcrReplicationConfiguration(new Construct(this, "replication"), "registry", {
      replicationConfiguration: {
        rule: [
          {
            destination: [{ region: replica.region, registryId: replica.accountId }],
            repositoryFilter: repositories.map((filter) => ({ filter, filterType: "PREFIX_MATCH" })),
          },
        ],
      },
      // An image pushed before would make ECR create the repository in its own way.
      dependsOn: copies.map(([, repository]) => repository),
    });
  }

  /** Basic scanning, at each push and free of charge (https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html). */
  private addScanning(id: string, provider?: AwsProvider): void {
    new EcrRegistryScanningConfiguration(this, id, {
      provider,
      scanType: "BASIC",
      rule: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilter: [{ filter: "*", filterType: "WILDCARD" }] }],
    });
  }
}

/** A name as an address: `team/order-service` is `team__order_service`, which no name without a folder becomes. */
function toAddress(name: string): string {
  return nameStart(name.split("/").map(snakeCase).join("__"));
}
