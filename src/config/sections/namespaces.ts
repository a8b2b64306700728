import { z } from "zod";
import { atMost } from "./formats/bounds";
import { anyQuantity, cpuQuantity, memoryQuantity, namespaceName } from "./formats/kubernetes";
import { quotaResource } from "./formats/quota";

// Namespaces of a cluster: https://github.com/kubernetes/community/blob/master/sig-scalability/configs-and-limits/thresholds.md
const namespacesOfCluster = 10_000;

// An object is kept in etcd, which takes 1.5 MiB at a time: https://etcd.io/docs/v3.6/dev-guide/limit/
const entriesOfObject = 1000;

const amounts = z.object({ cpu: cpuQuantity, memory: memoryQuantity });

/** A namespace of the environment's cluster (INF-001 §3.2), in the mesh and closed but for what is opened here. */
const namespace = z.object({
  /**
   * What all pods together may ask for (https://kubernetes.io/docs/concepts/policy/resource-quotas/).
   * Default: a fifth of what INF-001 gives production.
   */
  quota: atMost(z.record(quotaResource, anyQuantity), entriesOfObject).default({
    "requests.cpu": "20",
    "requests.memory": "40Gi",
    persistentvolumeclaims: "10",
    "services.loadbalancers": "0",
  }),
  /**
   * What a container gets that asks for nothing: a quota refuses pods without requests
   * (https://kubernetes.io/docs/concepts/policy/limit-range/). Default: 100m and 128Mi, limited to 500m and 512Mi.
   */
  containerDefaults: z.object({ requests: amounts, limits: amounts }).default({
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { cpu: "500m", memory: "512Mi" },
  }),
  /** Lets pods connect to the environment's databases and caches. Default: false. */
  databaseAccess: z.boolean().default(false),
  /**
   * IPv4 ranges outside the VPC that pods may call over HTTPS: partners, or AWS where the VPC has no interface
   * endpoints. Default: none.
   */
  httpsEgress: z.array(z.string()).max(entriesOfObject).default([]),
});

/** The namespaces that hold services, by name. Default: none. */
export const namespacesSection = atMost(z.record(namespaceName, namespace), namespacesOfCluster).default({});

export type NamespacesSection = z.output<typeof namespacesSection>;
