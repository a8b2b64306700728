import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { problemsWith } from "../../support/problems";

const withNamespace = (change: object, name = "payments") => problemsWith({ namespaces: { [name]: change } });

test("what the document leaves open has defaults", () => {
  const [environment] = loadEnvironments([production]);
  expect(environment?.namespaces.staging).toEqual({
    quota: {
      "requests.cpu": "20",
      "requests.memory": "40Gi",
      persistentvolumeclaims: "10",
      "services.loadbalancers": "0",
    },
    containerDefaults: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    databaseAccess: false,
    httpsEgress: [],
  });
});

describe("namespaces", () => {
  test.each([
    "Payments",
    "pay_ments",
    "-payments",
    "kube-payments",
    "default",
    "istio-system",
    "monitoring",
    "argocd",
  ])("a namespace called %s", (name) => {
    expect(withNamespace({}, name)).toEqual([
      expect.objectContaining({
        allowed: "1-63 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
        fix: expect.stringMatching(/^rename the namespace; kube-\* and default, istio-system, .* are taken$/),
      }),
    ]);
  });

  test.each([
    [{ quota: { "requests.cpu": "many" } }, 'quota["requests.cpu"]', "a Kubernetes quantity of at least 0"],
    [{ quota: { "requests.cpu": "-1" } }, 'quota["requests.cpu"]', "a Kubernetes quantity of at least 0"],
    [{ quota: { "requests.cpu": "-0" } }, 'quota["requests.cpu"]', "a Kubernetes quantity of at least 0"],
    [{ quota: { "requests.cpu": "0e999999999" } }, 'quota["requests.cpu"]', "a Kubernetes quantity of at least 0"],
    [{ quota: { "requests.memory": "8Ei" } }, 'quota["requests.memory"]', "a Kubernetes quantity of at least 0"],
    [{ quota: { "Requests CPU": "1" } }, 'quota["Requests CPU"]', "a resource that quotas count"],
    [{ httpsEgress: ["203.0.113.0/024"] }, "httpsEgress[0]", "without leading zeros"],
    [{ httpsEgress: ["203.0.113.7"] }, "httpsEgress[0]", "an IPv4 network in CIDR notation"],
    [{ quotas: {} }, "quotas", "only quota, containerDefaults, databaseAccess, httpsEgress"],
  ])("%j", (change, path, allowed) => {
    expect(withNamespace(change)).toEqual([
      expect.objectContaining({
        path: `production.namespaces.payments.${path}`,
        allowed: expect.stringContaining(allowed),
      }),
    ]);
  });

  test.each([
    ["auth-service", "services"],
    ["nosuch.thing", "secrets"],
    ["request.cpu", "requests.cpu"],
    ["loadbalancers", "services.loadbalancers"],
    ["count/deployments", "count/deployments.apps"],
    ["count/pod", "count/pods"],
    ["nvidia.com/gpu", "requests.nvidia.com/gpu"],
    ["limits.nvidia.com/gpu", "requests.nvidia.com/gpu"],
    ["requests.kubernetes.io/gpu", expect.any(String)],
    ["gp3.storageclass.storage.k8s.io/limits.storage", expect.any(String)],
    [`count/${"a".repeat(60)}.example.com`, expect.any(String)],
  ])("a quota on %s, where %s is nearest", (resource, closest) => {
    const [problem, ...others] = withNamespace({ quota: { [resource]: "4" } });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: expect.stringContaining(resource),
      allowed:
        "a resource that quotas count, such as requests.cpu, pods, count/deployments.apps or requests.nvidia.com/gpu",
    });
    const [, named] = /^write (\S+), which is the nearest, or another of https:\/\//.exec(problem?.fix ?? "") ?? [];
    expect(named).toEqual(closest);
  });

  test.each([
    "cpu",
    "limits.ephemeral-storage",
    "services.nodeports",
    "hugepages-2Mi",
    "requests.hugepages-1Gi",
    "count/serviceaccounts",
    "count/jobs.batch",
    "count/virtualservices.networking.istio.io",
    "requests.nvidia.com/gpu",
    "gp3.storageclass.storage.k8s.io/requests.storage",
    "gp3.storageclass.storage.k8s.io/persistentvolumeclaims",
    "gpu.example.com.deviceclass.resource.k8s.io/devices",
  ])("a quota on %s is one", (resource) => {
    expect(withNamespace({ quota: { [resource]: "4" } })).toEqual([]);
  });

  test.each(["pods", "count/jobs.batch", "services.loadbalancers"])("half of %s", (resource) => {
    expect(withNamespace({ quota: { [resource]: "500m" } })).toEqual([
      {
        path: expect.stringContaining("production.namespaces.payments.quota"),
        value: "500m",
        allowed: "a whole number, such as 10",
        fix: "count whole objects",
      },
    ]);
  });

  test("limits below requests", () => {
    const containerDefaults = { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "500m", memory: "1Gi" } };
    expect(withNamespace({ containerDefaults })).toEqual([
      {
        path: "production.namespaces.payments.containerDefaults.limits.cpu",
        value: "500m",
        allowed: "at least the request, 1",
        fix: "raise the limit, or lower the request",
      },
    ]);
  });
});

describe("gitops", () => {
  test.each([
    "deployments",
    "http://github.com/techally/deployments",
    "https://token@github.com/techally/deployments",
    "https://github.com",
    "https:///deployments",
    "https://github.com/a\u0000b",
  ])("%s is no repository", (repository) => {
    expect(problemsWith({ gitops: { repository } })).toEqual([
      expect.objectContaining({
        path: "production.gitops.repository",
        allowed: expect.stringContaining("a Git repository such as"),
        fix: "write the address that git clone takes, without credentials",
      }),
    ]);
  });

  test.each([
    "https://github.com/techally/deployments.git",
    "git@github.com:techally/deployments.git",
    "ssh://git@gitea:2222/techally/deployments",
  ])("%s is one", (repository) => {
    expect(problemsWith({ gitops: { repository } })).toEqual([]);
  });

  const repository = "https://github.com/techally/deployments.git";
  test.each(["/apps", "../apps", "apps/../..", "apps//a", "apps/", "a\nb", ""])("%j is no folder of it", (path) => {
    expect(problemsWith({ gitops: { repository, path } })).toEqual([
      {
        path: "production.gitops.path",
        value: path,
        allowed: "a folder of the repository such as apps/production, or . for all of it",
        fix: "write it from the repository's root, without a / at either end and without ..",
      },
    ]);
  });

  test.each(["-x", " ", "a\nb", "\u202e", ""])("%j is no revision", (revision) => {
    expect(problemsWith({ gitops: { repository, revision } })).toEqual([
      {
        path: "production.gitops.revision",
        value: revision,
        allowed: "a branch, tag or commit such as main, or a range of versions such as >=1.0.0 <2.0.0",
        fix: "use a name that git knows, without control characters",
      },
    ]);
  });

  test.each([
    [".", "release/2"],
    ["my apps/.config", ">=1.0.0 <2.0.0"],
  ])("folder %s at %s", (path, revision) => {
    expect(problemsWith({ gitops: { repository, path, revision } })).toEqual([]);
  });
});
