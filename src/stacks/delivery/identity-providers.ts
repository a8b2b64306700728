import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { snakeCase } from "../../../modules/addresses/identifiers";
import { githubIssuer } from "../../../modules/identity/github-role";
import { terraformCloudAudience } from "../../../modules/identity/terraform-cloud-trust";
import { cloudHost } from "../../config/sections/state";

export interface IdentityProvidersProps {
  /**
   * ARN of the account's identity provider for GitHub.
   * @default - a new one
   */
  readonly githubArn?: string;
  /**
   * ARN of the account's identity provider for one host of Terraform Cloud.
   * @default - a new one for each host that is asked for
   */
  readonly terraformCloudArn?: string;
}

/**
 * Whose tokens the account takes; it can have one provider for each
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html). Thumbprints are left to IAM,
 * which does not look at them where a public authority vouches for the host, and otherwise finds them out.
 */
export class IdentityProviders extends Construct {
  readonly githubArn: string;
  private readonly created = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: IdentityProvidersProps,
  ) {
    super(scope, id);
    this.githubArn = props.githubArn ?? this.create("github", githubIssuer, "sts.amazonaws.com");
  }

  /** ARN of the provider for a host of Terraform Cloud, which is created unless the account has it. */
  terraformCloudArn(host: string): string {
    const { terraformCloudArn } = this.props;
    if (terraformCloudArn?.endsWith(`/${host}`)) return terraformCloudArn;
    const known = this.created.get(host);
    if (known !== undefined) return known;
    const id = host === cloudHost({}) ? "terraform_cloud" : `terraform_cloud_${snakeCase(host)}`;
    return this.create(id, host, terraformCloudAudience);
  }

  private create(id: string, host: string, audience: string): string {
    const { arn } = new IamOpenidConnectProvider(this, id, { url: `https://${host}`, clientIdList: [audience] });
    this.created.set(host, arn);
    return arn;
  }
}
