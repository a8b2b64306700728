import { z } from "zod";
import { anyQuantity, cpuQuantity, memoryQuantity, namespaceName } from "./formats/kubernetes";
import { quotaResource } from "./formats/quota";

const amounts = z.object({ cpu: cpuQuantity, memory: memoryQuantity });

/** A namespace of the environment's cluster (INF-001 §3.2), in the mesh and closed but for what is opened here. */
const namespace = z.object({
  /**
   * What all pods together may ask for (https://kubernetes.io/docs/concepts/policy/resource-quotas/).
   * Default: a fifth of what INF-001 gives production.
   */
  quota: z.record(quotaResource, anyQuantity).default({
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
  httpsEgress: z.array(z.string()).default([]),
});

/** The namespaces that hold services, by name. Default: none. */
export const namespacesSection = z.record(namespaceName, namespace).default({});

export type NamespacesSection = z.output<typeof namespacesSection>;
