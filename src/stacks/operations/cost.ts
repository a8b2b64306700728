import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { identifiersOf, nameStart, snakeCase } from "../../../modules/addresses/identifiers";
import { Budget } from "../../../modules/cost/budget";
import { CostAnomalies } from "../../../modules/cost/cost-anomalies";
import { type DatabaseReservation, ReservedCapacity } from "../../../modules/cost/reserved-capacity";
import type { CacheSection } from "../../config/sections/cache";
import type { CostSection } from "../../config/sections/cost";
import type { DatabaseSection } from "../../config/sections/database";

export interface CostProps {
  readonly namePrefix: string;
  /** Name of the environment, which is its resources' tag `Environment`. */
  readonly environment: string;
  readonly cost: CostSection;
  readonly ownsAccount: boolean;
  readonly database: DatabaseSection;
  readonly cache: CacheSection;
  readonly topicArn: string;
}

/** Budget, cost anomalies and reserved capacity of the environment (INF-001 §10.2). */
export class Cost extends Construct {
  constructor(scope: Construct, id: string, props: CostProps) {
    super(scope, id);
    const { namePrefix, environment, cost, topicArn } = props;
    if (cost.monthlyBudgetUsd !== undefined) {
      new Budget(this, "monthly", {
        name: `${namePrefix}-monthly`,
        monthlyUsd: cost.monthlyBudgetUsd,
        notifyAtPercent: cost.notifyAtPercent,
        topicArn,
        tag: cost.budgetScope === "environment" ? { key: "Environment", value: environment } : undefined,
      });
    }
    if (props.ownsAccount) {
      new CostAnomalies(this, "anomalies", {
        namePrefix,
        topicArn,
        thresholdUsd: cost.anomalyThresholdUsd,
        monitorArn: cost.serviceMonitorArn,
      });
      const tags = new Construct(this, "allocation-tags");
      for (const [tagKey, address] of identifiersOf(cost.allocationTags, (key) => nameStart(snakeCase(key)))) {
        new CeCostAllocationTag(tags, address, { tagKey, status: "Active" });
      }
    }
    this.reserve(props);
  }

  /** Says what reserved capacity would cover, and buys it where that is asked for. */
  private reserve({ namePrefix, cost, database, cache }: CostProps): void {
    const steady = { databases: steadyDatabases(database), cache: { nodeType: cache.nodeType, count: cache.nodes } };
    const { reservedCapacity } = cost;
    new TerraformOutput(this, "reserved_capacity", {
      description: "What runs all the time and can be reserved with cost.reservedCapacity, and whether it is",
      value: {
        database: { reserved: reservedCapacity?.database ?? false, instances: steady.databases.map(describe) },
        cache: {
          reserved: reservedCapacity?.cache ?? false,
          nodes: `${steady.cache.count} × ${steady.cache.nodeType}`,
        },
      },
    });
    if (!reservedCapacity) return;
    new ReservedCapacity(this, "reserved", {
      namePrefix,
      years: reservedCapacity.years,
      payment: reservedCapacity.payment,
      databases: reservedCapacity.database ? steady.databases : [],
      cache: reservedCapacity.cache ? steady.cache : undefined,
    });
  }
}

/** The primary region's instances; those of the standby change class in a failover. */
function steadyDatabases({ instanceClass, multiAz, replicas }: DatabaseSection): DatabaseReservation[] {
  const primary = { name: "primary", instanceClass, multiAz, count: 1 };
  if (replicas.count === 0) return [primary];
  const replica = { name: "read-replicas", instanceClass: replicas.instanceClass, multiAz: false };
  return [primary, { ...replica, count: replicas.count }];
}

function describe({ count, instanceClass, multiAz }: DatabaseReservation): string {
  return `${count} × ${instanceClass}, ${multiAz ? "Multi-AZ" : "Single-AZ"}`;
}
