import { terraformCloudStack } from "../../src/contracts";
import { fixtureStack, fixtureStacks } from "../support/stack-json";

const commonTags = {
  Project: "TechAlly",
  ManagedBy: "Terraform",
  CostCenter: "Engineering",
  Owner: "infrastructure@techally.com",
};

describe("§10.1 resource tagging strategy", () => {
  const inAws = fixtureStacks().filter((name) => name !== terraformCloudStack);

  test.each(inAws)("%s: the common tags are on everything that takes tags", (name) => {
    const environment = name === "bootstrap" ? "shared" : name.split("-")[0];
    const providers = fixtureStack(name).root.provider?.aws as Record<string, unknown>[];
    expect(providers.length).toBeGreaterThan(0);
    for (const provider of providers) {
      expect(provider.default_tags).toEqual([{ tags: { ...commonTags, Environment: environment } }]);
    }
  });

  test("the one stack without such a provider has nothing in AWS", () => {
    const types = fixtureStack(terraformCloudStack).addresses.map((address) => address.split("_")[0]);
    expect([...new Set(types)]).toEqual(["tfe"]);
  });
});
