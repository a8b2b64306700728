import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";

export interface ImageRepositoryProps {
  /** Name of the repository. */
  readonly name: string;
  /** Tagged images that are kept, the newest ones. */
  readonly keptImages: number;
  /** Days after which images without a tag go. */
  readonly untaggedImageDays: number;
  /**
   * Refuses to destroy the repository; without it, the images go with it.
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * Provider of the repository's region.
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/**
 * A private repository (https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html) whose tags, once
 * pushed, stand for the same image for ever.
 */
export class ImageRepository extends Construct {
  readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const { name, provider, preventDestroy = true } = props;
    this.repository = new EcrRepository(this, id, {
      provider,
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS" }],
      forceDelete: !preventDestroy,
      tags: { Name: name },
      lifecycle: { preventDestroy },
    });
    // Replication copies no policies, so each region has its own.
    new EcrLifecyclePolicy(new Construct(this, "lifecycle_policy"), id, {
      provider,
      repository: this.repository.name,
      policy: JSON.stringify({ rules: lifecycleRules(props) }),
    });
  }
}

/** In ascending order of priority; ECR would reorder them, and Terraform would see a change. */
function lifecycleRules({ untaggedImageDays, keptImages }: ImageRepositoryProps) {
  const action = { type: "expire" };
  return [
    {
      rulePriority: 1,
      description: `Images without a tag go after ${untaggedImageDays} days`,
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: untaggedImageDays,
      },
      action,
    },
    {
      rulePriority: 2,
      description: `The newest ${keptImages} images stay`,
      selection: {
        tagStatus: "tagged",
        tagPatternList: ["*"],
        countType: "imageCountMoreThan",
        countNumber: keptImages,
      },
      action,
    },
  ];
}
