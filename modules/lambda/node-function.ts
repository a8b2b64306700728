import fs from "node:fs";
import path from "node:path";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { App, AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { resourcesIn } from "../identity/dependencies";
import { ServiceRole } from "../identity/service-role";
import { bundleFunction, packagedFile } from "./bundle";

export interface NodeFunctionProps {
  /** Name of the function, its role and its log group; at most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** Absolute path of the TypeScript file that exports `handler`. */
  readonly entryPoint: string;
  /** Lambda's name of the runtime, such as `nodejs22.x`. */
  readonly runtime: string;
  /** Seconds after which a run is ended, 1-900. */
  readonly timeoutSeconds: number;
  /**
   * Memory in MiB.
   * @default 256
   */
  readonly memorySize?: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What the function may do, beside writing its log. */
  readonly statements: readonly DataAwsIamPolicyDocumentStatement[];
  /** Days that CloudWatch keeps the log. */
  readonly logRetentionDays: number;
  /** Queue for invocations that failed for good. */
  readonly deadLetterQueueArn: string;
}

/**
 * A Lambda function in TypeScript that is invoked asynchronously
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html): Lambda runs it again one and two minutes after
 * an error, then hands the invocation to the dead-letter queue.
 *
 * No concurrency is reserved: Lambda refuses that in accounts that still have their first quota of 10, so a function
 * must not mind a second run beside it.
 */
export class NodeFunction extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { name, runtime, deadLetterQueueArn } = props;
    const logGroup = new CloudwatchLogGroup(this, id, {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new ServiceRole(new Construct(this, "execution"), id, {
      name,
      description: `Lets the function ${name} do its work`,
      service: "lambda.amazonaws.com",
      statements: [
        {
          sid: "WriteLog",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${logGroup.arn}:*`],
        },
        { sid: "KeepFailures", actions: ["sqs:SendMessage"], resources: [deadLetterQueueArn] },
        ...props.statements,
      ],
    });
    const { zip, hash } = bundleFunction(props.entryPoint, runtime);
    const code = new TerraformAsset(new Construct(this, "code"), id, {
      path: writeBesideStacks(this, `${name}.zip`, zip),
      type: AssetType.FILE,
    });
    const lambda = new LambdaFunction(new Construct(this, "lambda"), id, {
      functionName: name,
      description: props.description,
      role: role.arn,
      runtime,
      architectures: ["arm64"],
      handler: `${path.parse(packagedFile).name}.handler`,
      filename: code.path,
      sourceCodeHash: hash,
      timeout: props.timeoutSeconds,
      memorySize: props.memorySize ?? 256,
      environment: { variables: { ...props.environment } },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tags: { Name: name },
    });
    this.arn = lambda.arn;
    this.name = lambda.functionName;
    new LambdaFunctionEventInvokeConfig(new Construct(this, "retries"), id, {
      functionName: lambda.functionName,
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: deadLetterQueueArn } },
      // Lambda refuses a destination that the role may not write to.
      dependsOn: resourcesIn(role),
    });
  }
}

/** The framework copies assets from files; one in its own output folder goes when that is cleaned up. */
function writeBesideStacks(scope: Construct, name: string, content: Buffer): string {
  const folder = path.resolve(App.of(scope).outdir, "functions");
  const file = path.join(folder, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}
