import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Toolchain, terraformEnvironment } from "./toolchain";
import type { TerraformJson } from "./workspace";

type Attributes = Record<string, unknown>;

const account = "111122223333";

/**
 * Values for computed attributes that the provider or another resource checks the form of. ARNs are found in the
 * provider's schema; what else has a form stands here.
 */
const resourceDefaults: Record<string, Attributes> = {
  aws_acm_certificate: {
    domain_validation_options: [
      {
        domain_name: "mock.example.com",
        resource_record_name: "_mock.example.com",
        resource_record_type: "CNAME",
        resource_record_value: "_mock.acm-validations.aws",
      },
    ],
  },
  aws_eks_cluster: { certificate_authority: [{ data: Buffer.from("mock").toString("base64") }] },
  aws_eks_node_group: {
    resources: [{ autoscaling_groups: [{ name: "eks-mock" }], remote_access_security_group_id: "" }],
  },
  aws_launch_template: { id: "lt-0123456789abcdef0" },
};

/** The same for providers other than AWS. */
const otherMocks: Record<string, Attributes> = {
  tfe: { mock_resource: { tfe_workspace: { defaults: { id: "ws-0123456789ABCDEF" } } } },
};

const dataDefaults: Record<string, Attributes> = {
  aws_caller_identity: { account_id: account },
  aws_iam_policy_document: { json: JSON.stringify({ Version: "2012-10-17", Statement: [] }) },
  aws_eks_addon_version: { version: "v1.0.0-eksbuild.1" },
  // Whatever key a stack reads from a secret is there.
  aws_secretsmanager_secret_version: {
    secret_string: JSON.stringify({
      username: "mock",
      password: "mock",
      auth_token: "mock-token-of-32-characters-long",
    }),
  },
};

/** `mock_provider` blocks for every provider of a stack, so that a plan and an apply need no credentials. */
export function mockProviders(toolchain: Toolchain, config: TerraformJson): Record<string, Attributes[]> {
  const arns = arnAttributes(toolchain);
  const mocks = (blocks: Record<string, unknown> = {}, known: Record<string, Attributes>) =>
    Object.fromEntries(
      ofAws(blocks).map((type) => {
        const arnDefaults = Object.fromEntries((arns[type] ?? []).map((name) => [name, mockArn(type)]));
        return [type, { defaults: { ...arnDefaults, ...known[type] } }];
      }),
    );
  // A JSON block without a label is an error, so kinds that the stack has none of are left out.
  const mock = {
    ...(ofAws(config.resource).length > 0 && { mock_resource: mocks(config.resource, resourceDefaults) }),
    ...(ofAws(config.data).length > 0 && { mock_data: mocks(config.data, dataDefaults) }),
  };
  return Object.fromEntries(
    Object.entries(config.provider).map(([name, blocks]) => [
      name,
      blocks.map(({ alias }) => ({ alias, ...(name === "aws" ? mock : otherMocks[name]) })),
    ]),
  );
}

function ofAws(blocks: Record<string, unknown> = {}): string[] {
  return Object.keys(blocks).filter((type) => type.startsWith("aws_"));
}

/** `aws_iam_role` → `arn:aws:iam:us-east-1:111122223333:role/mock`. */
function mockArn(type: string): string {
  const [, service, ...resource] = type.split("_");
  return `arn:aws:${service}:us-east-1:${account}:${resource.join("-") || service}/mock`;
}

/** Computed attributes per resource type that hold an ARN, from the provider's schema; kept beside the provider. */
function arnAttributes({ terraform, providers }: Toolchain): Record<string, string[]> {
  if (!terraform || !providers.aws) return {};
  const folder = path.resolve(providers.aws.pluginDir, "..", "..");
  const file = path.join(folder, `arns-${providers.aws.version}.json`);
  if (!fs.existsSync(file)) {
    const options = {
      cwd: folder,
      env: terraformEnvironment(),
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
    } as const;
    const { stdout, stderr, status } = spawnSync(terraform, ["providers", "schema", "-json"], options);
    if (status !== 0) throw new Error(`terraform providers schema failed: ${stderr}`);
    fs.writeFileSync(file, JSON.stringify(readArnAttributes(JSON.parse(stdout))));
  }
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

interface ProviderSchemas {
  readonly provider_schemas: Record<
    string,
    Record<
      "resource_schemas" | "data_source_schemas",
      Record<string, { block: { attributes?: Record<string, Attributes> } }>
    >
  >;
}

function readArnAttributes({ provider_schemas: schemas }: ProviderSchemas): Record<string, string[]> {
  const types = Object.values(schemas).flatMap((provider) => [
    ...Object.entries(provider.data_source_schemas),
    ...Object.entries(provider.resource_schemas),
  ]);
  return Object.fromEntries(
    types.map(([type, { block }]) => [
      type,
      Object.entries(block.attributes ?? {})
        .filter(([name, { computed, type: kind }]) => computed && kind === "string" && /(^|_)arn$/.test(name))
        .map(([name]) => name),
    ]),
  );
}
