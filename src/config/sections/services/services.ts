import { z } from "zod";
import { bucketKinds } from "../../values/bucket-kinds";
import { atMost, int32, podsOfCluster } from "../formats/bounds";
import { imageRegistry, imageRepository, imageTag, mountPath } from "../formats/containers";
import { setAtCreation } from "../formats/creation";
import {
  cpuQuantity,
  dataKey,
  labelValue,
  memoryQuantity,
  namespaceName,
  objectName,
  variableName,
} from "../formats/kubernetes";
import { constructId, escapedText, matching, policyText } from "../formats/text";
import { serviceLevel } from "./service-level";
import { autoscaling } from "./service-scaling";
import { route, trafficPolicy } from "./service-traffic";

// A Service's name starts with a letter; the name of an IAM role, <prefix>-<service>, has 64 characters.
const serviceName = constructId(
  matching(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
    allowed: "1-40 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
    fix: "rename the service: host names inside the cluster carry its name",
  }),
);

const image = z.object({
  /** Registry host. Default: the account's ECR in `delivery.registryRegion`, or else in the region that the pods run in. */
  registry: imageRegistry.optional(),
  /** Repository in the registry, which `<env>-delivery` creates in the account's own. Default: the service's name. */
  repository: imageRepository.optional(),
  /** Tag of the image; it has to be pushed before the service is deployed. */
  tag: imageTag,
  /** Default: IfNotPresent, as tags are never moved. */
  pullPolicy: z.enum(["Always", "IfNotPresent"]).default("IfNotPresent"),
});

// The mesh's own ports: https://istio.io/latest/docs/ops/deployment/application-requirements/
const port = z
  .int()
  .min(1024)
  .max(65535)
  .refine((value) => value < 15000 || value > 15099, {
    params: { allowed: "1024-65535 without 15000-15099", fix: "choose another port: the sidecar listens there" },
  });

const amounts = z.object({ cpu: cpuQuantity, memory: memoryQuantity });

const probe = (path: string, timing: { initialDelaySeconds: number; periodSeconds: number; timeoutSeconds: number }) =>
  z
    .object({
      path: matching(/^\/[!"$-~]*$/, {
        allowed: "a path that starts with /, of printable ASCII characters without spaces and #",
        fix: "write the path alone, with its query if it has one",
      }).default(path),
      initialDelaySeconds: z.int().min(0).max(int32).default(timing.initialDelaySeconds),
      periodSeconds: z.int().min(1).max(int32).default(timing.periodSeconds),
      timeoutSeconds: z.int().min(1).max(int32).default(timing.timeoutSeconds),
      failureThreshold: z.int().min(1).max(int32).default(3),
    })
    .prefault({});

const action = matching(/^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*$/, {
  allowed: "one action of one AWS service, such as s3:GetObject, without *",
  fix: "list each action that the service calls",
});

// A role's own policies have 10,240 characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const policyEntries = 500;

// An object is kept in etcd, which takes 1.5 MiB at a time: https://etcd.io/docs/v3.6/dev-guide/limit/
const entriesOfObject = 1000;

// Services of a cluster: https://github.com/kubernetes/community/blob/master/sig-scalability/configs-and-limits/thresholds.md
const servicesOfCluster = 10_000;

/** Something the service's pods may do in AWS, to one of `bucket`, `secret` and `resources`. */
const permission = z.object({
  actions: z.array(action).min(1).max(policyEntries),
  /** One of the environment's buckets with all that is in it: the bucket of the region that the pods run in. */
  bucket: z.enum(bucketKinds).optional(),
  /** A secret in Secrets Manager, one of the platform's or of `secrets`, as the region that the pods run in has it. */
  secret: objectName.optional(),
  /** ARNs of anything else; they are the same in both regions. */
  resources: z.array(policyText).min(1).max(policyEntries).optional(),
});

/** A service in the mesh (INF-001 §4, §8.1): all of its Kubernetes objects follow from one entry. */
const service = z.object({
  /** One of `namespaces`. Default: the namespace that is called like the environment. */
  namespace: namespaceName.optional(),
  /** Label `version` of the pods, by which the mesh tells releases apart. Default: v1. */
  version: labelValue.min(1).default("v1"),
  image,
  /** Number of pods. Set at creation: afterwards the autoscaler decides. Default: 3. */
  replicas: setAtCreation(z.int().min(1).max(podsOfCluster).default(3), "ignored"),
  /** Old ReplicaSets to go back to. Default: 10. */
  revisionHistoryLimit: z.int().min(0).max(int32).default(10),
  /** Pods beyond and below the wanted number during a release. Default: one more, none fewer. */
  rollingUpdate: z
    .object({
      maxSurge: z.int().min(0).max(podsOfCluster).default(1),
      maxUnavailable: z.int().min(0).max(podsOfCluster).default(0),
    })
    .prefault({}),
  ports: z.object({
    http: port,
    /** Prometheus metrics under /metrics. Default: 9090. */
    metrics: port.default(9090),
  }),
  /** Environment variables. Default: none. */
  environment: atMost(z.record(variableName, escapedText), entriesOfObject).default({}),
  /** Environment variables from keys of secrets in Secrets Manager. Default: none. */
  secrets: atMost(z.record(variableName, z.object({ secret: objectName, key: dataKey })), entriesOfObject).default({}),
  /** Environment variables with the names of the environment's buckets, as each region has them. Default: none. */
  buckets: atMost(z.record(variableName, z.enum(bucketKinds)), entriesOfObject).default({}),
  resources: z.object({ requests: amounts, limits: amounts }).default({
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { cpu: "500m", memory: "512Mi" },
  }),
  /** When it fails, the container is restarted. Default: /health/live, every 10 s from the 30th second. */
  livenessProbe: probe("/health/live", { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5 }),
  /** While it fails, the pod gets no requests. Default: /health/ready, every 5 s from the 10th second. */
  readinessProbe: probe("/health/ready", { initialDelaySeconds: 10, periodSeconds: 5, timeoutSeconds: 3 }),
  /** Files of the ConfigMap `<service>-config`, mounted read-only, of 1 MiB in all. Default: none, at /app/config. */
  config: z
    .object({
      mountPath: mountPath.default("/app/config"),
      files: atMost(z.record(dataKey, escapedText), entriesOfObject).default({}),
    })
    .prefault({}),
  /** How it is reached from outside. Default: from inside the mesh only. */
  route: route.optional(),
  trafficPolicy: trafficPolicy.prefault({}),
  autoscaling: autoscaling.prefault({}),
  /** What the service promises, and alerts watch. Default: nothing. */
  slo: serviceLevel.optional(),
  /** Pods that maintenance leaves running. Default: one fewer than the autoscaler's minimum. */
  minAvailable: z.int().min(0).max(podsOfCluster).optional(),
  /** User id of the process, neither root's nor the sidecar's (1337). Default: 1000. */
  runAsUser: z
    .int()
    .min(1)
    .max(int32)
    .refine((id) => id !== 1337, {
      params: {
        allowed: "any id but 0 and 1337",
        fix: "choose another: 1337 is the sidecar's, which the mesh ignores",
      },
    })
    .default(1000),
  /** What the pods may do in AWS, through an EKS pod identity. Default: nothing. */
  permissions: z.array(permission).max(policyEntries).default([]),
});

/** The services of the environment, by name. Default: none. */
export const servicesSection = atMost(z.record(serviceName, service), servicesOfCluster).default({});

export type ServicesSection = z.output<typeof servicesSection>;
export type ServiceSection = z.output<typeof service>;
export type PermissionSection = z.output<typeof permission>;
