import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Construct } from "constructs";
import { snakeCase } from "../../../modules/addresses/identifiers";
import type { AccountScope } from "../../../modules/delivery/account-scope";
import { planPermissions, type StateScope, statePermissions } from "../../../modules/delivery/terraform-permissions";
import type { SleepScope } from "../../../modules/delivery/wake-permissions";
import { githubTrust, subjectsOf } from "../../../modules/identity/github-role";
import { Role } from "../../../modules/identity/role";
import { terraformCloudTrust } from "../../../modules/identity/terraform-cloud-trust";
import { planEnvironment } from "../../config/names";
import { cloudHost, type StateSettings } from "../../config/sections/state";
import type { IdentityProviders } from "./identity-providers";
import type { RegionalSecret } from "./planned-secrets";

/** An environment of the account, as its roles need to know it. */
export interface AccountMember {
  readonly name: string;
  /** First part of the roles' names. */
  readonly namePrefix: string;
  readonly state: StateSettings;
  /**
   * GitHub repository whose workflows plan and apply where the state is in S3, and wake the environment where it is not.
   * @default - nobody's
   */
  readonly repository?: string;
  /** Other environments whose names begin with this one's and a hyphen: their stacks are not this environment's. */
  readonly namesakes: readonly string[];
  /** The secrets whose values its stacks' plans read. */
  readonly secrets: readonly RegionalSecret[];
  /**
   * The environment as the policy that bounds its roles tells it from others.
   * @default - its roles have no bounds
   */
  readonly boundaryScope?: (accountId: string) => AccountScope;
  /**
   * What of it is stopped at night.
   * @default - nothing
   */
  readonly sleeps?: SleepScope;
  /** What its apply role may do in the account; asked for when all other stacks hold what they will hold. */
  readonly applyStatements: (accountId: string) => readonly DataAwsIamPolicyDocumentStatement[];
}

export interface TerraformRolesProps {
  readonly member: AccountMember;
  readonly accountId: string;
  readonly providers: IdentityProviders;
}

type Phase = "plan" | "apply";

// A database with its replicas takes most of an hour, and a session outlives none of its limits.
const applySeconds = 4 * 60 * 60;

/**
 * The roles that Terraform takes on to plan and to apply an environment: in runs of Terraform Cloud, or in workflows of
 * GitHub where the state is in S3. There are none where nobody could take them on.
 */
export class TerraformRoles extends Construct {
  /** ARN of the role that plans; `undefined` where there is none. */
  readonly planRoleArn: string | undefined;
  /** ARN of the role that applies; `undefined` where there is none. */
  readonly applyRoleArn: string | undefined;

  constructor(scope: Construct, id: string, props: TerraformRolesProps) {
    super(scope, id);
    this.planRoleArn = this.addPlanRole(props);
    this.applyRoleArn = this.addApplyRole(props);
  }

  private addPlanRole(props: TerraformRolesProps): string | undefined {
    const { member, accountId } = props;
    const trust = trustOf(props, "plan");
    if (!trust) return undefined;
    return new Role(this, `${snakeCase(member.name)}_terraform_plan`, {
      name: `${member.namePrefix}-terraform-plan`,
      description: `Plans the stacks of ${member.name}, and changes nothing`,
      trust,
      managedPolicyArns: { read_only: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      statements: planPermissions({ accountId, secrets: member.secrets, state: stateOf(member) }),
    }).arn;
  }

  private addApplyRole(props: TerraformRolesProps): string | undefined {
    const { member, accountId } = props;
    const trust = trustOf(props, "apply");
    if (!trust) return undefined;
    const state = stateOf(member);
    return new Role(this, `${snakeCase(member.name)}_terraform_apply`, {
      name: `${member.namePrefix}-terraform-apply`,
      description: `Applies the stacks of ${member.name}`,
      trust,
      maxSessionDuration: applySeconds,
      statements: [...member.applyStatements(accountId), ...(state ? statePermissions(accountId, state) : [])],
    }).arn;
  }
}

function trustOf({ member, providers }: TerraformRolesProps, phase: Phase) {
  const { name, state, repository, namesakes } = member;
  if (state.backend === "s3" && repository !== undefined) {
    const environments = [phase === "plan" ? planEnvironment(name) : name];
    return githubTrust(providers.githubArn, subjectsOf({ repository, environments }));
  }
  if (state.backend !== "cloud") return undefined;
  const hostname = cloudHost(state);
  const { organization, project, workspacePrefix } = state;
  const workspacesOf = (environment: string) => `${workspacePrefix}-${environment}-*`;
  return terraformCloudTrust({
    providerArn: providers.terraformCloudArn(hostname),
    hostname,
    runs: { organization, project, workspaces: [workspacesOf(name)], except: namesakes.map(workspacesOf), phase },
  });
}

function stateOf({ name, state, namesakes }: AccountMember): StateScope | undefined {
  if (state.backend !== "s3") return undefined;
  const { bucket, region } = state;
  const stacksOf = (environment: string) => `${environment}-*`;
  const keyAlias = `alias/${bucket}`;
  return { bucket, region, keyAlias, stacks: [stacksOf(name)], except: namesakes.map(stacksOf) };
}
