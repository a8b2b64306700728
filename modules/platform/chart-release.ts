import { Release } from "@cdktf/provider-helm/lib/release";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { literal } from "../kubernetes/literal";
import type { PlannedRelease } from "./release";

export interface ChartReleaseProps extends Pick<PlannedRelease, "name" | "source" | "values"> {
  /**
   * Seconds that every resource of the release has to become ready.
   * @default 900
   */
  readonly timeout?: number;
  /**
   * What must exist before the release is installed.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A Helm release that is installed whole or not at all
 * (https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release). Its address is its name.
 */
export class ChartRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    const { name, source, values, timeout = 900 } = props;
    this.release = new Release(this, name, {
      name,
      chart: source.chart,
      version: source.version,
      repository: source.repository,
      namespace: source.namespace,
      // Namespaces are resources of the stack, so that what is in them can be there before the release.
      createNamespace: false,
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      timeout,
      maxHistory: 10,
      values: [JSON.stringify(escapeTemplates(values))],
      dependsOn: props.dependsOn && [...props.dependsOn],
    });
  }
}

/** Doubles the signs that Terraform would read as its own templates; values that it has to fill in stay as they are. */
function escapeTemplates(value: unknown): unknown {
  if (typeof value === "string") {
    return Token.isUnresolved(value) ? value : literal(value);
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(escapeTemplates);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeTemplates(item)]));
}
