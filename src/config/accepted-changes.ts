/**
 * A replacement or destruction of something that holds state, which its owners want: without an entry like this, the
 * deployment stops before it (docs/changes-that-destroy.md).
 */
export interface AcceptedChange {
  /** Name of the stack: `production-data`. */
  readonly stack: string;
  /** Address as the plan prints it: `aws_db_instance.read_replica_1`. */
  readonly address: string;
  /** `replace`: destroyed and created anew. `destroy`: destroyed, since it is no longer in the code. */
  readonly action: "replace" | "destroy";
  /** Why that is wanted, and what was done about the data; for whoever reviews it. */
  readonly reason: string;
  /** Last day on which it is accepted, in UTC: `2026-12-31`. At most 90 days from the day on which it is written. */
  readonly until: string;
}
