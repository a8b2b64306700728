import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { Construct } from "constructs";
import { boundRoles } from "../../modules/identity/permissions-boundary";
import type { StateSettings } from "../config/sections/state";
import { AddressedStack } from "./addressed-stack";

/** What every stack needs to know. */
export interface BaseStackProps {
  /** Value of the `Environment` tag. */
  readonly environment: string;
  /** Region of the default AWS provider. */
  readonly region: string;
  /** Tags of every resource, as provider `default_tags`, without `Environment`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where the stack's state lives. */
  readonly state: StateSettings;
  /**
   * The AWS account that the stack may touch.
   * @default - the account of the credentials in use
   */
  readonly accountId?: string;
  /**
   * Name of the policy in the account that bounds what the stack's IAM roles can do
   * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
   * @default - none: the roles' own policies alone count
   */
  readonly permissionsBoundary?: string;
}

/** A stack with the AWS provider and the common tags. */
export abstract class BaseStack extends AddressedStack {
  /** Value of the `Environment` tag. */
  readonly environment: string;
  private readonly defaultTags: Readonly<Record<string, string>>;
  private readonly accountId: string | undefined;
  private readonly homeRegion: string;
  private readonly providers = new Map<string, AwsProvider>();
  private readonly permissionsBoundary: string | undefined;
  private caller: DataAwsCallerIdentity | undefined;

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id, props.state);
    this.environment = props.environment;
    this.defaultTags = { ...props.tags, Environment: props.environment };
    this.accountId = props.accountId;
    this.homeRegion = props.region;
    this.permissionsBoundary = props.permissionsBoundary;
    this.requireProvider("aws");
    this.addAwsProvider("aws", props.region);
  }

  /** Id of the AWS account that the stack is applied to, which Terraform reads when it plans. */
  protected get callerAccountId(): string {
    this.caller ??= new DataAwsCallerIdentity(this, "current");
    return this.caller.accountId;
  }

  /**
   * The AWS provider of a region, one for each; `undefined` for the stack's own region, whose provider is the default.
   *
   * @param alias - what the first call names the provider in Terraform; `us_west_2` for us-west-2 unless given
   */
  protected providerIn(region: string, alias: string = region.replaceAll("-", "_")): AwsProvider | undefined {
    if (region === this.homeRegion) return undefined;
    const provider = this.providers.get(region) ?? this.addAwsProvider(`aws_${alias}`, region, alias);
    this.providers.set(region, provider);
    return provider;
  }

  /** The provider of passwords and other random values. */
  protected addRandomProvider(): void {
    this.requireProvider("random");
    new RandomProvider(this, "random");
  }

  private addAwsProvider(id: string, region: string, alias?: string): AwsProvider {
    return new AwsProvider(this, id, {
      alias,
      region,
      allowedAccountIds: this.accountId === undefined ? undefined : [this.accountId],
      defaultTags: [{ tags: { ...this.defaultTags } }],
    });
  }

  override prepareStack(): void {
    const { permissionsBoundary } = this;
    // Here, and not in each construct: a role that somebody adds later is bounded without being told.
    if (permissionsBoundary !== undefined) {
      boundRoles(this, () => `arn:aws:iam::${this.callerAccountId}:policy/${permissionsBoundary}`);
    }
    super.prepareStack();
  }
}
