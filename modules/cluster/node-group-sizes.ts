/** Between which bounds a node group has its nodes. */
export interface NodeGroupSizes {
  /** Number of nodes at creation, and after the group was stopped or scaled down for a while. */
  readonly desiredCapacity: number;
  readonly minSize: number;
  readonly maxSize: number;
}

/** The sizes of a group of a cluster, for what resizes it from outside. */
export interface NamedNodeGroup extends NodeGroupSizes {
  /** Name of the group: `general-workloads`. */
  readonly name: string;
}
