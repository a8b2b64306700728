import { z } from "zod";
import { autoShutdownSection } from "./sections/auto-shutdown";
import { backupSection } from "./sections/backup";
import { cacheSection } from "./sections/cache";
import { clusterSection } from "./sections/cluster";
import { costSection } from "./sections/cost";
import { databaseSection } from "./sections/database";
import { deliverySection } from "./sections/delivery";
import { disasterRecoverySection } from "./sections/disaster-recovery";
import { dnsSection } from "./sections/dns";
import { edgeSection } from "./sections/edge";
import { setAtCreation } from "./sections/formats/creation";
import { matching } from "./sections/formats/text";
import { gitopsSection } from "./sections/gitops";
import { namespacesSection } from "./sections/namespaces";
import { networkSection } from "./sections/network";
import { operationsSection } from "./sections/operations";
import { platformSection } from "./sections/platform";
import { safeguardsSection } from "./sections/safeguards";
import { secretsSection } from "./sections/secrets";
import { servicesSection } from "./sections/services/services";
import { stateSection } from "./sections/state";
import { storageSection } from "./sections/storage";
import { tagsSection } from "./sections/tags";

const name = matching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  allowed: "lower-case letters, digits and single hyphens, starting with a letter",
  fix: "stacks, workspaces and tags carry this name: remove spaces, capitals and underscores",
});

// The longest name built from the prefix is a target group's (32 characters).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
const prefix = matching(/^(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  allowed: "1-20 lower-case letters, digits and single hyphens, starting with a letter",
  fix:
    "resource names start with it, and target groups such as <prefix>-dr-gw-30080 have 32 characters at most " +
    "(https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html)",
});

const accountId = matching(/^\d{12}$/, { allowed: "12 digits", fix: "quote the account id, with its leading zeros" });

/**
 * The sections of an environment, in the order in which its file reads. A new part of the platform adds a section
 * here (its schema in `sections/`, what only it knows in `rules/`) and nothing to the others.
 */
export const sections = {
  /**
   * Name of the environment: the first part of its stacks' names and the value of the `Environment` tag. Set at creation:
   * stacks of another name have states of their own, and know nothing of what exists.
   */
  name: setAtCreation(name, "duplicated"),
  /**
   * First part of every resource name: `techally` gives `techally-alb-sg`. Set at creation: nearly everything with a name
   * is replaced.
   */
  prefix: setAtCreation(prefix, "replaced"),
  /** AWS account that the environment may be deployed to; any other is refused. Default: whichever is signed in. */
  accountId: accountId.optional(),
  /**
   * Creates what exists once in an AWS account: image repositories and the registry's settings, the identity providers of
   * GitHub and Terraform Cloud with the roles that they lead to, cost anomaly detection. One environment of an account
   * does; the others use them. Default: false.
   */
  ownsAccount: z.boolean().default(false),
  safeguards: safeguardsSection,
  state: stateSection,
  tags: tagsSection,
  dns: dnsSection,
  network: networkSection,
  cluster: clusterSection,
  platform: platformSection,
  namespaces: namespacesSection,
  secrets: secretsSection,
  services: servicesSection,
  /** Default: Argo CD follows no repository. */
  gitops: gitopsSection.optional(),
  database: databaseSection,
  cache: cacheSection,
  storage: storageSection,
  edge: edgeSection,
  backup: backupSection,
  delivery: deliverySection,
  operations: operationsSection,
  cost: costSection,
  autoShutdown: autoShutdownSection.optional(),
  disasterRecovery: disasterRecoverySection.optional(),
};

export const environmentSchema = z.object(sections);

/** An environment as written in `environments/`. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** An environment after validation, with every default filled in. */
export type Environment = z.output<typeof environmentSchema>;

/**
 * Declares an environment. It is checked by `loadEnvironments`, together with all others, so that one run reports
 * the problems of all of them.
 */
export function defineEnvironment(environment: EnvironmentInput): EnvironmentInput {
  return environment;
}
