import { bucketKinds } from "../../../../src/config/values/bucket-kinds";
import { production } from "../../../fixtures/environments/production";
import { staging } from "../../../fixtures/environments/staging";
import { synthEnvironment, synthProduction } from "../../../support/changed-environments";
import { fixtureOutput } from "../../../support/output-folder";
import { fixtureStack, stackDependencies } from "../../../support/stack-json";
import { manifestOf, productionWorkloads } from "../../../support/workloads";

const service = (change: object) => ({ image: { tag: "v1.0.0" }, ports: { http: 3002 }, ...change });

test("services of a namespace share a secret, with every key that one of them uses", () => {
  const reference = (key: string) => ({ VALUE: { secret: "database-credentials", key } });
  const stack = productionWorkloads({
    services: { web: service({ secrets: reference("host") }), api: service({ secrets: reference("port") }) },
  });
  const { spec } = manifestOf(stack, "production_database_credentials") as { spec: { data: { secretKey: string }[] } };
  expect(spec.data.map(({ secretKey }) => secretKey)).toEqual(["host", "port", "url"]);
});

test("a service waits for its own secrets and no others", () => {
  const stack = productionWorkloads({ services: { web: service({}) } });
  const waitsFor = (name: string) => stack.resource("kubernetes_deployment_v1", name).depends_on as string[];
  expect(waitsFor("web").filter((address) => address.startsWith("kubernetes_manifest."))).toEqual([]);
  expect(waitsFor("auth_service")).toEqual(
    expect.arrayContaining([
      "kubernetes_manifest.production_database_credentials",
      "kubernetes_manifest.production_auth_secrets",
    ]),
  );
});

const both = ["production-workloads", "production-dr-workloads"];

test("a secret of the environment's own carries its prefix in both regions", () => {
  const stacks = synthProduction(
    {
      secrets: { stripe: ["api-key"] },
      services: { web: service({ secrets: { KEY: { secret: "stripe", key: "api-key" } } }) },
    },
    both,
  );
  for (const name of both) {
    const stack = stacks[name];
    if (!stack) throw new Error(`${name} is missing`);
    expect(manifestOf(stack, "production_stripe")).toMatchObject({
      spec: { data: [{ remoteRef: { key: "techally/stripe", property: "api-key" } }] },
    });
  }
});

test("an image may come from another registry and repository", () => {
  const image = { registry: "ghcr.io", repository: "techally/orders", tag: "v3" };
  const stack = productionWorkloads({ services: { web: service({ image }) } });
  expect(stack.text).toContain('"image":"ghcr.io/techally/orders:v3"');
});

