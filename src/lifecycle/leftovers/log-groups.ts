import type { Aws } from "../aws";
import type { DeployedNames, SynthesizedResource } from "../deployed-names";
import type { Finder, Leftover } from "./leftover";

/** What writes logs under a name that follows from its own, and how to ask whether it is still there. */
interface Writer {
  readonly type: string;
  readonly argument: string;
  readonly prefixes: (name: string) => readonly string[];
  readonly ask: (name: string) => readonly string[];
}

const writers: readonly Writer[] = [
  {
    type: "aws_eks_cluster",
    argument: "name",
    prefixes: (name) => [`/aws/eks/${name}/`, `/aws/containerinsights/${name}/`],
    ask: (name) => ["eks", "describe-cluster", "--name", name],
  },
  {
    type: "aws_db_instance",
    argument: "identifier",
    prefixes: (name) => [`/aws/rds/instance/${name}/`],
    ask: (name) => ["rds", "describe-db-instances", "--db-instance-identifier", name],
  },
  {
    type: "aws_elasticache_replication_group",
    argument: "replication_group_id",
    prefixes: (name) => [`/aws/elasticache/${name}/`],
    ask: (name) => ["elasticache", "describe-replication-groups", "--replication-group-id", name],
  },
  {
    type: "aws_lambda_function",
    argument: "function_name",
    prefixes: (name) => [`/aws/lambda/${name}`],
    ask: (name) => ["lambda", "get-function-configuration", "--function-name", name],
  },
];

interface LogGroups {
  readonly logGroups: readonly { readonly logGroupName: string }[];
}

/**
 * Log groups that their writer has made again after Terraform had deleted them: a control plane, an instance or a function
 * writes once more while it is deleted. The next build of the environment would end in ResourceAlreadyExistsException.
 */
export const logGroupLeftovers: Finder = (aws, names, stack) => {
  const found = writers.flatMap((writer) =>
    names.resources(stack, writer.type).flatMap((resource) => ofWriter(aws, names, writer, resource)),
  );
  // Those of a function that is called like the beginning of another.
  return found.filter((one, index) => found.findIndex(({ name }) => name === one.name) === index);
};

function ofWriter(aws: Aws, names: DeployedNames, writer: Writer, resource: SynthesizedResource): Leftover[] {
  const { region } = resource;
  const name = names.argument(resource, writer.argument);
  if (name === undefined || aws.find(region, ...writer.ask(name))) return [];
  return writer.prefixes(name).flatMap((prefix) => {
    const args = ["logs", "describe-log-groups", "--log-group-name-prefix", prefix];
    return aws
      .call<LogGroups>(region, ...args)
      .logGroups.filter(({ logGroupName: group }) => prefix.endsWith("/") || group === prefix)
      .map(({ logGroupName: group }): Leftover => {
        const removal = ["logs", "delete-log-group", "--log-group-name", group];
        const note = "stands in the way of the next build";
        return { kind: "log group", region, name: group, isBackup: false, removal, note };
      });
  });
}
