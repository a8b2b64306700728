import { defineEnvironment } from "../src/config";
import { shared } from "./shared";

/** INF-001, value for value. What is not written here has the default of its schema in src/config/sections. */
export const production = defineEnvironment({
  ...shared,
  name: "production",
  prefix: "techally",
  ownsAccount: true,
  dns: { domain: "techally.com" },
  // INF-001 §2.1
  network: {
    cidr: "10.0.0.0/16",
    region: "us-east-1",
    // One NAT gateway per zone
    zones: {
      "us-east-1a": { public: "10.0.1.0/24", private: "10.0.10.0/24", database: "10.0.20.0/24", natGateway: true },
      "us-east-1b": { public: "10.0.2.0/24", private: "10.0.11.0/24", database: "10.0.21.0/24", natGateway: true },
      "us-east-1c": { public: "10.0.3.0/24", private: "10.0.12.0/24", database: "10.0.22.0/24", natGateway: true },
    },
    // Set at creation: a zone that is added later is not added here.
    controlPlaneZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  },
  // INF-001 §3.1
  cluster: {
    name: "techally-production",
    // The role must exist before the cluster is applied.
    access: { "platform-admin": { policy: "AmazonEKSClusterAdminPolicy" } },
    nodeGroups: {
      "general-workloads": {
        instanceTypes: ["m5.xlarge"],
        desiredCapacity: 3,
        minSize: 3,
        maxSize: 10,
        volumeSize: 100,
        labels: { "workload-type": "general" },
        taints: [{ key: "workload", value: "general", effect: "NoSchedule" }],
      },
      "compute-intensive": {
        instanceTypes: ["c5.2xlarge", "c5a.2xlarge", "c5d.2xlarge", "c6i.2xlarge", "c6a.2xlarge"],
        capacity: "SPOT",
        desiredCapacity: 2,
        minSize: 2,
        maxSize: 8,
        labels: { "workload-type": "compute" },
      },
      "memory-intensive": {
        instanceTypes: ["r5.xlarge"],
        desiredCapacity: 2,
        minSize: 2,
        maxSize: 6,
        labels: { "workload-type": "memory" },
      },
    },
  },
  // INF-001 §9.1, kubernetes
  platform: {
    backup: {
      clusterState: { everyHours: 6, retentionDays: 7 },
      persistentVolumes: { retentionDays: 14 },
    },
  },
  // INF-001 §3.2
  namespaces: {
    production: {
      quota: {
        "requests.cpu": "100",
        "requests.memory": "200Gi",
        persistentvolumeclaims: "10",
        "services.loadbalancers": "2",
      },
      databaseAccess: true,
    },
    staging: {},
    development: {},
  },
  services: {
    "auth-service": {
      // INF-001 §4.1
      namespace: "production",
      version: "v1",
      replicas: 3,
      revisionHistoryLimit: 10,
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      image: { repository: "auth-service", tag: "v1.0.0", pullPolicy: "Always" },
      ports: { http: 3001, metrics: 9090 },
      environment: { NODE_ENV: "production" },
      secrets: {
        DATABASE_URL: { secret: "database-credentials", key: "url" },
        JWT_SECRET: { secret: "auth-secrets", key: "jwt-secret" },
      },
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
      livenessProbe: {
        path: "/health/live",
        initialDelaySeconds: 30,
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      },
      readinessProbe: {
        path: "/health/ready",
        initialDelaySeconds: 10,
        periodSeconds: 5,
        timeoutSeconds: 3,
        failureThreshold: 3,
      },
      config: { mountPath: "/app/config" },
      // INF-001 §4.2
      route: {
        hosts: ["auth.techally.com"],
        prefix: "/api/auth",
        timeout: "30s",
        retries: { attempts: 3, perTryTimeout: "10s", retryOn: "5xx,reset,connect-failure,refused-stream" },
      },
      trafficPolicy: {
        connectionPool: {
          tcp: { maxConnections: 100 },
          http: { http1MaxPendingRequests: 100, http2MaxRequests: 100, maxRequestsPerConnection: 2 },
        },
        loadBalancer: "LEAST_REQUEST",
        outlierDetection: {
          consecutive5xxErrors: 5,
          interval: "30s",
          baseEjectionTime: "30s",
          maxEjectionPercent: 50,
        },
      },
      // INF-001 §8.1
      autoscaling: {
        minReplicas: 3,
        maxReplicas: 10,
        cpuUtilization: 70,
        memoryUtilization: 80,
        requestsPerSecond: 100,
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [
            { type: "Percent", value: 10, periodSeconds: 60 },
            { type: "Pods", value: 1, periodSeconds: 60 },
          ],
          selectPolicy: "Min",
        },
        scaleUp: {
          stabilizationWindowSeconds: 60,
          policies: [
            { type: "Percent", value: 100, periodSeconds: 30 },
            { type: "Pods", value: 2, periodSeconds: 30 },
          ],
          selectPolicy: "Max",
        },
      },
    },
  },
  // INF-001 §5.1, §9.1
  database: {
    name: "techally",
    masterUsername: "techally_admin", // RDS reserves "admin"
    instanceClass: "db.r6g.2xlarge",
    allocatedStorage: 100,
    storageType: "gp3",
    backupRetentionDays: 30,
    backupWindow: "03:00-04:00",
    maintenanceWindow: "sun:04:00-sun:05:00",
    crossRegionBackupRetentionDays: 30,
    multiAz: true,
    deletionProtection: true,
    finalSnapshot: true,
    performanceInsightsRetentionDays: 7,
    logExports: ["postgresql"],
    replicas: { count: 2, instanceClass: "db.r6g.xlarge" },
  },
  // INF-001 §5.2; retention and window of the snapshots are those of §9.1
  cache: {
    nodeType: "cache.r6g.xlarge",
    nodes: 3,
    automaticFailover: true,
    multiAz: true,
    snapshotRetentionDays: 7,
    snapshotWindow: "04:00-05:00",
  },
  storage: {
    // INF-001 §6.1, §9.1
    corsOrigins: ["https://techally.com"],
    media: {
      infrequentAccessAfterDays: 30,
      glacierAfterDays: 90,
      archiveAccessAfterDays: 90,
      deepArchiveAccessAfterDays: 180,
    },
    // INF-001 §6.2
    fileSystem: { infrequentAccessAfterDays: 30, throughputMode: "elastic" },
  },
  // INF-001 §7.1 and §4.2
  edge: { webHosts: ["www"], apiHosts: ["auth"] },
  // INF-001 §9.1; what RDS and ElastiCache back up by themselves is said in "database" and "cache"
  backup: {
    vaultLock: { minRetentionDays: 30, maxRetentionDays: 90 },
    database: { schedule: "cron(0 7 ? * SUN *)", retentionDays: 90 }, // weekly
    fileSystem: { schedule: "cron(0 5 * * ? *)", retentionDays: 30, copyRetentionDays: 30 }, // daily
    cache: { schedule: "cron(0 8 * * ? *)", retentionDays: 14 }, // daily
  },
  // INF-001 §1.2 "CI/CD", §4.1; whoever may push to this GitHub repository may push images
  delivery: { repository: "techally/platform" },
  operations: { emails: ["infrastructure@techally.com"] },
  // Of the whole account; a first figure, to be replaced by what the first months cost.
  cost: { monthlyBudgetUsd: 9000 },
  // INF-001 §2.1 gives range, region and number of zones; the subnets mirror those of the primary region.
  disasterRecovery: {
    posture: "standby",
    network: {
      cidr: "10.1.0.0/16",
      region: "us-west-2",
      zones: {
        "us-west-2a": { public: "10.1.1.0/24", private: "10.1.10.0/24", database: "10.1.20.0/24", natGateway: true },
        "us-west-2b": { public: "10.1.2.0/24", private: "10.1.11.0/24", database: "10.1.21.0/24", natGateway: true },
      },
      // Set at creation: a zone that is added later is not added here.
      controlPlaneZones: ["us-west-2a", "us-west-2b"],
    },
  },
});
