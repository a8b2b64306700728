import { z } from "zod";
import { readDuration } from "../../values/duration";
import { matching } from "./text";

/**
 * A span of time of whole milliseconds, as Istio demands
 * (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute).
 *
 * @param longest - what it may be at most
 */
export function durationUpTo(longest: string) {
  const limit = readDuration(longest) as number;
  const isAllowed = (text: string) => {
    const milliseconds = readDuration(text);
    return milliseconds !== undefined && Number.isInteger(milliseconds) && milliseconds >= 1 && milliseconds <= limit;
  };
  const params = {
    allowed: `a number with a unit of ms, s, m or h, such as 30s: whole milliseconds from 1ms to ${longest}`,
    fix: "add the unit, and stay between the two",
  };
  return z.string().refine(isAllowed, { params });
}

/** A span of time for which only Go sets an end (https://pkg.go.dev/time#Duration): Istio reads it with its parser. */
export const duration = durationUpTo("2562047h");

/** What Istio retries on by name (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry). */
const retryConditions = [
  "5xx",
  "gateway-error",
  "reset",
  "reset-before-request",
  "connect-failure",
  "retriable-4xx",
  "refused-stream",
  "retriable-status-codes",
  "retriable-headers",
  "envoy-ratelimited",
  "http3-post-connect-failure",
  "cancelled",
  "deadline-exceeded",
  "internal",
  "resource-exhausted",
  "unavailable",
];

// The status codes of errors that Go has a text for, by which Istio judges: https://pkg.go.dev/net/http#StatusText
const errorStatus = "4(0\\d|1[0-8]|2[1-689]|31|51)|5(0[0-8]|1[01])";

const retryCondition = `(${retryConditions.join("|")}|${errorStatus})`;

/** When a request is sent again: names and status codes, separated by commas. */
export const retryOn = matching(new RegExp(`^${retryCondition}(,${retryCondition})*$`), {
  allowed: `${retryConditions.join(", ")} and status codes of errors, such as 503`,
  fix: "separate them by commas without spaces, such as connect-failure,refused-stream",
});
