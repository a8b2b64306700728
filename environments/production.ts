import { defineEnvironment } from "../src/config";
import { shared } from "./shared";

/** INF-001, value for value. What is not written here has the default of its schema in src/config/sections. */
export const production = defineEnvironment({
  ...shared,
  name: "production",
  prefix: "techally",
  dns: { domain: "techally.com" },
  // INF-001 §2.1
  network: {
    cidr: "10.0.0.0/16",
    region: "us-east-1",
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    subnets: {
      public: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24", "us-east-1c": "10.0.3.0/24" },
      private: { "us-east-1a": "10.0.10.0/24", "us-east-1b": "10.0.11.0/24", "us-east-1c": "10.0.12.0/24" },
      database: { "us-east-1a": "10.0.20.0/24", "us-east-1b": "10.0.21.0/24", "us-east-1c": "10.0.22.0/24" },
    },
    natGateways: ["us-east-1a", "us-east-1b", "us-east-1c"], // One per AZ
  },
  // INF-001 §3.1
  cluster: {
    name: "techally-production",
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
  // INF-001 §2.1 gives range, region and number of zones; the subnets mirror those of the primary region.
  disasterRecovery: {
    posture: "standby",
    network: {
      cidr: "10.1.0.0/16",
      region: "us-west-2",
      availabilityZones: ["us-west-2a", "us-west-2b"],
      subnets: {
        public: { "us-west-2a": "10.1.1.0/24", "us-west-2b": "10.1.2.0/24" },
        private: { "us-west-2a": "10.1.10.0/24", "us-west-2b": "10.1.11.0/24" },
        database: { "us-west-2a": "10.1.20.0/24", "us-west-2b": "10.1.21.0/24" },
      },
      natGateways: ["us-west-2a", "us-west-2b"],
    },
  },
});
