import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface StaticBucketPolicyProps {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Start of the paths that are served, and of the bucket's keys: `/static/`. */
  readonly path: string;
  /** IAM ARN of the origin access identity that may read. */
  readonly originAccessIdentityArn: string;
  /** What else the bucket's only policy says. */
  readonly statements: readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * Provider of the bucket's region.
   * @default - the stack's
   */
  readonly provider?: TerraformProvider;
}

/**
 * Lets a distribution read what it serves, and nothing else
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html).
 */
export class StaticBucketPolicy extends Construct {
  constructor(scope: Construct, id: string, props: StaticBucketPolicyProps) {
    super(scope, id);
    const { bucketName, bucketArn, path } = props;
    const principals = [{ type: "AWS", identifiers: [props.originAccessIdentityArn] }];
    const document = new DataAwsIamPolicyDocument(this, id, {
      statement: [
        { sid: "ReadStaticAssets", actions: ["s3:GetObject"], resources: [`${bucketArn}${path}*`], principals },
        // Without it S3 answers 403 for what is not there, and browsers and monitors cannot tell the two apart. Nobody
        // can list through the distribution: it asks for keys below that path and drops the query.
        { sid: "TellWhatIsMissing", actions: ["s3:ListBucket"], resources: [bucketArn], principals },
        ...props.statements,
      ],
    });
    new S3BucketPolicy(new Construct(this, "policy"), id, {
      provider: props.provider,
      bucket: bucketName,
      policy: document.json,
    });
  }
}
