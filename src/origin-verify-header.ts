/**
 * The header by which a load balancer knows that a request came through the environment's own distribution: its value
 * is the origin secret (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html).
 */
export const originVerifyHeader = "X-Origin-Verify";
