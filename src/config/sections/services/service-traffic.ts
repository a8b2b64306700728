import { z } from "zod";
import { mostHosts } from "../edge";
import { int32 } from "../formats/bounds";
import { duration, durationUpTo, retryOn } from "../formats/mesh";
import { domainName, matching } from "../formats/text";

const count = z.int().min(1).max(int32);

/** How requests reach a service from outside (https://istio.io/latest/docs/reference/config/networking/virtual-service/). */
export const route = z.object({
  /** Hosts of the environment: its domain, and those of `edge.webHosts` and `edge.apiHosts`. */
  hosts: z
    .array(domainName)
    .min(1)
    .max(mostHosts + 1),
  /**
   * Start of the paths that the service answers; below /static/, CloudFront answers itself. Default: /, which is all
   * that no other service of the host has.
   */
  // Characters of a path: https://datatracker.ietf.org/doc/html/rfc3986#section-3.3. Proxies resolve . and .. first.
  prefix: matching(/^(\/(?!\.{1,2}(\/|$))([\w.~!$&'()*+,;=:@-]|%[\dA-Fa-f]{2})*)+$/, {
    allowed: "a path that starts with /, such as /api/auth, of characters that URLs have, without . and ..",
    fix: "write the path alone, as browsers send it: no host, no query, no spaces; other characters as %C3%A4",
  }).default("/"),
  /**
   * Time until the caller gives up, with all retries: at most the 4000s that a load balancer waits
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html), and
   * `edge.originTimeoutSeconds` on hosts behind CloudFront. Tries that do not fit into it are not made. Default: 30s.
   */
  timeout: durationUpTo("4000s").default("30s"),
  retries: z
    .object({
      /** Tries after the first; 0 sends nothing again, and leaves the other two out. Default: 3. */
      attempts: z.int().min(0).max(10).default(3),
      /** Time for one try. Default: 10s. */
      perTryTimeout: duration.default("10s"),
      /** When to try again. Default: only when no request reached the service, so that nothing is done twice. */
      retryOn: retryOn.default("connect-failure,refused-stream"),
    })
    .prefault({}),
});

const connectionPool = z.object({
  tcp: z.object({ maxConnections: count.default(100) }).prefault({}),
  http: z
    .object({
      /** Requests that wait for a connection. Default: 100. */
      http1MaxPendingRequests: count.default(100),
      /** Requests under way at once. Default: 100. */
      http2MaxRequests: count.default(100),
      /** Requests before a connection is closed. Default: any number. */
      maxRequestsPerConnection: count.optional(),
    })
    .prefault({}),
});

const outlierDetection = z.object({
  /** Errors in a row after which a pod gets no more requests for a while. Default: 5. */
  consecutive5xxErrors: count.default(5),
  /** How often pods are looked at. Default: 30s. */
  interval: duration.default("30s"),
  /** First time out; it grows with every further one. Default: 30s. */
  baseEjectionTime: duration.default("30s"),
  /** Share of the pods that may be left out at once, in percent. Default: 50. */
  maxEjectionPercent: z.int().min(0).max(100).default(50),
});

/** How callers spread requests (https://istio.io/latest/docs/reference/config/networking/destination-rule/). */
export const trafficPolicy = z.object({
  connectionPool: connectionPool.prefault({}),
  /** Default: LEAST_REQUEST. */
  loadBalancer: z.enum(["LEAST_REQUEST", "ROUND_ROBIN", "RANDOM"]).default("LEAST_REQUEST"),
  outlierDetection: outlierDetection.prefault({}),
});
