import type { IConstruct } from "constructs";

/** A guardrail: what must hold of every resource of a kind, in whatever stack it is. */
export interface Rule {
  /** Short name in kebab-case, as it stands in messages. */
  readonly name: string;
  /** @returns what is wrong with a construct and how to fix it; nothing where the rule does not apply or holds. */
  check(construct: IConstruct): readonly string[];
}
