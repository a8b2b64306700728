import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { commonArguments, type InstanceProps } from "./instance";

export interface ReadReplicaProps extends InstanceProps {
  /** Identifier of the primary. */
  readonly primaryIdentifier: string;
}

/**
 * A read replica in the region of its primary
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html). Engine,
 * key and subnets are the primary's.
 */
export class ReadReplica extends Construct {
  readonly instance: DbInstance;

  constructor(scope: Construct, id: string, props: ReadReplicaProps) {
    super(scope, id);
    this.instance = new DbInstance(this, id, {
      ...commonArguments(this, id, props),
      replicateSourceDb: props.primaryIdentifier,
      autoMinorVersionUpgrade: false,
      // Everything it holds is the primary's.
      skipFinalSnapshot: true,
      tags: { Name: props.identifier, ...props.tags },
    });
  }
}