test("what a service names is what the region that it runs in has under that name", () => {
  const stacks = synthProduction(
    {
      storage: { bucketSuffix: "7f3a" },
      secrets: { stripe: ["api-key"] },
      services: {
        orders: service({
          buckets: { MEDIA_BUCKET: "media" },
          permissions: [
            { actions: ["s3:GetObject", "s3:ListBucket"], bucket: "media" },
            { actions: ["secretsmanager:GetSecretValue"], secret: "database-credentials" },
            { actions: ["secretsmanager:GetSecretValue"], secret: "stripe" },
            { actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:*:*:parameter/techally/*"] },
          ],
        }),
      },
    },
    both,
  );
  const read = (name: string) => {
    const statements = stacks[name]?.data("aws_iam_policy_document", "orders_permissions").statement;
    return (statements as { resources: string[] }[]).map(({ resources }) => resources);
  };
  const secrets = (region: string) =>
    `arn:aws:secretsmanager:${region}:\${data.aws_caller_identity.current.account_id}:secret`;
  const parameters = ["arn:aws:ssm:*:*:parameter/techally/*"];
  expect(read("production-workloads")).toEqual([
    ["arn:aws:s3:::techally-media-7f3a", "arn:aws:s3:::techally-media-7f3a/*"],
    [`${secrets("us-east-1")}:techally/database-credentials-??????`],
    [`${secrets("us-east-1")}:techally/stripe-??????`],
    parameters,
  ]);
  expect(read("production-dr-workloads")).toEqual([
    ["arn:aws:s3:::techally-dr-media-7f3a", "arn:aws:s3:::techally-dr-media-7f3a/*"],
    [`${secrets("us-west-2")}:techally-dr/database-credentials-??????`],
    [`${secrets("us-west-2")}:techally/stripe-??????`],
    parameters,
  ]);
  expect(stacks["production-workloads"]?.text).toContain('"name":"MEDIA_BUCKET","value":"techally-media-7f3a"');
  expect(stacks["production-dr-workloads"]?.text).toContain('"name":"MEDIA_BUCKET","value":"techally-dr-media-7f3a"');
});

test("the buckets that services name are the storage stacks'", () => {
  const stacks = synthProduction(
    { services: { web: service({ buckets: Object.fromEntries(bucketKinds.map((kind, n) => [`B${n}`, kind])) }) } },
    ["production-storage", "production-workloads"],
  );
  const storage = stacks["production-storage"];
  const names = storage?.names("aws_s3_bucket").map((name) => storage.resource("aws_s3_bucket", name).bucket) ?? [];
  expect(names).toHaveLength(bucketKinds.length);
  for (const name of names) expect(stacks["production-workloads"]?.text).toContain(`"value":"${name}"`);
});

test("pods pull from the registry of their own region, or from the one that is named", () => {
  const images = (change: object) => {
    const text = JSON.stringify(staging).replaceAll("us-east-1", "eu-central-1");
    const input = { ...JSON.parse(text), state: { backend: "local" }, ...change };
    return synthEnvironment(
      input,
      "workloads",
    )("workloads").text.match(/[\w-]+\.amazonaws\.com\/auth-service:v1\.0\.0/g);
  };
  expect(images({})).toEqual(["eu-central-1.amazonaws.com/auth-service:v1.0.0"]);
  expect(images({ delivery: { registryRegion: "us-west-2" } })).toEqual([
    "us-west-2.amazonaws.com/auth-service:v1.0.0",
  ]);
});

test("an active standby has production's pods", () => {
  const stacks = synthProduction({ disasterRecovery: { posture: "active" } }, both);
  const pods = (name: string) => [
    stacks[name]?.resource("kubernetes_horizontal_pod_autoscaler_v2", "auth_service_hpa"),
    stacks[name]?.resource("kubernetes_pod_disruption_budget_v1", "auth_service"),
  ];
  expect(pods("production-dr-workloads")).toEqual(pods("production-workloads"));
});

test("both regions have the same objects", () => {
  expect(fixtureStack("production-dr-workloads").addresses).toEqual(fixtureStack("production-workloads").addresses);
});

test("a service may live in another namespace, with that namespace's gateway and without the databases", () => {
  const route = { hosts: ["techally.com"], prefix: "/api/preview" };
  const stack = productionWorkloads({ services: { preview: service({ namespace: "staging", route }) } });
  expect(manifestOf(stack, "staging_gateway")).toMatchObject({
    metadata: { name: "techally-gateway", namespace: "staging" },
    spec: { servers: [{ hosts: ["techally.com"] }] },
  });
  expect(stack.names("kubernetes_network_policy_v1")).not.toContain("staging_allow_databases");
});

test.each([
  "production",
  "production-dr",
  "staging",
  "development",
])("%s-workloads come after cluster and data", (site) => {
  expect(stackDependencies(fixtureOutput())[`${site}-workloads`]).toEqual(
    expect.arrayContaining([`${site}-cluster`, `${site}-data`]),
  );
});

test("the documented service is written out in production's file", () => {
  expect(Object.keys(production.services ?? {})).toEqual(["auth-service"]);
});

test("an environment with a repository has a project and its root application, one without has neither", () => {
  const repository = "https://github.com/techally/deployments.git";
  const names = ["techally_app_project", "techally_root_application"];
  expect(productionWorkloads({ gitops: { repository } }).names("kubernetes_manifest")).toEqual(
    expect.arrayContaining(names),
  );
  const without = productionWorkloads({}).names("kubernetes_manifest");
  expect(without.filter((name) => names.includes(name))).toEqual([]);
});
