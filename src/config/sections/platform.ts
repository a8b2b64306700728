import { z } from "zod";
import { centuryInDays, podsOfCluster } from "./formats/bounds";
import { setAtCreation } from "./formats/creation";

const replicas = z.int().min(1).max(podsOfCluster);

// Prometheus and Velero count in nanoseconds, of which 64 bits hold 292 years: https://pkg.go.dev/time#Duration
const days = z.int().min(1).max(centuryInDays);

/** Size of a volume in GiB, of what gp3 offers (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html). */
const gib = z.int().min(1).max(65536);

/** A number of pods that follows the load. */
const range = (min: number, max: number) => {
  const schema = z.object({ minReplicas: replicas.default(min), maxReplicas: replicas.default(max) });
  return schema.prefault({});
};

const mesh = z.object({
  /** istiod. Default: 2 to 5. */
  controlPlane: range(2, 5),
  /** The ingress gateway. Default: 3 to 10. */
  gateway: range(3, 10),
});

// Memory of the largest node that a group can have (src/config/values/instance-types.ts).
const mostGibOfNode = 768;

const prometheus = z.object({
  /** Each of them scrapes everything. Default: 2. */
  replicas: replicas.default(2),
  /** Days that measurements are kept, as long as the volume has room. Default: 15. */
  retentionDays: days.default(15),
  /** Volume of each replica, in GiB. Set at creation: Prometheus' operator resizes no volume. Default: 100. */
  storageGib: setAtCreation(gib.default(100), "ignored"),
  /** Memory of each replica, in GiB. Default: 4. */
  memoryGib: z.int().min(1).max(mostGibOfNode).default(4),
});

const alertmanager = z.object({
  /** Default: 3. */
  replicas: replicas.default(3),
  /** Volume of each replica, in GiB. Set at creation, as Prometheus' are. Default: 10. */
  storageGib: setAtCreation(gib.default(10), "ignored"),
});

const grafana = z.object({
  /** Volume of users and dashboards made by hand, in GiB. Default: 10. */
  storageGib: gib.default(10),
});

const monitoring = z.object({
  prometheus: prometheus.prefault({}),
  alertmanager: alertmanager.prefault({}),
  grafana: grafana.prefault({}),
});

const elasticsearch = z.object({
  /** 1, or 3 and more. Default: 3. */
  replicas: replicas.default(3),
  /** Volume of each replica, in GiB. Default: 100. */
  storageGib: gib.default(100),
  /** Memory of each replica, in GiB; half of it is the heap. Default: 4. */
  memoryGib: z.int().min(2).max(64).default(4),
});

const kibana = z.object({
  /** Default: 2. */
  replicas: replicas.default(2),
});

const logstash = z.object({
  /** Default: 2. */
  replicas: replicas.default(2),
  /** Volume of each replica, for what Elasticsearch has not taken yet, in GiB. Default: 10. */
  storageGib: gib.min(2).default(10),
});

const logging = z.object({
  /** Days that logs can be searched. Default: 30. */
  retentionDays: days.default(30),
  elasticsearch: elasticsearch.prefault({}),
  kibana: kibana.prefault({}),
  logstash: logstash.prefault({}),
});

const clusterState = z.object({
  /** Hours between backups of the cluster's objects; a divisor of 24. Default: 6. */
  everyHours: z.literal([1, 2, 3, 4, 6, 8, 12]).default(6),
  /** Default: 7. */
  retentionDays: days.default(7),
});

const persistentVolumes = z.object({
  /** Hour of the daily snapshots, in UTC. Default: 2. */
  hour: z.int().min(0).max(23).default(2),
  /** Default: 14. */
  retentionDays: days.default(14),
});

const backup = z.object({
  clusterState: clusterState.prefault({}),
  persistentVolumes: persistentVolumes.prefault({}),
});

const section = z.object({
  /** Pods of each controller that can stand by for another; one of them is enough where nobody minds. Default: 2. */
  controllerReplicas: replicas.default(2),
  mesh: mesh.prefault({}),
  monitoring: monitoring.prefault({}),
  logging: logging.prefault({}),
  /** Backups of the cluster (INF-001 §9.1, kubernetes). */
  backup: backup.prefault({}),
  argoCd: z
    .object({
      /** Several replicas of everything, and a Redis that survives the loss of a node. Default: true. */
      highAvailability: z.boolean().default(true),
    })
    .prefault({}),
});

/** Sizes of what runs in every cluster; versions are in src/versions.ts. */
export const platformSection = section.prefault({});

export type PlatformSection = z.output<typeof platformSection>;
