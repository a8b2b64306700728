import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App } from "cdktf";
import { Construct } from "constructs";
import { TestStack } from "../synth";

class LayoutStack extends TestStack {
  override providerIn(region: string) {
    return super.providerIn(region);
  }
}

/**
 * Two layouts of the same resources: image registry and GitHub's identity beside the alarms, as they once were, and in a
 * stack of their own. One of each type that such a move concerns, and repositories in two regions.
 */
export function synthesizeLayout(layout: "together" | "apart", outdir: string): void {
  const app = new App({ outdir });
  const operations = new LayoutStack(app, "test-operations");
  new SnsTopic(operations, "alarms", { name: "alarms" });
  const delivery = layout === "together" ? operations : new LayoutStack(app, "test-delivery");
  addRegistry(delivery);
  addPushRole(delivery);
  app.synth();
}

function addRegistry(stack: LayoutStack): void {
  const untagged = { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 };
  const policy = JSON.stringify({ rules: [{ rulePriority: 1, selection: untagged, action: { type: "expire" } }] });
  for (const region of ["us-east-1", "us-west-2"]) {
    const provider = stack.providerIn(region);
    const scope = new Construct(stack, region);
    const id = provider ? "auth_service_replica" : "auth_service";
    const lifecycle = { preventDestroy: true };
    const { name: repository } = new EcrRepository(scope, id, { provider, name: "auth-service", lifecycle });
    new EcrLifecyclePolicy(new Construct(scope, "policy"), id, { provider, repository, policy });
  }
  const rule = [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilter: [{ filter: "*", filterType: "WILDCARD" }] }];
  new EcrRegistryScanningConfiguration(stack, "registry", { scanType: "BASIC", rule });
  const destination = [{ region: "us-west-2", registryId: "123456789012" }];
  const replicationConfiguration = { rule: [{ destination }] };
  new EcrReplicationConfiguration(new Construct(stack, "replication"), "registry", { replicationConfiguration });
}

function addPushRole(stack: LayoutStack): void {
  const url = "https://token.actions.githubusercontent.com";
  const { arn } = new IamOpenidConnectProvider(stack, "github", { url, clientIdList: ["sts.amazonaws.com"] });
  const allow = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  const assumeRolePolicy = allow({ Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: arn } });
  const role = new IamRole(stack, "github_images", { name: "github-images", assumeRolePolicy });
  new IamRolePolicy(new Construct(stack, "inline"), "github_images", {
    name: "permissions",
    role: role.id,
    policy: allow({ Action: "ecr:GetAuthorizationToken", Resource: "*" }),
  });
  const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  new IamRolePolicyAttachment(stack, "github_images_read_only", { role: role.name, policyArn });
}
