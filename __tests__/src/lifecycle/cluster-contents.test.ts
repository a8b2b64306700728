import { ClusterContents } from "../../../src/lifecycle/cluster-contents";
import { Kubernetes } from "../../../src/lifecycle/kubernetes";
import { type Answer, Failure, FakeMachine } from "../../support/fake-machine";

const kubectl = "kubectl --kubeconfig file";
const wait = "--ignore-not-found --wait --timeout=10m";
const object = (name: string, namespace?: string, spec?: object) => ({ metadata: { name, namespace }, spec });
const list = (...items: readonly object[]) => ({ items });

const api = (name: string, status: string) => ({
  ...object(name, undefined, { service: { name: "metrics-server" } }),
  status: { conditions: [{ type: "Available", status }] },
});
const local = { ...object("v1.apps"), status: { conditions: [{ type: "Available", status: "True" }] } };

function contents(answers: Readonly<Record<string, Answer | (() => Answer)>>) {
  const machine = new FakeMachine({
    [`${kubectl} get `]: list(),
    ...Object.fromEntries(Object.entries(answers).map(([command, answer]) => [`${kubectl} ${command}`, answer])),
  });
  return { machine, contents: new ClusterContents(new Kubernetes(machine, "acme", "file")) };
}

const deletions = (machine: FakeMachine) =>
  machine.callsOf(`${kubectl} delete`).map((call) => call.slice(`${kubectl} delete `.length).replace(` ${wait}`, ""));

const kinds = [
  "pods",
  "applications.argoproj.io",
  "applicationsets.argoproj.io",
  "elasticsearches.elasticsearch.k8s.elastic.co",
  "kibanas.kibana.k8s.elastic.co",
  "externalsecrets.external-secrets.io",
  "clusterexternalsecrets.external-secrets.io",
  "secretstores.external-secrets.io",
  "backups.velero.io",
  "restores.velero.io",
  "prometheuses.monitoring.coreos.com",
  "servicemonitors.monitoring.coreos.com",
].join("\n");

describe("before the services go", () => {
  test("Argo CD finishes its applications, and what makes more of them goes first", () => {
    const one = list(object("root", "argocd"));
    const { machine, contents: cluster } = contents({
      "api-resources": kinds,
      "get applicationsets.argoproj.io": one,
      "get applications.argoproj.io": one,
    });
    cluster.beforeWorkloads(true);
    expect(deletions(machine)).toEqual([
      "applicationsets.argoproj.io --all --all-namespaces",
      "applications.argoproj.io --all --all-namespaces",
    ]);
  });

  test("without the platform, Argo CD stays with what it deploys", () => {
    const { machine, contents: cluster } = contents({
      "get apiservices": list(local, api("v1beta1.metrics.k8s.io", "True")),
    });
    cluster.beforeWorkloads(false);
    expect(deletions(machine)).toEqual([]);
  });

  test("an aggregated API without a server is waited for", () => {
    let asked = 0;
    const { machine, contents: cluster } = contents({
      "get apiservices": () => list(local, api("v1beta1.metrics.k8s.io", ++asked > 2 ? "True" : "False")),
    });
    cluster.beforeWorkloads(false);
    expect(machine.said).toEqual([
      "waiting: acme has APIs without a server, so that no namespace could be deleted: v1beta1.metrics.k8s.io",
    ]);
  });

  test("if none comes, the API is an error, or goes when the platform goes", () => {
    const dead = { "get apiservices": list(local, api("v1beta1.metrics.k8s.io", "False")), "api-resources": "pods" };
    expect(() => contents(dead).contents.beforeWorkloads(false)).toThrow(
      "after 10 minutes: acme has APIs without a server, so that no namespace could be deleted: v1beta1.metrics.k8s.io",
    );
    const { machine, contents: cluster } = contents(dead);
    cluster.beforeWorkloads(true);
    expect(deletions(machine)).toEqual(["apiservice v1beta1.metrics.k8s.io"]);
  });
});

describe("before the controllers go", () => {
  test("each finishes what carries its finalizers; Elasticsearch goes after what writes to it, backups stay", () => {
    const one = list(object("it", "somewhere"));
    const all = kinds.split("\n").map((kind) => [`get ${kind} `, one]);
    const { machine, contents: cluster } = contents({
      "api-resources": kinds,
      ...Object.fromEntries(all),
      "get services": list(
        object("gateway", "istio-ingress", { type: "NodePort" }),
        object("shop", "demo", { type: "LoadBalancer" }),
      ),
      "get apiservices": list(local, api("v1beta1.metrics.k8s.io", "True")),
    });
    cluster.beforePlatform();
    expect(deletions(machine)).toEqual([
      "applicationsets.argoproj.io --all --all-namespaces",
      "applications.argoproj.io --all --all-namespaces",
      "externalsecrets.external-secrets.io --all --all-namespaces",
      "clusterexternalsecrets.external-secrets.io --all --all-namespaces",
      "restores.velero.io --all --all-namespaces",
      "kibanas.kibana.k8s.elastic.co --all --all-namespaces",
      "elasticsearches.elasticsearch.k8s.elastic.co --all --all-namespaces",
      "prometheuses.monitoring.coreos.com --all --all-namespaces",
      "service shop --namespace demo",
      "apiservice v1beta1.metrics.k8s.io",
    ]);
  });

  test("what is not finished stops everything, with kubectl's words", () => {
    const { contents: cluster } = contents({
      "api-resources": "restores.velero.io",
      "get restores.velero.io": list(object("drill", "velero")),
      "delete restores.velero.io": new Failure("error: timed out waiting for the condition"),
    });
    expect(() => cluster.beforePlatform()).toThrow(/^kubectl delete restores\.velero\.io .+ in acme: error: timed out/);
  });
});

describe("before the cluster goes", () => {
  test("namespaces that people made and claims go, and their volumes are waited for", () => {
    let asked = 0;
    const volumes = [object("pv-1", undefined, { persistentVolumeReclaimPolicy: "Delete" })];
    const kept = object("pv-2", undefined, { persistentVolumeReclaimPolicy: "Retain" });
    const { machine, contents: cluster } = contents({
      "get namespaces": list(object("default"), object("kube-system"), object("playground")),
      "get persistentvolumeclaims": list(object("data", "default")),
      "get persistentvolumes ": () => list(...(++asked > 1 ? [] : volumes), kept),
    });
    cluster.beforeCluster();
    expect(deletions(machine)).toEqual(["namespace playground", "persistentvolumeclaim data --namespace default"]);
    expect(machine.waited).toBe(15);
  });

  test("volumes that are not deleted are said, and listed at the end", () => {
    const { machine, contents: cluster } = contents({
      "get persistentvolumes ": list(object("pv-1", undefined, { persistentVolumeReclaimPolicy: "Delete" })),
    });
    cluster.beforeCluster();
    expect(machine.said.at(-1)).toContain("acme still deletes volumes: pv-1; they are listed at the end");
  });
});
