import { type Machine, until } from "./programs";

/** An object as far as it is read here. */
export interface KubernetesObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly type?: string;
    readonly service?: object;
    readonly persistentVolumeReclaimPolicy?: string;
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const deleteMinutes = 10;

/** Talks to one cluster's API through kubectl. */
export class Kubernetes {
  constructor(
    private readonly machine: Machine,
    private readonly cluster: string,
    private readonly kubeconfig: string,
  ) {}

  /** Tells the person, or the log. */
  say(line: string): void {
    this.machine.say(`${this.cluster}: ${line}`);
  }

  /** Objects of a kind in all namespaces. */
  list(kind: string): KubernetesObject[] {
    return (JSON.parse(this.run("get", kind, "--all-namespaces", "--output", "json")) as { items: KubernetesObject[] })
      .items;
  }

  /** Kinds that can be deleted, with the group of those that are none of Kubernetes' own: `restores.velero.io`. */
  kinds(): string[] {
    return this.run("api-resources", "--verbs=delete", "--output", "name").split("\n").filter(Boolean);
  }

  /** Deletes all objects of some kinds, and waits for the controllers that finish them. */
  deleteAll(kinds: readonly string[]): void {
    for (const kind of kinds) {
      if (this.list(kind).length === 0) continue;
      this.say(`deletes all ${kind}`);
      this.delete(kind, "--all", "--all-namespaces");
    }
  }

  /** Deletes objects one by one, and waits until they are gone. */
  deleteEach(kind: string, objects: readonly KubernetesObject[]): void {
    for (const { metadata } of objects) {
      const place = metadata.namespace === undefined ? [] : ["--namespace", metadata.namespace];
      this.say(`deletes ${kind} ${[metadata.namespace, metadata.name].filter(Boolean).join("/")}`);
      this.delete(kind, metadata.name, ...place);
    }
  }

  /** Aggregated APIs whose server does not answer: while there is one, no namespace can be deleted. */
  deadApis(): KubernetesObject[] {
    const isAvailable = ({ status }: KubernetesObject) =>
      status?.conditions?.some(({ type, status: value }) => type === "Available" && value === "True");
    return this.aggregatedApis().filter((api) => !isAvailable(api));
  }

  /** APIs that a server in the cluster answers, not the control plane. */
  aggregatedApis(): KubernetesObject[] {
    return this.list("apiservices").filter(({ spec }) => spec?.service !== undefined);
  }

  /** @throws Error that names what was waited for. */
  waitUntilNone(what: string, find: () => readonly KubernetesObject[]): void {
    const step = () => {
      const names = find().map(({ metadata }) => metadata.name);
      return names.length === 0 ? undefined : `${this.cluster} ${what}: ${names.join(", ")}`;
    };
    until(this.machine, [step], { minutes: deleteMinutes, seconds: 15 });
  }

  private delete(kind: string, ...args: readonly string[]): void {
    this.run("delete", kind, ...args, "--ignore-not-found", "--wait", `--timeout=${deleteMinutes}m`);
  }

  private run(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.machine.run("kubectl", ["--kubeconfig", this.kubeconfig, ...args]);
    // With an aggregated API that does not answer, kubectl lists the kinds of all others and fails.
    if (status === 0 || (args[0] === "api-resources" && stdout !== "")) return stdout;
    throw new Error(`kubectl ${args.join(" ")} in ${this.cluster}: ${stderr.trim() || `it ended with ${status}`}`);
  }
}
