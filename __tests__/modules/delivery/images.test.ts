import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ImageRegistry, type ImageRegistryProps } from "../../../modules/delivery/image-registry";
import { synthConstruct } from "../../support/synth";

const props = { repositories: ["auth-service", "web"], keptImages: 20, untaggedImageDays: 3 };

function synth(changes: Partial<ImageRegistryProps> = {}) {
  return synthConstruct((scope) => {
    new ImageRegistry(scope, "registry", { ...props, ...changes });
  });
}

function synthReplicated(repositories = props.repositories) {
  return synthConstruct((scope) => {
    const provider = new AwsProvider(scope, "second", { alias: "second", region: "eu-west-1" });
    const replica = { region: "eu-west-1", accountId: "111122223333", provider };
    new ImageRegistry(scope, "registry", { ...props, repositories, replica });
  });
}

describe("ImageRegistry", () => {
  test("a repository for each service, with tags that stay and images that are scanned and encrypted", () => {
    const stack = synth();
    expect(stack.names("aws_ecr_repository")).toEqual(["auth_service", "web"]);
    expect(stack.resource("aws_ecr_repository", "auth_service")).toEqual({
      name: "auth-service",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS" }],
      force_delete: false,
      tags: { Name: "auth-service" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("can be thrown away with its images", () => {
    expect(synth({ preventDestroy: false }).resource("aws_ecr_repository", "web")).toMatchObject({
      force_delete: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("old images go", () => {
    const { policy, repository } = synth().resource("aws_ecr_lifecycle_policy", "web");
    expect(repository).toBe("${aws_ecr_repository.web.name}");
    expect(JSON.parse(String(policy)).rules).toEqual([
      expect.objectContaining({
        rulePriority: 1,
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 3 },
        action: { type: "expire" },
      }),
      expect.objectContaining({
        rulePriority: 2,
        selection: { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 20 },
        action: { type: "expire" },
      }),
    ]);
  });

  test("every push is scanned", () => {
    expect(synth().resource("aws_ecr_registry_scanning_configuration", "registry")).toEqual({
      scan_type: "BASIC",
      rule: [{ scan_frequency: "SCAN_ON_PUSH", repository_filter: [{ filter: "*", filter_type: "WILDCARD" }] }],
    });
  });

  test("without a second region nothing is copied", () => {
    expect(synth().names("aws_ecr_replication_configuration")).toEqual([]);
  });

  test("names in folders, and names that differ in a sign alone, have addresses of their own", () => {
    const repositories = ["a/b", "a-b", "a.b", "a_b", "9-lives"];
    expect(synth({ repositories }).names("aws_ecr_repository")).toEqual([
      "_9_lives",
      "a__b",
      "a_b",
      expect.stringMatching(/^a_b_[0-9a-f]{8}$/),
      expect.stringMatching(/^a_b_[0-9a-f]{8}$/),
    ]);
    expect(synth({ repositories }).resource("aws_ecr_repository", "a__b")).toMatchObject({ name: "a/b" });
  });

  test("a repository may be called like parts of the project and like another's copy", () => {
    const repositories = ["auth-service", "repositories", "lifecycle", "constructor", "auth-service-replica"];
    const stack = synthReplicated(repositories);
    const names = stack.names("aws_ecr_repository");
    expect(names).toHaveLength(2 * repositories.length);
    expect(names).toEqual(expect.arrayContaining(["auth_service", "auth_service_replica", "lifecycle"]));
    expect(stack.resource("aws_ecr_repository", "auth_service_replica").provider).toBe("aws.second");
  });

  test("without a repository, none of the account's others is copied", () => {
    expect(synthReplicated([]).names("aws_ecr_replication_configuration")).toEqual([]);
  });

  test("a second region has repositories like the first's before anything is copied to it", () => {
    const stack = synthReplicated();
    const { lifecycle, ...first } = stack.resource("aws_ecr_repository", "web");
    expect(stack.resource("aws_ecr_repository", "web_replica")).toEqual({
      ...first,
      lifecycle,
      provider: "aws.second",
    });
    expect(stack.resource("aws_ecr_lifecycle_policy", "web_replica").provider).toBe("aws.second");
    expect(stack.resource("aws_ecr_registry_scanning_configuration", "registry_replica").provider).toBe("aws.second");
    expect(stack.resource("aws_ecr_replication_configuration", "registry")).toEqual({
      replication_configuration: {
        rule: [
          {
            destination: [{ region: "eu-west-1", registry_id: "111122223333" }],
            repository_filter: [
              { filter: "auth-service", filter_type: "PREFIX_MATCH" },
              { filter: "web", filter_type: "PREFIX_MATCH" },
            ],
          },
        ],
      },
      depends_on: ["aws_ecr_repository.auth_service_replica", "aws_ecr_repository.web_replica"],
    });
  });
});
