import { DataAwsElasticacheReservedCacheNodeOffering } from "@cdktf/provider-aws/lib/data-aws-elasticache-reserved-cache-node-offering";
import { DataAwsRdsReservedInstanceOffering } from "@cdktf/provider-aws/lib/data-aws-rds-reserved-instance-offering";
import { ElasticacheReservedCacheNode } from "@cdktf/provider-aws/lib/elasticache-reserved-cache-node";
import { RdsReservedInstance } from "@cdktf/provider-aws/lib/rds-reserved-instance";
import { Construct } from "constructs";

/** Instances of one class that run all the time. */
export interface DatabaseReservation {
  /** Part of the address: `primary`. */
  readonly name: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly count: number;
}

export interface ReservedCapacityProps {
  /** First part of the reservations' names. */
  readonly namePrefix: string;
  /** Length of the commitment. */
  readonly years: 1 | 3;
  readonly payment: "No Upfront" | "Partial Upfront" | "All Upfront";
  /** Database instances to reserve. */
  readonly databases: readonly DatabaseReservation[];
  /**
   * Cache nodes to reserve.
   * @default - none
   */
  readonly cache?: { readonly nodeType: string; readonly count: number };
}

/**
 * Buys reserved capacity
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithReservedDBInstances.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.Reserved.html). Destroying this forgets the
 * purchase; it does not end it.
 */
export class ReservedCapacity extends Construct {
  constructor(scope: Construct, id: string, props: ReservedCapacityProps) {
    super(scope, id);
    const { namePrefix, years, payment } = props;
    for (const { name, instanceClass, multiAz, count } of props.databases) {
      const offering = new DataAwsRdsReservedInstanceOffering(this, `database_${name}_offering`, {
        dbInstanceClass: instanceClass,
        duration: years,
        multiAz,
        offeringType: payment,
        productDescription: "postgresql",
      });
      new RdsReservedInstance(this, `database_${name}`, {
        offeringId: offering.offeringId,
        reservationId: `${namePrefix}-${name}-${years}y`,
        instanceCount: count,
        lifecycle: { preventDestroy: true },
      });
    }
    if (props.cache) {
      const offering = new DataAwsElasticacheReservedCacheNodeOffering(this, "redis_offering", {
        cacheNodeType: props.cache.nodeType,
        duration: `P${years}Y`,
        offeringType: payment,
        productDescription: "redis",
      });
      new ElasticacheReservedCacheNode(this, "redis", {
        reservedCacheNodesOfferingId: offering.offeringId,
        cacheNodeCount: props.cache.count,
        lifecycle: { preventDestroy: true },
      });
    }
  }
}
