import { defineEnvironment } from "../src/config";
import { shared } from "./shared";

/** The smallest platform that still has every part. */
export const development = defineEnvironment({
  ...shared,
  name: "development",
  prefix: "techally-development",
  safeguards: "relaxed",
  dns: { domain: "development.techally.com" },
  network: {
    cidr: "10.3.0.0/16",
    region: "us-east-1",
    zones: {
      "us-east-1a": { public: "10.3.1.0/24", private: "10.3.10.0/24", database: "10.3.20.0/24", natGateway: true },
      "us-east-1b": { public: "10.3.2.0/24", private: "10.3.11.0/24", database: "10.3.21.0/24" },
    },
    // Set at creation: a zone that is added later is not added here.
    controlPlaneZones: ["us-east-1a", "us-east-1b"],
    interfaceEndpoints: [],
    flowLogRetentionDays: 7,
  },
  // A single group without a taint: what asks for no node runs there too.
  cluster: {
    name: "techally-development",
    // The role must exist before the cluster is applied.
    access: { "platform-admin": { policy: "AmazonEKSClusterAdminPolicy" } },
    logRetentionDays: 7,
    deletionProtection: false,
    nodeGroups: {
      "general-workloads": {
        instanceTypes: ["m5.xlarge", "m5a.xlarge", "m5d.xlarge", "m6i.xlarge", "m6a.xlarge"],
        capacity: "SPOT",
        desiredCapacity: 3,
        minSize: 2,
        maxSize: 5,
        labels: { "workload-type": "general" },
      },
    },
  },
  platform: {
    controllerReplicas: 1,
    mesh: { controlPlane: { minReplicas: 1, maxReplicas: 2 }, gateway: { minReplicas: 1, maxReplicas: 2 } },
    monitoring: {
      prometheus: { replicas: 1, retentionDays: 3, storageGib: 20, memoryGib: 2 },
      alertmanager: { replicas: 1, storageGib: 2 },
      grafana: { storageGib: 2 },
    },
    logging: {
      retentionDays: 3,
      elasticsearch: { replicas: 1, storageGib: 30, memoryGib: 2 },
      kibana: { replicas: 1 },
      logstash: { replicas: 1, storageGib: 5 },
    },
    backup: { clusterState: { everyHours: 12, retentionDays: 3 }, persistentVolumes: { retentionDays: 3 } },
    argoCd: { highAvailability: false },
  },
  namespaces: { development: { databaseAccess: true } },
  services: {
    "auth-service": {
      image: { tag: "v1.0.0" },
      ports: { http: 3001 },
      replicas: 1,
      environment: { NODE_ENV: "production" },
      secrets: {
        DATABASE_URL: { secret: "database-credentials", key: "url" },
        JWT_SECRET: { secret: "auth-secrets", key: "jwt-secret" },
      },
      route: { hosts: ["auth.development.techally.com"], prefix: "/api/auth" },
      autoscaling: { minReplicas: 1, maxReplicas: 2 },
    },
  },
  database: {
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    maxConnections: 100,
    multiAz: false,
    deletionProtection: false,
    finalSnapshot: false,
    backupRetentionDays: 1,
    logRetentionDays: 7,
    // In the morning, when it runs: RDS neither backs up nor patches what is stopped.
    backupWindow: "12:30-13:30",
    maintenanceWindow: "tue:13:30-tue:14:30",
    replicas: { count: 0, instanceClass: "db.t4g.small" },
  },
  cache: {
    nodeType: "cache.t4g.micro",
    nodes: 1,
    automaticFailover: false,
    multiAz: false,
    deletionProtection: false,
    finalSnapshot: false,
    snapshotRetentionDays: 0,
    logRetentionDays: 7,
  },
  storage: {
    deletionProtection: false,
    noncurrentVersionDays: 7,
    accessLogRetentionDays: 7,
    fileSystem: { throughputMode: "bursting" },
  },
  edge: { priceClass: "PriceClass_100", firewallLogRetentionDays: 7, deletionProtection: false },
  backup: { enabled: false },
  operations: { emails: ["infrastructure@techally.com"] },
  cost: { monthlyBudgetUsd: 500, budgetScope: "environment" },
  // INF-001 §10.1: "Shutdown at 8 PM weekdays"
  autoShutdown: { stop: "0 20 * * 1-5", start: "0 7 * * 1-5", timeZone: "America/New_York" },
});
