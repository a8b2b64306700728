import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { bundleFunction } from "../../../modules/lambda/bundle";
import { NodeFunction, type NodeFunctionProps } from "../../../modules/lambda/node-function";
import { zipFile } from "../../../modules/lambda/zip";
import { synthConstruct } from "../../support/synth";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-function-"));
const entryPoint = path.join(folder, "index.ts");
fs.writeFileSync(
  entryPoint,
  'import { greeting } from "./greeting";\nexport const handler = (): string => greeting;\n',
);
fs.writeFileSync(path.join(folder, "greeting.ts"), 'export const greeting: string = "hello";\n');
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The file in an archive, found by way of its directory, as every reader does. */
function unzip(zip: Buffer) {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const directory = zip.readUInt32LE(end + 16);
  const [method, size, nameLength] = [
    zip.readUInt16LE(directory + 10),
    zip.readUInt32LE(directory + 20),
    zip.readUInt16LE(directory + 28),
  ];
  const header = zip.readUInt32LE(directory + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const content = zip.subarray(start, start + size);
  return {
    entries: zip.readUInt16LE(end + 10),
    name: zip.toString("utf8", directory + 46, directory + 46 + nameLength),
    mode: zip.readUInt32LE(directory + 38) >>> 16,
    content: method === 0 ? content : inflateRawSync(content),
  };
}

describe("zipFile", () => {
  test("holds one file that everyone may read", () => {
    expect(unzip(zipFile("index.js", Buffer.from("hello")))).toEqual({
      entries: 1,
      name: "index.js",
      mode: 0o100644,
      content: Buffer.from("hello"),
    });
  });

  test("gives the same bytes for the same content, for ever", () => {
    const hash = createHash("sha256")
      .update(zipFile("index.js", Buffer.from("hello")))
      .digest("hex");
    expect(hash).toBe("790243f6fa8629980fad7e078fbdc6517b2f54313286cc1ec5f2dba526bf81eb");
    expect(zipFile("index.js", Buffer.from("hello"))).toEqual(zipFile("index.js", Buffer.from("hello")));
  });

  test("has the checksum of the content", () => {
    // CRC-32 of the catalogue's check value, https://reveng.sourceforge.io/crc-catalogue/all.htm
    expect(zipFile("x", Buffer.from("123456789")).readUInt32LE(14)).toBe(0xcbf43926);
  });
});

describe("bundleFunction", () => {
  test("packs the function with the files that it imports", () => {
    const { zip, hash } = bundleFunction(entryPoint, "nodejs22.x");
    const exported: { handler?: () => string } = {};
    new Function("module", unzip(zip).content.toString())({
      set exports(value: object) {
        Object.defineProperties(exported, Object.getOwnPropertyDescriptors(value));
      },
    });
    expect(exported.handler?.()).toBe("hello");
    expect(hash).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  test("does not depend on where the source is", () => {
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), "techally-copy-"));
    fs.cpSync(folder, copy, { recursive: true });
    try {
      const elsewhere = bundleFunction(path.join(copy, "index.ts"), "nodejs22.x");
      expect(elsewhere.hash).toBe(bundleFunction(entryPoint, "nodejs22.x").hash);
    } finally {
      fs.rmSync(copy, { recursive: true });
    }
  });

  test("says what it cannot bundle", () => {
    expect(() => bundleFunction(path.join(folder, "missing.ts"), "nodejs22.x")).toThrow(/missing\.ts/);
    expect(() => bundleFunction(entryPoint, "python3.13")).toThrow(
      "the runtime python3.13 is none of Node.js; choose one such as nodejs22.x",
    );
  });
});

function synthFunction(props: Partial<NodeFunctionProps> = {}) {
  return synthConstruct((stack) => {
    new NodeFunction(stack, "greeter", {
      name: "acme-greeter",
      description: "Greets",
      entryPoint,
      runtime: "nodejs22.x",
      timeoutSeconds: 60,
      environment: { NAME: "world" },
      statements: [{ sid: "Greet", actions: ["sns:Publish"], resources: ["arn:aws:sns:us-east-1:1:greetings"] }],
      logRetentionDays: 30,
      deadLetterQueueArn: "arn:aws:sqs:us-east-1:1:dead-letters",
      ...props,
    });
  });
}

describe("NodeFunction", () => {
  test("runs the packed source under a role of its own, and logs as JSON", () => {
    const json = synthFunction();
    const { hash, zip } = bundleFunction(entryPoint, "nodejs22.x");
    const contentHash = createHash("md5").update(zip).digest("hex").toUpperCase();
    expect(json.resource("aws_lambda_function", "greeter")).toEqual({
      function_name: "acme-greeter",
      description: "Greets",
      role: "${aws_iam_role.greeter.arn}",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: `assets/greeter/${contentHash}/acme-greeter.zip`,
      source_code_hash: hash,
      timeout: 60,
      memory_size: 256,
      environment: { variables: { NAME: "world" } },
      logging_config: { log_format: "JSON", log_group: "${aws_cloudwatch_log_group.greeter.name}" },
      tags: { Name: "acme-greeter" },
    });
    expect(json.resource("aws_cloudwatch_log_group", "greeter")).toEqual({
      name: "/aws/lambda/acme-greeter",
      retention_in_days: 30,
    });
  });

  test("may write its log and its failures, and do what it is there for", () => {
    expect(synthFunction().data("aws_iam_policy_document", "greeter_permissions").statement).toEqual([
      {
        sid: "WriteLog",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: ["${aws_cloudwatch_log_group.greeter.arn}:*"],
      },
      { sid: "KeepFailures", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:1:dead-letters"] },
      { sid: "Greet", actions: ["sns:Publish"], resources: ["arn:aws:sns:us-east-1:1:greetings"] },
    ]);
  });

  test("is tried three times, and what fails then is kept", () => {
    expect(synthFunction().resource("aws_lambda_function_event_invoke_config", "greeter")).toEqual({
      function_name: "${aws_lambda_function.greeter.function_name}",
      maximum_retry_attempts: 2,
      destination_config: { on_failure: { destination: "arn:aws:sqs:us-east-1:1:dead-letters" } },
      depends_on: ["aws_iam_role.greeter", "aws_iam_role_policy.greeter"],
    });
  });

  test("reserves no concurrency, which new accounts do not have", () => {
    expect(synthFunction().resource("aws_lambda_function", "greeter")).not.toHaveProperty(
      "reserved_concurrent_executions",
    );
  });

  test("memorySize", () => {
    expect(synthFunction({ memorySize: 512 }).resource("aws_lambda_function", "greeter").memory_size).toBe(512);
  });
});
