import type { Aws } from "../aws";
import type { DeployedNames } from "../deployed-names";

/** Something in AWS that outlives the stack that it came from. */
export interface Leftover {
  /** What it is, in words. */
  readonly kind: string;
  readonly region: string;
  readonly name: string;
  /** It is a copy of data that is nowhere else any more: deleted only when that is said. */
  readonly isBackup: boolean;
  /** Arguments of the AWS CLI that delete it; nothing for what goes by itself. */
  readonly removal?: readonly string[];
  /** When it goes by itself, or what it stands in the way of. */
  readonly note?: string;
}

/** Finds leftovers of one kind of resource in a stack; none while that resource is still there. */
export type Finder = (aws: Aws, names: DeployedNames, stack: string) => Leftover[];
