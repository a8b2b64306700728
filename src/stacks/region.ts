/** A region of an environment: the primary one, or the standby that takes over when the primary fails. */
export interface Region {
  /** AWS's name of the region: `us-east-1`. */
  readonly region: string;
  /** First part of the region's names: `techally`, `techally-dr`. */
  readonly namePrefix: string;
}
