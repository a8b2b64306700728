import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ExternalSecret } from "../../../modules/workloads/external-secret";
import { Gitops } from "../../../modules/workloads/gitops";
import { MeshEntry } from "../../../modules/workloads/mesh-entry";
import { Microservice } from "../../../modules/workloads/microservice";
import { Namespace } from "../../../modules/workloads/namespace";
import { NetworkPolicies } from "../../../modules/workloads/network-policies";
import { SecretStore } from "../../../modules/workloads/secret-store";
import type { ReplicaSettings } from "../../../modules/workloads/service-settings";
import { bucketName, isPlatformSecret, secretName } from "../../config/names";
import type { GitopsSection } from "../../config/sections/gitops";
import type { NamespacesSection } from "../../config/sections/namespaces";
import type { ServiceSection, ServicesSection } from "../../config/sections/services/services";
import { gatewayPort, platformPods, ports } from "../../contracts";
import { charts } from "../../versions";
import type { ClusterStack } from "../cluster/cluster-stack";
import type { DataStack } from "../data/data-stack";
import { KubernetesStack, type KubernetesStackProps } from "../kubernetes-stack";
import type { NetworkStack } from "../network-stack";
import { type SecretAddresses, secretAddresses } from "./secret-addresses";
import { imageOf, type NamedService, type OwnedResources, servicesIn, settingsOf, usedSecrets } from "./services";

export interface WorkloadsStackProps extends KubernetesStackProps {
  /** First part of the names of AWS resources. */
  readonly namePrefix: string;
  /** First part of the names of objects that are called the same in every region: the Gateway, Argo CD's project. */
  readonly objectPrefix: string;
  readonly namespaces: NamespacesSection;
  readonly services: ServicesSection;
  /**
   * Region of the registry that images without one of their own come from.
   * @default - the stack's region
   */
  readonly registryRegion?: string;
  /**
   * Last part of the buckets' names.
   * @default - none
   */
  readonly bucketSuffix?: string;
  /** How many pods a service has in the region. */
  readonly replicasOf: (service: ServiceSection) => ReplicaSettings;
  readonly network: Pick<NetworkStack, "cidr" | "databaseCidrs">;
  readonly cluster: Pick<ClusterStack, "connection" | "placement">;
  /** Names of the platform's own secrets; all others are `<objectPrefix>/<name>` in every region. */
  readonly data: Pick<DataStack, "secretNames">;
  /** @default - Argo CD follows no repository */
  readonly gitops?: GitopsSection;
}

/**
 * What runs in a region's cluster: namespaces, network policies, the mesh and the services (INF-001 §3.2, §4, §8.1).
 *
 * Even its plan needs the custom resource definitions that the platform stack's charts bring.
 */
export class WorkloadsStack extends KubernetesStack {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadsStackProps,
  ) {
    super(scope, id, props);
    const { region, environment, gitops } = props;
    const registry = `${this.callerAccountId}.dkr.ecr.${props.registryRegion ?? region}.amazonaws.com`;
    const placed = Object.keys(props.namespaces).map((namespace) => ({
      namespace,
      services: servicesIn(namespace, props.services, environment),
    }));
    const withSecrets = placed.filter(({ services }) => usedSecrets(services).size > 0);
    const store = new SecretStore(this, "secret-store", {
      region,
      namespaces: withSecrets.map(({ namespace }) => namespace),
    });
    const addressOf = secretAddresses(
      placed.flatMap(({ namespace, services }) =>
        [...usedSecrets(services).keys()].map((secret) => ({ namespace, secret })),
      ),
      {
        namespaces: Object.keys(props.namespaces),
        services: Object.keys(props.services),
        project: props.objectPrefix,
      },
    );
    const scopes = new Construct(this, "namespaces");
    for (const { namespace, services } of placed) {
      const scope = new Construct(scopes, namespace);
      const created = this.addNamespace(scope, namespace, services);
      const secrets = this.addSecrets(scope, created, services, { store, addressOf });
      for (const service of services) this.addService(scope, created, service, registry, secrets);
    }
    if (gitops) {
      const namespaces = Object.keys(props.namespaces);
      const argoCdNamespace = charts.argoCd.namespace;
      new Gitops(this, "gitops", { ...gitops, argoCdNamespace, project: props.objectPrefix, namespaces });
    }
  }

  private addNamespace(scope: Construct, name: string, services: readonly NamedService[]): Namespace {
    const { namespaces, network } = this.props;
    const settings = namespaces[name] as NamespacesSection[string];
    const namespace = new Namespace(scope, "namespace", { name, ...settings });
    new NetworkPolicies(scope, "network-policies", {
      namespace,
      vpcCidr: network.cidr,
      meshControlPlane: platformPods.istiod,
      databaseCidrs: settings.databaseAccess ? network.databaseCidrs : [],
      databasePorts: [ports.postgres, ports.redis],
      httpsEgress: settings.httpsEgress,
    });
    new MeshEntry(scope, "mesh-entry", {
      namespace,
      gatewayName: this.gatewayName,
      ingressGateway: { labels: platformPods.ingressGateway.labels, port: gatewayPort },
      hosts: services.flatMap(({ service }) => service.route?.hosts ?? []),
    });
    return namespace;
  }

  /** Services of a namespace share its Secrets, so each exists once, with every key that one of them uses. */
  private addSecrets(
    scope: Construct,
    namespace: Namespace,
    services: readonly NamedService[],
    { store, addressOf }: { readonly store: SecretStore; readonly addressOf: SecretAddresses },
  ) {
    const used = [...usedSecrets(services)];
    return new Map<string, ITerraformDependable>(
      used.map(([name, keys]) => {
        const address = addressOf(namespace.name, name);
        const secret = { name, namespace, store, remoteName: this.remoteName(name), keys: [...keys], address };
        return [name, new ExternalSecret(scope, `secret-${name}`, secret).resource];
      }),
    );
  }

  private addService(
    scope: Construct,
    namespace: Namespace,
    named: NamedService,
    registry: string,
    secrets: ReadonlyMap<string, ITerraformDependable>,
  ): void {
    const { name, service } = named;
    const { replicasOf, cluster, namePrefix } = this.props;
    new Microservice(scope, `service-${name}`, {
      name,
      namespace,
      settings: settingsOf(service, this.owned),
      image: imageOf(named, registry),
      imagePullPolicy: service.image.pullPolicy,
      scaling: { replicas: replicasOf(service), triggers: service.autoscaling },
      placement: cluster.placement,
      gatewayName: this.gatewayName,
      callers: { gateway: platformPods.ingressGateway, prometheus: platformPods.prometheus },
      clusterName: cluster.connection.name,
      roleName: `${namePrefix}-${name}`,
      secrets: [...usedSecrets([named]).keys()].flatMap((secret) => secrets.get(secret) ?? []),
    });
  }

  /** Name of a secret in Secrets Manager. */
  private remoteName(name: string): string {
    const { data, objectPrefix } = this.props;
    return isPlatformSecret(name) ? data.secretNames[name] : secretName(objectPrefix, name);
  }

  private get owned(): OwnedResources {
    const { namePrefix, bucketSuffix, region } = this.props;
    return {
      bucketName: (kind) => bucketName(namePrefix, kind, bucketSuffix),
      // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html#iam-resources
      secretArn: (name) =>
        `arn:aws:secretsmanager:${region}:${this.callerAccountId}:secret:${this.remoteName(name)}-??????`,
    };
  }

  private get gatewayName(): string {
    return `${this.props.objectPrefix}-gateway`;
  }
}
