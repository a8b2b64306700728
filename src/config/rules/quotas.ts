import { sidecarLimits, sidecarRequests } from "../../contracts";
import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import type { NamespacesSection } from "../sections/namespaces";
import { formatBytes, formatCores, parseQuantity } from "../values/quantity";
import { type NamedService, namedServices, namespaceOf } from "./common/named-services";

type Service = NamedService["service"];
type Namespace = NamespacesSection[string];

/** How much of a quota is needed at least, as problems say it. */
interface Need {
  readonly amount: number;
  readonly text: string;
  readonly fix: string;
}

/** All services of a namespace fit into its quota at their largest, during a release, with their sidecars. */
export function checkQuotas(environment: Partial<Environment>): LocalProblem[] {
  const services = namedServices(environment);
  return Object.entries(environment.namespaces ?? {}).flatMap(([name, namespace]) => {
    const inside = services.filter(({ service }) => namespaceOf(service, environment.name) === name);
    const needs = new Map([...computeNeeds(inside), ...objectNeeds(namespace, inside)]);
    return Object.entries(namespace.quota).flatMap(([key, limit]) => {
      const need = needs.get(key);
      if (!need || need.amount <= parseQuantity(limit) + 1e-6) return [];
      const path = ["namespaces", name, "quota", key];
      return [{ path, value: limit, allowed: `at least ${need.text}`, fix: need.fix }];
    });
  });
}

/** What the names of https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota stand for. */
function computeNeeds(services: readonly NamedService[]): [key: string, need: Need][] {
  return (["cpu", "memory"] as const).flatMap((resource) => {
    const requests = podsNeed(services, resource, "requests", sidecarRequests);
    const limits = podsNeed(services, resource, "limits", sidecarLimits);
    return [
      [resource, requests],
      [`requests.${resource}`, requests],
      [`limits.${resource}`, limits],
    ] satisfies [string, Need][];
  });
}

function podsNeed(
  services: readonly NamedService[],
  resource: "cpu" | "memory",
  kind: "requests" | "limits",
  sidecar: { readonly cpu: string; readonly memory: string },
): Need {
  const format = resource === "cpu" ? formatCores : formatBytes;
  const shares = services.map(({ name, service }) => {
    const pods = podsOf(service);
    const each = parseQuantity(service.resources[kind][resource]) + parseQuantity(sidecar[resource]);
    return { name, amount: pods * each, text: `${pods} × ${format(each)} of ${name}` };
  });
  const amount = shares.reduce((sum, share) => sum + share.amount, 0);
  const sum = shorten(shares.map(({ text }) => text)).join(" + ");
  const names = shorten(services.map(({ name }) => name)).join(", ");
  const wish = kind === "requests" ? "ask for" : "may take";
  return {
    amount,
    text: `${format(amount)}, what the services ${wish} at maxReplicas with their sidecars: ${sum}`,
    fix: `raise the quota, or lower maxReplicas or ${kind} of ${names}`,
  };
}

/** Objects of a kind: so many for each service, so many for the namespace itself. */
interface Count {
  /** As `count/…` names the kind. */
  readonly kind: string;
  readonly ofService?: (service: Service) => number;
  readonly ofNamespace?: number;
}

/** Kinds that a quota may also name without `count/`. */
const plainKinds = ["configmaps", "pods", "resourcequotas", "secrets", "services"];

function objectNeeds(namespace: Namespace, services: readonly NamedService[]): [key: string, need: Need][] {
  return objectCounts(namespace, services).flatMap(({ kind, ofService = () => 0, ofNamespace = 0 }) => {
    const ofServices = services.reduce((sum, { service }) => sum + ofService(service), 0);
    const amount = ofServices + ofNamespace;
    const need = {
      amount,
      text: `${amount}: ${ofServices} of the services at their largest + ${ofNamespace} of the namespace itself`,
      fix: "raise the quota, or give services another namespace",
    };
    const keys = [`count/${kind}`, ...(plainKinds.includes(kind) ? [kind] : [])];
    return keys.map((key): [string, Need] => [key, need]);
  });
}

/** What a namespace with services holds: what the workloads stack writes, and what the cluster adds by itself. */
export function objectCounts(namespace: Namespace, services: readonly NamedService[]): Count[] {
  const { databaseAccess, httpsEgress } = namespace;
  const secrets = new Set(services.flatMap(({ service }) => Object.values(service.secrets).map(({ secret }) => secret)))
    .size;
  const one = () => 1;
  const ifRouted = ({ route }: Service) => (route ? 1 : 0);
  return [
    { kind: "pods", ofService: podsOf },
    { kind: "services", ofService: one },
    { kind: "endpoints", ofService: one },
    // https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#capacity
    { kind: "endpointslices.discovery.k8s.io", ofService: (service) => Math.ceil(podsOf(service) / 100) },
    // The cluster's and the mesh's certificate authorities.
    { kind: "configmaps", ofService: one, ofNamespace: 2 },
    { kind: "secrets", ofNamespace: secrets },
    { kind: "externalsecrets.external-secrets.io", ofNamespace: secrets },
    { kind: "serviceaccounts", ofService: one, ofNamespace: 1 },
    { kind: "resourcequotas", ofNamespace: 1 },
    { kind: "limitranges", ofNamespace: 1 },
    { kind: "deployments.apps", ofService: one },
    // During a release there is the new one, and the one that it replaces is not history yet.
    { kind: "replicasets.apps", ofService: ({ revisionHistoryLimit }) => revisionHistoryLimit + 2 },
    { kind: "horizontalpodautoscalers.autoscaling", ofService: one },
    { kind: "poddisruptionbudgets.policy", ofService: one },
    {
      kind: "networkpolicies.networking.k8s.io",
      ofService: (service) => 1 + ifRouted(service),
      ofNamespace: 5 + (databaseAccess ? 1 : 0) + (httpsEgress.length > 0 ? 1 : 0),
    },
    { kind: "peerauthentications.security.istio.io", ofNamespace: 1 },
    { kind: "gateways.networking.istio.io", ofNamespace: services.some(({ service }) => service.route) ? 1 : 0 },
    { kind: "virtualservices.networking.istio.io", ofService: ifRouted },
    { kind: "destinationrules.networking.istio.io", ofService: one },
    { kind: "podmonitors.monitoring.coreos.com", ofService: one },
  ];
}

/** Pods at the autoscaler's maximum while a release brings further ones. */
function podsOf({ autoscaling, rollingUpdate }: Service): number {
  return autoscaling.maxReplicas + rollingUpdate.maxSurge;
}

/** Three items stand for all. */
function shorten(items: readonly string[]): string[] {
  const [first, second, third, ...others] = items;
  if (others.length === 0) return [...items];
  return [first, second, `${third} and ${others.length} more`].map(String);
}
