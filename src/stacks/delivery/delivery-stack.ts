import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { snakeCase } from "../../../modules/addresses/identifiers";
import { imagePushPermissions } from "../../../modules/delivery/image-push-permissions";
import { ImageRegistry } from "../../../modules/delivery/image-registry";
import { PermissionsBoundary } from "../../../modules/delivery/permissions-boundary";
import { GithubRole } from "../../../modules/identity/github-role";
import type { DeliverySection } from "../../config/sections/delivery";
import { BaseStack, type BaseStackProps } from "../base-stack";
import { IdentityProviders } from "./identity-providers";
import { type AccountMember, TerraformRoles } from "./terraform-roles";
import { addWakeRole } from "./wake-role";

export interface DeliveryStackProps extends BaseStackProps {
  /** First part of the name of the role that pushes images. */
  readonly namePrefix: string;
  readonly delivery: DeliverySection;
  /** Names of the image repositories: what the services of every member are pulled from. */
  readonly repositories: readonly string[];
  /** Refuses to destroy repositories. */
  readonly preventDestroy: boolean;
  /**
   * Region that gets a copy of every image.
   * @default - none
   */
  readonly standbyRegion?: string;
  /** The environments of the account. */
  readonly members: readonly AccountMember[];
}

/**
 * What the environments of an AWS account are delivered with: image repositories, the identity providers of GitHub and
 * Terraform Cloud, and the roles that push images, plan and apply (INF-001 §1.2, §4.1). It takes nothing from other
 * stacks, so it can be applied before them all.
 */
export class DeliveryStack extends BaseStack {
  constructor(scope: Construct, id: string, props: DeliveryStackProps) {
    super(scope, id, props);
    const { delivery, members } = props;
    const registry = this.addRegistry(props);
    const providers = new IdentityProviders(this, "identity-providers", {
      githubArn: delivery.identityProviderArn,
      terraformCloudArn: delivery.terraformCloudProviderArn,
    });
    const accountId = this.callerAccountId;
    const boundaries = this.addBoundaries(props, accountId);
    const pushRole = this.addPushRole(props, {
      providerArn: providers.githubArn,
      repositoryArns: registry.repositoryArns,
      permissionsBoundary: boundaries.get(props.environment),
    });
    const scopes = new Construct(this, "terraform");
    const roles = members.map((member) => ({
      name: member.name,
      ...arnsOf(new TerraformRoles(scopes, `${member.name}-roles`, { member, accountId, providers })),
    }));
    new TerraformOutput(this, "repository_urls", {
      value: registry.repositoryUrls,
      description: "Where images are pushed to and pulled from, by repository",
    });
    this.addRoleOutput("plan_role_arns", "Roles that plan, by environment", roles, ({ plan }) => plan);
    this.addRoleOutput("apply_role_arns", "Roles that apply, by environment", roles, ({ apply }) => apply);
    const wakers = new Construct(this, "wake");
    const providerArn = providers.githubArn;
    const wakeRoles = members.map((member) => {
      const permissionsBoundary = boundaries.get(member.name);
      return { name: member.name, wake: addWakeRole(wakers, member, { accountId, providerArn, permissionsBoundary }) };
    });
    const wakeTitle = "Roles that wake what sleeps, for AWS_ROLE_ARN of the GitHub environment, by environment";
    this.addRoleOutput("wake_role_arns", wakeTitle, wakeRoles, ({ wake }) => wake);
    if (!pushRole) return;
    new TerraformOutput(this, "push_role_arn", {
      value: pushRole.arn,
      description: "Role for aws-actions/configure-aws-credentials in the workflow that pushes images",
    });
  }

  private addRegistry({ delivery, repositories, preventDestroy, standbyRegion }: DeliveryStackProps): ImageRegistry {
    const provider = standbyRegion === undefined ? undefined : this.providerIn(standbyRegion);
    return new ImageRegistry(this, "registry", {
      repositories,
      keptImages: delivery.keptImages,
      untaggedImageDays: delivery.untaggedImageDays,
      preventDestroy,
      replica:
        standbyRegion !== undefined && provider
          ? { region: standbyRegion, provider, accountId: this.callerAccountId }
          : undefined,
    });
  }

  private addPushRole(
    { namePrefix, delivery }: DeliveryStackProps,
    { providerArn, repositoryArns, permissionsBoundary }: PushAccess,
  ): GithubRole | undefined {
    const { repository, branches, tags, environments } = delivery;
    if (repository === undefined || repositoryArns.length === 0) return undefined;
    return new GithubRole(new Construct(this, "push"), "github_images", {
      name: `${namePrefix}-github-images`,
      description: `Lets workflows of ${repository} push images`,
      providerArn,
      runs: { repository, branches, tags, environments },
      statements: imagePushPermissions(repositoryArns),
      // Whoever applies the stack may then add a repository to what the role pushes to.
      permissionsBoundary,
    });
  }

  /** The policies that bound the roles of each environment's stacks, by environment. */
  private addBoundaries({ members }: DeliveryStackProps, accountId: string): ReadonlyMap<string, string> {
    const scope = new Construct(this, "boundaries");
    return new Map(
      members.flatMap(({ name, boundaryScope }) => {
        if (!boundaryScope) return [];
        const id = `${snakeCase(name)}_boundary`;
        return [[name, new PermissionsBoundary(scope, id, boundaryScope(accountId)).arn] as const];
      }),
    );
  }

  private addRoleOutput<Roles extends { readonly name: string }>(
    id: string,
    description: string,
    roles: readonly Roles[],
    arnOf: (roles: Roles) => string | undefined,
  ): void {
    const arns = roles.flatMap((member) => {
      const arn = arnOf(member);
      return arn === undefined ? [] : [[member.name, arn] as const];
    });
    new TerraformOutput(this, id, { value: Object.fromEntries(arns), description });
  }
}

interface PushAccess {
  readonly providerArn: string;
  readonly repositoryArns: readonly string[];
  readonly permissionsBoundary: string | undefined;
}

interface MemberRoles {
  readonly name: string;
  readonly plan: string | undefined;
  readonly apply: string | undefined;
}

function arnsOf({ planRoleArn, applyRoleArn }: TerraformRoles): Pick<MemberRoles, "plan" | "apply"> {
  return { plan: planRoleArn, apply: applyRoleArn };
}
