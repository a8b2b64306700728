import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { ChartRelease, type ChartReleaseProps } from "../../../modules/platform/chart-release";
import { helmValues } from "../../support/helm-values";
import { synthConstruct, type TestStack } from "../../support/synth";

const source = { chart: "web", version: "1.2.3", repository: "https://charts.test", namespace: "apps" };

function synth(props: (stack: TestStack) => Partial<ChartReleaseProps> = () => ({})) {
  return synthConstruct((stack) => {
    new HelmProvider(stack, "helm");
    new ChartRelease(stack, "release", { name: "my-web", source, values: { replicas: 2 }, ...props(stack) });
  });
}

test("a pinned chart, installed whole or not at all", () => {
  expect(synth().text).toHaveResourceWithProperties(Release, {
    name: "my-web",
    chart: "web",
    version: "1.2.3",
    repository: "https://charts.test",
    namespace: "apps",
    create_namespace: false,
    atomic: true,
    cleanup_on_fail: true,
    wait: true,
    wait_for_jobs: true,
    timeout: 900,
    max_history: 10,
    values: ['{"replicas":2}'],
  });
});

test("its address is its name", () => {
  expect(synth().addresses).toEqual(["helm_release.my_web"]);
});

test("timeout and prerequisites are passed on", () => {
  const stack = synth((scope) => ({ timeout: 60, dependsOn: [new Vpc(scope, "main", {})] }));
  expect(stack.resource("helm_release", "my_web")).toMatchObject({ timeout: 60, depends_on: ["aws_vpc.main"] });
});

test("without prerequisites there is no depends_on", () => {
  expect(synth().resource("helm_release", "my_web")).not.toHaveProperty("depends_on");
});

test("signs of Terraform's templates reach Helm as they are, at any depth", () => {
  const values = { env: [{ name: "${HOME}" }], pattern: "%{+YYYY}", plain: "100%" };
  const stack = synth(() => ({ values }));
  expect(stack.resource("helm_release", "my_web").values).toEqual([
    '{"env":[{"name":"$${HOME}"}],"pattern":"%%{+YYYY}","plain":"100%"}',
  ]);
  expect(helmValues(stack, "my_web")).toEqual(values);
});

test("values that Terraform fills in stay references", () => {
  const stack = synth((scope) => ({ values: { vpc: new Vpc(scope, "main", {}).id, prefix: "etcd" } }));
  expect(stack.resource("helm_release", "my_web").values).toEqual(['{"vpc":"${aws_vpc.main.id}","prefix":"etcd"}']);
});

test("null takes a chart's default away, and undefined leaves it", () => {
  const stack = synth(() => ({ values: { gone: null, kept: undefined } }));
  expect(stack.resource("helm_release", "my_web").values).toEqual(['{"gone":null}']);
});
