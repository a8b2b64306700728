import { z } from "zod";
import { int32 } from "./formats/bounds";
import { emailAddress } from "./formats/text";

const percent = z.number().min(1).max(100);
const seconds = z.int().min(1).max(86_400);
const count = z.int().min(1).max(int32);

const databaseAlarms = z.object({
  /** Processor, in percent. Default: 80. */
  cpuPercent: percent.default(80),
  /** Free storage, in percent of what is allocated at creation; RDS grows the storage at 10. Default: 5. */
  freeStoragePercent: percent.default(5),
  /** How far a replica in the same region may lag, in seconds. Default: 60. */
  replicaLagSeconds: seconds.default(60),
  /** How far the standby region's replica may lag, in seconds. Default: 300. */
  crossRegionReplicaLagSeconds: seconds.default(300),
  /** Connections, in percent of `database.maxConnections`. Default: 80. */
  connectionsPercent: percent.default(80),
});

const cacheAlarms = z.object({
  /** Memory for data, in percent. Default: 80. */
  memoryPercent: percent.default(80),
  /** Redis' one thread, in percent. Default: 80. */
  cpuPercent: percent.default(80),
  /** Keys that a node drops because memory is full, in five minutes. Default: 1. */
  evictions: count.default(1),
  /** How far a replica may lag, in seconds. Default: 10. */
  replicationLagSeconds: seconds.default(10),
});

const loadBalancerAlarms = z.object({
  /** Errors of the load balancer itself, in five minutes. Default: 25. */
  ownErrors: count.default(25),
  /** Errors of the services behind it, in five minutes. Default: 50. */
  targetErrors: count.default(50),
  /** Nodes that fail their health check for five minutes. Default: 1. */
  unhealthyHosts: count.default(1),
});

const alarms = z.object({
  database: databaseAlarms.prefault({}),
  cache: cacheAlarms.prefault({}),
  loadBalancer: loadBalancerAlarms.prefault({}),
  /** Packets that a NAT gateway drops, in five minutes. Default: 100. */
  natGatewayPacketsDropped: count.default(100),
  /** Requests that the Kubernetes API server fails, in five minutes. Default: 50. */
  apiServerErrors: count.default(50),
  /** Pods that find no node for fifteen minutes. Default: 1. */
  unschedulablePods: count.default(1),
  /** Requests that CloudFront answers with an error of the server, in percent. Default: 5. */
  distributionErrorPercent: percent.default(5),
  /** Days before a certificate expires; ACM renews 45 days or more before. Default: 30. */
  certificateDays: z.int().min(1).max(45).default(30),
});

// SNS takes millions; who has more readers sends to a mailing list.
const readers = 100;

const section = z.object({
  /**
   * Addresses that get alarms, budget warnings and cost anomalies; each has to confirm the subscription.
   * Default: none, subscribe something to the topic instead. Append new ones: of two that differ in a sign such as + or -
   * alone, the first keeps its subscription.
   */
  emails: z.array(emailAddress).max(readers).default([]),
  /** When alarms go off. */
  alarms: alarms.prefault({}),
});

/** Who is told when something is wrong, and what counts as wrong. */
export const operationsSection = section.prefault({});

export type OperationsSection = z.output<typeof operationsSection>;
export type AlarmThresholds = OperationsSection["alarms"];
