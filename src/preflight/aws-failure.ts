/** Why the AWS CLI gave no answer. */
export type FailureKind =
  | "no-cli"
  | "no-credentials"
  | "denied"
  | "throttled"
  | "unreachable"
  /** AWS answered with another error; `code` has it. */
  | "refused";

/** A call of the AWS CLI that failed. */
export class AwsFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** AWS' name of the error, such as NoSuchResourceException. */
    readonly code?: string,
  ) {
    super(message);
  }
}

const signIn = "sign in (aws sso login, or AWS_PROFILE, or a role's variables) and run it again";

const noCredentials =
  /Unable to locate credentials|config profile .* could not be found|SSO (session|Token)|token has expired|refresh failed|Error when retrieving (token|credentials)|Partial credentials/i;
const unreachable =
  /Could not connect to the endpoint|Unable to locate endpoint|(Connect|Read) timeout on endpoint|Connection was closed|Invalid endpoint|Failed to connect to proxy/i;

const credentialCodes = new Set([
  "AuthFailure",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "RequestExpired",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
]);
const denied =
  /^(AccessDenied|AccessDeniedException|AuthorizationError|UnauthorizedOperation|UnauthorizedException|NotAuthorized)$/;
const throttled = /^(Throttling|ThrottlingException|ThrottledException|TooManyRequests(Exception)?|SlowDown)$/;
const limits = /^(RequestLimitExceeded|RequestThrottled(Exception)?|BandwidthLimitExceeded|PriorRequestNotComplete)$/;

/** Code of a refusal that AWS words as a missing permission: nobody has turned Cost Explorer on in the account. */
export const costExplorerDisabled = "CostExplorerDisabled";

/** Characters of a message; AWS' own, with the names of role and resource, are shorter. */
const longest = 300;

/** What IAM calls a service that the CLI calls otherwise. */
const iamNames: Readonly<Record<string, string>> = {
  elbv2: "elasticloadbalancing",
  s3api: "s3",
  "service-quotas": "servicequotas",
};

/** Reads what the CLI wrote to its standard error. */
export function failureOf(args: readonly string[], stderr: string): AwsFailure {
  const [service = "", command = ""] = args;
  const text = stderr.trim().replaceAll(/\s+/g, " ") || "no reason was given";
  const shown = shorten(text);
  if (noCredentials.test(text)) return new AwsFailure("no-credentials", `${shown}; ${signIn}`);
  if (unreachable.test(text)) return new AwsFailure("unreachable", unreachableMessage(service, args, shown));
  const [, code, operation] =
    /error occurred \((\w+)\)(?: \([^)]*\))? when calling the (\w+) operation/.exec(text) ?? [];
  if (code === undefined) return new AwsFailure("refused", `aws ${service} ${command}: ${shown}`);
  if (credentialCodes.has(code))
    return new AwsFailure("no-credentials", `AWS refuses the credentials (${code}); ${signIn}`);
  if (/not enabled for cost explorer/i.test(text)) return new AwsFailure("refused", shown, costExplorerDisabled);
  if (denied.test(code)) {
    const [, named] = /not authorized to perform: ([\w-]+:\w+)/.exec(text) ?? [];
    const permission = named ?? `${iamNames[service] ?? service}:${operation}`;
    return new AwsFailure("denied", `the role lacks the permission ${permission}`, code);
  }
  if (throttled.test(code) || limits.test(code)) {
    const message = `AWS throttled aws ${service} ${command} to the last attempt; run it again later, with AWS_MAX_ATTEMPTS=15`;
    return new AwsFailure("throttled", message, code);
  }
  return new AwsFailure("refused", `aws ${service} ${command}: ${shown}`, code);
}

/** A proxy may answer with a page. */
function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)} …`;
}

function unreachableMessage(service: string, args: readonly string[], text: string): string {
  const region = args[args.indexOf("--region") + 1];
  const where = args.includes("--region") ? ` in ${region}` : "";
  return `${service} cannot be reached${where}: it is not offered there, or the network does not let it through (${text})`;
}
