import { Construct } from "constructs";

/**
 * A scope whose policies may allow every action of a service, which no other policy may (`src/policy`): those by which
 * Terraform creates whatever an environment is made of.
 */
export class WholeServices extends Construct {
  /** @param reason - why naming the actions would make nothing safer; for whoever reads the code */
  constructor(
    scope: Construct,
    id: string,
    readonly reason: string,
  ) {
    super(scope, id);
  }
}
