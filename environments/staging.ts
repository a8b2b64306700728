import { defineEnvironment } from "../src/config";
import { shared } from "./shared";

/** Production's shape in one region and two zones, with one NAT gateway and no interface endpoints. */
export const staging = defineEnvironment({
  ...shared,
  name: "staging",
  prefix: "techally-staging",
  safeguards: "relaxed",
  dns: { domain: "staging.techally.com" },
  network: {
    cidr: "10.2.0.0/16",
    region: "us-east-1",
    zones: {
      "us-east-1a": { public: "10.2.1.0/24", private: "10.2.10.0/24", database: "10.2.20.0/24", natGateway: true },
      "us-east-1b": { public: "10.2.2.0/24", private: "10.2.11.0/24", database: "10.2.21.0/24" },
    },
    // Set at creation: a zone that is added later is not added here.
    controlPlaneZones: ["us-east-1a", "us-east-1b"],
    interfaceEndpoints: [],
    flowLogRetentionDays: 30,
  },
  cluster: {
    name: "techally-staging",
    // The role must exist before the cluster is applied.
    access: { "platform-admin": { policy: "AmazonEKSClusterAdminPolicy" } },
    logRetentionDays: 30,
    nodeGroups: {
      "general-workloads": {
        instanceTypes: ["m5.xlarge"],
        desiredCapacity: 3,
        minSize: 3,
        maxSize: 6,
        labels: { "workload-type": "general" },
        taints: [{ key: "workload", value: "general", effect: "NoSchedule" }],
      },
      "compute-intensive": {
        instanceTypes: ["c5.xlarge", "c5a.xlarge", "c5d.xlarge", "c6i.xlarge", "c6a.xlarge"],
        capacity: "SPOT",
        desiredCapacity: 1,
        minSize: 1,
        maxSize: 3,
        labels: { "workload-type": "compute" },
      },
    },
  },
  platform: {
    mesh: { gateway: { minReplicas: 2, maxReplicas: 4 } },
    monitoring: {
      prometheus: { retentionDays: 7, storageGib: 50, memoryGib: 2 },
      alertmanager: { replicas: 2, storageGib: 2 },
    },
    logging: {
      retentionDays: 7,
      elasticsearch: { storageGib: 50, memoryGib: 2 },
      kibana: { replicas: 1 },
      logstash: { replicas: 1, storageGib: 5 },
    },
    argoCd: { highAvailability: false },
  },
  namespaces: { staging: { databaseAccess: true } },
  services: {
    "auth-service": {
      image: { tag: "v1.0.0" },
      ports: { http: 3001 },
      replicas: 2,
      environment: { NODE_ENV: "production" },
      secrets: {
        DATABASE_URL: { secret: "database-credentials", key: "url" },
        JWT_SECRET: { secret: "auth-secrets", key: "jwt-secret" },
      },
      route: { hosts: ["auth.staging.techally.com"], prefix: "/api/auth" },
      autoscaling: { minReplicas: 2, maxReplicas: 4 },
    },
  },
  database: {
    instanceClass: "db.t4g.medium",
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    maxConnections: 200,
    multiAz: false,
    deletionProtection: false,
    finalSnapshot: false,
    backupRetentionDays: 7,
    logRetentionDays: 30,
    // In the morning, when it runs: RDS neither backs up nor patches what is stopped.
    backupWindow: "12:30-13:30",
    maintenanceWindow: "tue:13:30-tue:14:30",
    replicas: { count: 0, instanceClass: "db.t4g.medium" },
  },
  cache: {
    nodeType: "cache.t4g.small",
    nodes: 1,
    automaticFailover: false,
    multiAz: false,
    deletionProtection: false,
    finalSnapshot: false,
    snapshotRetentionDays: 1,
    logRetentionDays: 30,
  },
  storage: { noncurrentVersionDays: 30, accessLogRetentionDays: 30 },
  edge: { priceClass: "PriceClass_100", firewallLogRetentionDays: 30, deletionProtection: false },
  backup: {
    deletionProtection: false,
    vaultLock: { enabled: false },
    database: { retentionDays: 14 },
    fileSystem: { retentionDays: 7 },
    cache: { retentionDays: 3, logRetentionDays: 30 },
  },
  operations: { emails: ["infrastructure@techally.com"] },
  cost: { monthlyBudgetUsd: 1000, budgetScope: "environment" },
  // INF-001 §10.1: "Shutdown at 8 PM weekdays"
  autoShutdown: { stop: "0 20 * * 1-5", start: "0 7 * * 1-5", timeZone: "America/New_York" },
});
