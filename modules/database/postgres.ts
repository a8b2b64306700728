import { Construct } from "constructs";
import { DatabaseFoundation, type DatabaseFoundationProps } from "./database-foundation";
import type { InstanceProps } from "./instance";
import { PrimaryInstance, type PrimaryInstanceProps } from "./primary-instance";
import { ReadReplica } from "./read-replica";

type OfThePrimary = "identifier" | "nameTag" | "foundation" | "autoMinorVersionUpgrade";

export interface PostgresProps extends DatabaseFoundationProps, Omit<PrimaryInstanceProps, OfThePrimary> {
  /** Number of read replicas beside the primary, 0-15. */
  readonly replicaCount: number;
  /** Class of the replicas. */
  readonly replicaInstanceClass: string;
  /**
   * The primary has a replica in another region.
   * @default false
   */
  readonly replicatedElsewhere?: boolean;
}

/** Identifier of the instance that is written to: `techally-staging-primary`. */
export function primaryIdentifierOf(namePrefix: string): string {
  return `${namePrefix}-primary`;
}

/** A PostgreSQL primary, `<namePrefix>-primary`, with its read replicas, `<namePrefix>-read-replica-1` and so on. */
export class Postgres extends Construct {
  readonly primaryArn: string;
  /** Host name of the primary. */
  readonly host: string;
  readonly primaryIdentifier: string;
  readonly replicaIdentifiers: readonly string[];

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { namePrefix, replicaCount, replicatedElsewhere = false } = props;
    const foundation = new DatabaseFoundation(this, "foundation", props);
    this.primaryIdentifier = primaryIdentifierOf(namePrefix);
    const { instance: primary } = new PrimaryInstance(new Construct(this, "instance"), "primary", {
      ...props,
      foundation,
      identifier: this.primaryIdentifier,
      nameTag: `${namePrefix}-primary-db`,
      // Replicas must have a minor version before their primary does, which RDS leaves to its users:
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html
      autoMinorVersionUpgrade: replicaCount === 0 && !replicatedElsewhere,
    });
    this.primaryArn = primary.arn;
    this.host = primary.address;

    const shared: Omit<InstanceProps, "identifier"> = {
      ...props,
      foundation,
      instanceClass: props.replicaInstanceClass,
    };
    const replicas = new Construct(this, "replicas");
    this.replicaIdentifiers = Array.from({ length: replicaCount }, (_, index) => {
      const identifier = `${namePrefix}-read-replica-${index + 1}`;
      const primaryIdentifier = primary.identifier;
      new ReadReplica(replicas, `read_replica_${index + 1}`, { ...shared, identifier, primaryIdentifier });
      return identifier;
    });
  }
}
