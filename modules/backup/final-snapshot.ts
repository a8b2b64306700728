import { Id } from "@cdktf/provider-random/lib/id";
import { Construct } from "constructs";

export interface FinalSnapshotProps {
  /** First part of the snapshot's name: `techally-primary` gives `techally-primary-final-1a2b3c4d`. */
  readonly of: string;
  /** Arguments of the database or cache that replace it when they change; its successor's snapshot has another name. */
  readonly keepers: Readonly<Record<string, string>>;
}

/**
 * The name of the snapshot that is taken when a database or cache is deleted. Such a snapshot outlives what it was taken
 * of, and a second one of the same name is refused, so the name ends in a random part that is kept in the state: the next
 * database under the same identifier has another one. The name itself replaces nothing when it changes.
 */
export class FinalSnapshot extends Construct {
  readonly identifier: string;

  constructor(scope: Construct, id: string, props: FinalSnapshotProps) {
    super(scope, id);
    const suffix = new Id(this, `${id}_final_snapshot`, { byteLength: 4, keepers: { ...props.keepers } });
    this.identifier = `${props.of}-final-${suffix.hex}`;
  }
}
