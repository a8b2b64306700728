import { AwsCli } from "../../../src/preflight/aws-cli";
import { AwsFailure, failureOf } from "../../../src/preflight/aws-failure";
import { type CommandResult, runCommand } from "../../../src/preflight/run-command";

const answered = (stdout: string): CommandResult => ({ status: 0, stdout, stderr: "", missing: false });

test("asks each question once, with its region and as JSON", async () => {
  const calls: (readonly string[])[] = [];
  const cli = new AwsCli(async (_file, args) => {
    calls.push(args);
    return answered('{"Vpcs": []}');
  });
  const command = ["ec2", "describe-vpcs"];
  await Promise.all([cli.ask(command, "us-west-2"), cli.ask(command, "us-west-2"), cli.ask(command)]);
  expect(calls).toEqual([
    ["ec2", "describe-vpcs", "--region", "us-west-2", "--output", "json"],
    ["ec2", "describe-vpcs", "--region", "us-east-1", "--output", "json"],
  ]);
});

test("runs no more than six at a time, and all of them", async () => {
  let running = 0;
  let most = 0;
  const cli = new AwsCli(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return answered("");
  });
  const asked = Array.from({ length: 20 }, (_, index) => cli.ask(["iam", "get-role", "--role-name", String(index)]));
  expect(await Promise.all(asked)).toEqual(Array(20).fill({}));
  expect(most).toBe(6);
});

test("a failure frees its place", async () => {
  const cli = new AwsCli(async () => ({ status: 255, stdout: "", stderr: "broken", missing: false }));
  for (let index = 0; index < 10; index++) await expect(cli.ask(["a", String(index)])).rejects.toThrow("aws a");
});

test.each([
  ["The config profile (techally) could not be found", "no-credentials"],
  ["Error when retrieving token from sso: Token has expired and refresh failed", "no-credentials"],
  ["An error occurred (UnrecognizedClientException) when calling the GetServiceQuota operation: no", "no-credentials"],
  ["An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: no", "denied"],
  ["An error occurred (Throttling) when calling the ListRoles operation (reached max retries: 4): no", "throttled"],
  ["An error occurred (RequestLimitExceeded) when calling the DescribeVpcs operation: no", "throttled"],
  ['Connect timeout on endpoint URL: "https://iam.amazonaws.com/"', "unreachable"],
  ["An error occurred (404) when calling the HeadBucket operation: Not Found", "refused"],
  ["", "refused"],
])("%s", (stderr, kind) => {
  expect(failureOf(["ec2", "describe-vpcs", "--region", "us-east-1"], `\n${stderr}\n`)).toMatchObject({ kind });
});

test("names the permission as IAM does", () => {
  const stderr = "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied";
  expect(failureOf(["s3api", "list-buckets"], stderr)).toEqual(
    new AwsFailure("denied", "the role lacks the permission s3:ListBuckets", "AccessDenied"),
  );
});

test("an answer that is a page of HTML is cut", () => {
  const { message } = failureOf(["iam", "list-roles"], `An error occurred (500) when calling it: ${"<p>".repeat(500)}`);
  expect(message.length).toBeLessThan(400);
});

describe("programs of this machine", () => {
  test("their output, exit code and errors", async () => {
    const script =
      'console.log(process.env.AWS_PAGER + process.env.AWS_RETRY_MODE); console.error("no"); process.exit(3)';
    expect(await runCommand(process.execPath, ["-e", script])).toEqual({
      status: 3,
      stdout: "standard\n",
      stderr: "no\n",
      missing: false,
    });
    expect(await runCommand(process.execPath, ["-e", ""])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
      missing: false,
    });
  });

  test("one that is not there", async () => {
    expect(await runCommand("techally-no-such-program", [])).toMatchObject({ missing: true, status: undefined });
  });
});
