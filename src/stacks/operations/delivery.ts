import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { imagePushPermissions, planPermissions } from "../../../modules/delivery/github-permissions";
import { ImageRegistry } from "../../../modules/delivery/image-registry";
import { GithubRole, githubIssuer } from "../../../modules/identity/github-role";
import type { DeliverySection } from "../../config/sections/delivery";
import type { StateSettings } from "../../config/sections/state";

export interface DeliveryProps {
  readonly namePrefix: string;
  readonly delivery: DeliverySection;
  readonly ownsAccount: boolean;
  readonly accountId: string;
  readonly region: string;
  readonly state: StateSettings;
  /** First parts of the names of the environment's secrets. */
  readonly secretPrefixes: readonly string[];
  /** Refuses to destroy repositories. */
  readonly preventDestroy: boolean;
  /**
   * The standby region, which gets a copy of every image.
   * @default - none
   */
  readonly standby?: { readonly region: string; readonly provider: AwsProvider };
}

type Urls = Readonly<Record<string, string>>;

/**
 * The image repositories and the roles that push to them. The environment that owns the account makes the repositories, and
 * the identity provider that GitHub's tokens are checked against; the others pull the same images.
 */
export class Delivery extends Construct {
  /** URLs of the image repositories by service, without a tag. */
  readonly repositoryUrls: Urls;
  /** The same for the standby region. */
  readonly standbyRepositoryUrls: Urls;
  /** ARN of the role that pushes images; `undefined` where nobody may. */
  readonly pushRoleArn: string | undefined;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { delivery, accountId } = props;
    if (props.ownsAccount) {
      const registry = this.addRegistry(props);
      this.repositoryUrls = registry.repositoryUrls;
      this.standbyRepositoryUrls = props.standby ? registry.replicaRepositoryUrls : registry.repositoryUrls;
      const provider = new IamOpenidConnectProvider(this, "github", {
        url: `https://${githubIssuer}`,
        clientIdList: ["sts.amazonaws.com"],
      });
      this.pushRoleArn = this.addPushRole(props, provider.arn, registry.repositoryArns)?.arn;
      this.addPlanRole(props, provider.arn);
    } else {
      const registry = `${accountId}.dkr.ecr.${delivery.registryRegion ?? props.region}.amazonaws.com`;
      this.repositoryUrls = Object.fromEntries(delivery.services.map((name) => [name, `${registry}/${name}`]));
      this.standbyRepositoryUrls = this.repositoryUrls;
      this.pushRoleArn = undefined;
      this.addPlanRole(props, `arn:aws:iam::${accountId}:oidc-provider/${githubIssuer}`);
    }
  }

  private addRegistry({ delivery, accountId, preventDestroy, standby }: DeliveryProps): ImageRegistry {
    return new ImageRegistry(this, "registry", {
      services: delivery.services,
      keptImages: delivery.keptImages,
      untaggedImageDays: delivery.untaggedImageDays,
      preventDestroy,
      replica: standby && { ...standby, accountId },
    });
  }

  private addPushRole(
    { namePrefix, delivery }: DeliveryProps,
    providerArn: string,
    repositoryArns: readonly string[],
  ): GithubRole | undefined {
    const { repository, branches, tags, environments } = delivery;
    if (repository === undefined) return undefined;
    return new GithubRole(new Construct(this, "push"), "github_images", {
      name: `${namePrefix}-github-images`,
      description: `Lets workflows of ${repository} push images`,
      providerArn,
      runs: { repository, branches, tags, environments },
      statements: imagePushPermissions(repositoryArns),
    });
  }

  private addPlanRole({ namePrefix, delivery, state, ...props }: DeliveryProps, providerArn: string): void {
    const { repository, planEnvironment } = delivery;
    if (repository === undefined || planEnvironment === undefined) return;
    const { accountId, region, standby, secretPrefixes } = props;
    new GithubRole(new Construct(this, "plan"), "github_plan", {
      name: `${namePrefix}-github-plan`,
      description: `Lets workflows of ${repository} plan, and change nothing`,
      providerArn,
      runs: { repository, environments: [planEnvironment] },
      managedPolicyArns: { read_only: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      statements: planPermissions({
        accountId,
        regions: standby ? [region, standby.region] : [region],
        secretPrefixes,
        stateKey: state.backend === "s3" ? { region: state.region, alias: `alias/${state.bucket}` } : undefined,
      }),
    });
  }
}
