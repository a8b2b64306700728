import type { Construct } from "constructs";
import type { BucketReference } from "../../modules/storage/bucket-reference";
import { BucketReplication } from "../../modules/storage/bucket-replication";
import { CdnLogBucket } from "../../modules/storage/cdn-log-bucket";
import { cleanUp } from "../../modules/storage/lifecycle";
import { LogBucket } from "../../modules/storage/log-bucket";
import { MediaBucket } from "../../modules/storage/media-bucket";
import { SecureBucket } from "../../modules/storage/secure-bucket";
import { SharedFileSystem } from "../../modules/storage/shared-file-system";
import { StaticAssetsBucket } from "../../modules/storage/static-assets-bucket";
import { bucketName } from "../config/names";
import type { StorageSection } from "../config/sections/storage";
import { type BucketKind, bucketKinds } from "../config/values/bucket-kinds";
import { BaseStack, type BaseStackProps } from "./base-stack";
import type { NetworkStack } from "./network-stack";

export interface StorageStackProps extends BaseStackProps {
  readonly namePrefix: string;
  readonly storage: StorageSection;
  /** Sites whose pages may load static assets. */
  readonly corsOrigins: readonly string[];
  /** Network of the file system's mount targets. */
  readonly network: Pick<NetworkStack, "privateSubnetIds" | "securityGroups">;
  /**
   * CloudFront's logs are kept here.
   * @default true
   */
  readonly cdnLogs?: boolean;
  /**
   * The standby region's storage, to which new objects are copied.
   * @default - nothing is copied
   */
  readonly replicateTo?: Pick<StorageStack, "staticAssets" | "media" | "backups">;
}

/**
 * One region's buckets and file system (INF-001 §6, §9.1).
 *
 * The standby region has a file system of its own, and a failover fills it from the last of the daily backups (§9.1).
 * EFS replication would lose minutes instead of hours, but keeps its target read-only until the replication is deleted
 * (https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html): nothing that writes could run there before.
 */
export class StorageStack extends BaseStack {
  readonly staticAssets: BucketReference;
  readonly media: BucketReference;
  readonly backups: BucketReference;
  /** Access logs of buckets and load balancers; load balancers write under `loadBalancerLogPrefix`. */
  readonly logs: BucketReference;
  /** Access logs of CloudFront; `undefined` where they are kept elsewhere. */
  readonly cdnLogs: BucketReference | undefined;
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  /** Access point at `/shared`, for pods that share files rather than claim a volume of their own. */
  readonly accessPointId: string;

  constructor(scope: Construct, id: string, props: StorageStackProps) {
    super(scope, id, props);
    const { namePrefix, network, storage } = props;
    const { noncurrentVersionDays, accessLogRetentionDays, deletionProtection: preventDestroy } = storage;
    const named = (kind: BucketKind) => bucketName(namePrefix, kind, storage.bucketSuffix);

    const { bucket: logs } = new LogBucket(this, "logs-bucket", {
      accountId: this.callerAccountId,
      bucketName: named("logs"),
      sources: bucketKinds.filter((kind) => kind !== "logs").map(named),
      retentionDays: accessLogRetentionDays,
      preventDestroy,
    });
    const common = { preventDestroy, accessLogs: logs };
    const { bucket: staticAssets } = new StaticAssetsBucket(this, "static-assets-bucket", {
      ...common,
      bucketName: named("static-assets"),
      // The edge stack writes it: it knows who reads the bucket.
      ownPolicy: false,
      corsOrigins: props.corsOrigins,
      noncurrentVersionDays,
    });
    const { bucket: media } = new MediaBucket(this, "media-bucket", {
      ...common,
      ...storage.media,
      bucketName: named("media"),
      noncurrentVersionDays,
    });
    // Nothing moves to colder classes here: Velero cannot read a backup that has to be restored from them first.
    const backups = new SecureBucket(this, "backups", {
      ...common,
      bucketName: named("backups"),
      lifecycleRules: [cleanUp(noncurrentVersionDays)],
    });
    if (props.cdnLogs ?? true) {
      const { bucket: cdnLogs } = new CdnLogBucket(this, "cdn-logs-bucket", {
        ...common,
        bucketName: named("cdn-logs"),
        retentionDays: accessLogRetentionDays,
      });
      this.cdnLogs = cdnLogs.reference;
    }
    this.staticAssets = staticAssets.reference;
    this.media = media.reference;
    this.backups = backups.reference;
    this.logs = logs.reference;

    if (props.replicateTo) {
      const target = props.replicateTo;
      new BucketReplication(this, "replication", {
        namePrefix,
        buckets: {
          static_assets: { source: staticAssets, target: target.staticAssets },
          media: { source: media, target: target.media },
          backups: { source: backups, target: target.backups },
        },
      });
    }

    const fileSystem = new SharedFileSystem(this, "file-system", {
      namePrefix,
      subnetIds: network.privateSubnetIds,
      securityGroupIds: [network.securityGroups.efs],
      ...storage.fileSystem,
      preventDestroy,
      tags: { Environment: props.environment },
    });
    this.fileSystemId = fileSystem.fileSystemId;
    this.fileSystemArn = fileSystem.fileSystemArn;
    this.accessPointId = fileSystem.accessPointId;
  }
}
