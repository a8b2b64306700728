import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";

export interface DatabaseFoundationProps {
  /** The account itself: RDS may use the monitoring role on behalf of no other. */
  readonly accountId: string;
  /** First part of every name: `techally` gives the subnet group `techally-database`. */
  readonly namePrefix: string;
  /** Subnets that the instances may be placed in, in at least two zones. */
  readonly subnetIds: readonly string[];
  /** Family of the parameter group, such as `postgres15`. */
  readonly parameterGroupFamily: string;
  /** Connections that every instance accepts. */
  readonly maxConnections: number;
}

/** What all PostgreSQL instances of a region share: subnets, parameters, and the role of enhanced monitoring. */
export class DatabaseFoundation extends Construct {
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly monitoringRoleArn: string;

  constructor(scope: Construct, id: string, props: DatabaseFoundationProps) {
    super(scope, id);
    const { namePrefix, parameterGroupFamily } = props;
    const name = `${namePrefix}-database`;
    this.subnetGroupName = new DbSubnetGroup(this, "database", {
      name,
      description: "Isolated subnets of the databases",
      subnetIds: [...props.subnetIds],
      tags: { Name: name },
    }).name;
    this.parameterGroupName = new DbParameterGroup(new Construct(this, "parameters"), "database", {
      name: `${namePrefix}-${parameterGroupFamily}`,
      description: `Parameters of every ${parameterGroupFamily} instance of ${namePrefix}`,
      family: parameterGroupFamily,
      parameter: [
        // RDS derives the default from the instance's memory, and PostgreSQL does not start a standby that allows
        // fewer connections than its primary: smaller replicas need the value said for all of them.
        // https://www.postgresql.org/docs/15/hot-standby.html#HOT-STANDBY-ADMIN
        { name: "max_connections", value: String(props.maxConnections), applyMethod: "pending-reboot" },
        // PostgreSQL 15's own default, which RDS keeps as pending-reboot: another method would differ at every plan.
        { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
      ],
      tags: { Name: `${namePrefix}-${parameterGroupFamily}` },
      // A group that instances use cannot be deleted: the next major version's must exist first.
      lifecycle: { createBeforeDestroy: true },
    }).name;
    this.monitoringRoleArn = new ServiceRole(new Construct(this, "monitoring"), "rds_monitoring", {
      name: `${namePrefix}-rds-monitoring`,
      description: "Lets RDS enhanced monitoring write to CloudWatch Logs",
      service: "monitoring.rds.amazonaws.com",
      sourceAccount: props.accountId,
      managedPolicies: ["service-role/AmazonRDSEnhancedMonitoringRole"],
    }).arn;
  }
}
