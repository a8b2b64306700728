import { databaseStorage } from "../pipeline/database-storage";
import { listOf, numberOf, type PlannedResource, textOf } from "../pipeline/planned-resources";
import type { ChargeRule } from "./charge";

/** Databases, networks and everything that is paid for by the piece. */
export const otherCharges: Readonly<Record<string, ChargeRule>> = {
  aws_db_instance: (database, { resources, runningShare }) => {
    const copies = database.arguments.multi_az === true ? 2 : 1;
    const share = runningShare(textOf(database, "identifier") ?? "");
    const gib = databaseStorage(resources, database);
    return [
      { group: "databases", price: textOf(database, "instance_class") ?? "", count: copies, share },
      // What is stopped keeps its storage.
      gib === undefined
        ? { group: "databases", price: `storage of ${database.name} in ${database.stack}`, count: 1 }
        : { group: "databases", price: `RDS ${textOf(database, "storage_type") ?? "gp2"}`, count: gib * copies },
    ];
  },
  aws_elasticache_replication_group: (group) => [
    { group: "caches", price: nodeTypeOf(group), count: numberOf(group, "num_cache_clusters") ?? 1 },
  ],
  aws_nat_gateway: () => [{ group: "NAT gateways and addresses", price: "NAT gateway", count: 1 }],
  aws_eip: () => [{ group: "NAT gateways and addresses", price: "public IPv4 address", count: 1 }],
  aws_vpc_endpoint: (endpoint) =>
    textOf(endpoint, "vpc_endpoint_type") === "Interface"
      ? [
          {
            group: "interface endpoints",
            price: "interface endpoint in a zone",
            count: listOf(endpoint, "subnet_ids").length,
          },
        ]
      : [],
  aws_lb: (balancer) => [
    { group: "load balancers and firewalls", price: "application load balancer", count: 1 },
    ...(balancer.arguments.internal === true
      ? []
      : [
          {
            group: "NAT gateways and addresses",
            price: "public IPv4 address",
            count: listOf(balancer, "subnets").length,
          } as const,
        ]),
  ],
  aws_wafv2_web_acl: (acl) => [
    { group: "load balancers and firewalls", price: "web ACL", count: 1 },
    { group: "load balancers and firewalls", price: "web ACL rule", count: listOf(acl, "rule").length },
  ],
  aws_cloudwatch_metric_alarm: (alarm) => [
    { group: "alarms and monitoring", price: "metric in an alarm", count: metricsOf(alarm) },
  ],
  aws_kms_key: () => [{ group: "keys, secrets and zones", price: "KMS key", count: 1 }],
  aws_secretsmanager_secret: (secret) => [
    { group: "keys, secrets and zones", price: "secret in a region", count: 1 + listOf(secret, "replica").length },
  ],
  aws_route53_zone: () => [{ group: "keys, secrets and zones", price: "hosted zone", count: 1 }],
};

/** An alarm on an expression is charged for each metric in it; a query over all metrics of a kind for one at least. */
function metricsOf(alarm: PlannedResource): number {
  const queries = listOf(alarm, "metric_query") as readonly Readonly<Record<string, unknown>>[];
  return Math.max(1, queries.filter(({ metric }) => metric !== undefined).length);
}

/** A member of a global datastore has the type of the first one, where it does not say so itself. */
function nodeTypeOf(group: PlannedResource): string {
  return textOf(group, "node_type") ?? `node type of ${group.stack}`;
}
