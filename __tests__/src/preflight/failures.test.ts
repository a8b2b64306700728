import { exitCodeOf } from "../../../src/preflight/finding";
import { about, fixturePlan, look } from "../../support/preflight";
import { account, awsError } from "../../support/recorded-account";

const plan = fixturePlan("production");

test("one question without permission leaves the others, and names the permission", async () => {
  const { findings } = await look(plan, {
    "ec2 describe-addresses": awsError(
      "UnauthorizedOperation",
      "DescribeAddresses",
      `You are not authorized to perform this operation. User: arn:aws:sts::${account}:assumed-role/r/s is not authorized ` +
        "to perform: ec2:DescribeAddresses because no identity-based policy allows it",
    ),
    "elbv2 describe-load-balancers": awsError("AccessDenied", "DescribeLoadBalancers", "no"),
    "ce get-anomaly-monitors": awsError("AccessDeniedException", "GetAnomalyMonitors", "no"),
  });
  expect(about(findings, "Elastic IPs in us-east-1")).toEqual({
    level: "unchecked",
    what: "Elastic IPs in us-east-1",
    detail: "3 needed, AWS' default is 5; the role lacks the permission ec2:DescribeAddresses",
  });
  expect(about(findings, "application load balancers in us-east-1").detail).toMatch(
    /the permission elasticloadbalancing:DescribeLoadBalancers$/,
  );
  expect(about(findings, "cost anomaly monitor").detail).toMatch(/the permission ce:GetAnomalyMonitors$/);
  expect(about(findings, "VPCs in us-east-1").level).toBe("ok");
  expect(exitCodeOf(findings)).toBe(2);
});

test("throttled to the last attempt", async () => {
  const throttled = {
    fails:
      "\nAn error occurred (TooManyRequestsException) when calling the GetServiceQuota operation " +
      "(reached max retries: 4): Rate exceeded\n",
  };
  const { findings } = await look(plan, { "service-quotas get-service-quota L-1194D53C": throttled });
  expect(about(findings, "EKS clusters in us-east-1")).toMatchObject({
    level: "unchecked",
    detail: expect.stringMatching(/^1 needed, AWS' default is 100; AWS throttled aws service-quotas get-service-quota/),
  });
});

test("a region without Service Quotas", async () => {
  const fails = '\nCould not connect to the endpoint URL: "https://servicequotas.us-west-2.amazonaws.com/"\n';
  const { findings } = await look(plan, { "service-quotas get-service-quota us-west-2": { fails } });
  expect(about(findings, "VPCs in us-west-2").detail).toMatch(
    /^1 needed, AWS' default is 5; service-quotas cannot be reached in us-west-2: it is not offered there, or/,
  );
  expect(about(findings, "VPCs in us-east-1").level).toBe("ok");
});

test.each([
  [
    "no credentials",
    { fails: '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n' },
  ],
  ["an SSO session that ended", { fails: "\nError loading SSO Token: Token for techally does not exist\n" }],
  ["credentials that expired", awsError("ExpiredToken", "GetCallerIdentity", "The security token has expired")],
])("%s: said once, and nothing else is asked", async (_title, answer) => {
  const { findings, calls } = await look(plan, { "sts get-caller-identity": answer });
  expect(about(findings, "account")).toMatchObject({
    level: "blocks",
    detail: expect.stringContaining("aws sso login"),
  });
  expect(about(findings, "everything in the account").level).toBe("unchecked");
  expect(calls.filter((call) => call.startsWith("aws ") && !call.includes("--version"))).toHaveLength(1);
  expect(exitCodeOf(findings)).toBe(1);
});

test("no AWS CLI", async () => {
  const { findings } = await look(plan, { "aws --version": null, "sts get-caller-identity": null });
  expect(about(findings, "AWS CLI").level).toBe("blocks");
  expect(about(findings, "account").detail).toMatch(/^the AWS CLI was not found; install version 2/);
});

test("an answer that is not what AWS documents", async () => {
  const { findings } = await look(plan, { "iam list-open-id-connect-providers": "<html>Bad Gateway</html>" });
  expect(about(findings, "identity providers")).toMatchObject({
    level: "unchecked",
    detail: expect.stringMatching(/^the answer was not understood: /),
  });
});
