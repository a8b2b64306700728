import type { Draft } from "../../support/changed-environments";
import { problemsAfter, problemsWith } from "../../support/problems";

const repository = "acme/platform";
const github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const cloud = "arn:aws:iam::111122223333:oidc-provider/app.terraform.io";

describe("delivery", () => {
  test.each(["techally/platform", "a/b", "acme@123456/platform@456789", "Acme-1/my.repo_2"])("%s", (name) => {
    expect(problemsWith({ delivery: { repository: name } })).toEqual([]);
  });

  test.each([
    "platform",
    "https://github.com/acme/platform",
    "acme/*",
    "acme/platform/x",
    "-acme/platform",
    "acme/a b",
    "acme/..",
    "acme/platform.git",
    "acme@123456/platform",
  ])("%s is no repository", (name) => {
    expect(problemsWith({ delivery: { repository: name } })).toEqual([
      {
        path: "production.delivery.repository",
        value: name,
        allowed: "a GitHub repository, owner/name, or owner@id/name@id for one with immutable subject claims",
        fix: "write what follows repo: in the subject that the repository's OIDC settings show; no URL, no wildcard",
      },
    ]);
  });

  test.each([
    ["branches", "release/*", "the name of a branch, such as main or release/2"],
    ["branches", "refs/heads/main", "the name of a branch, such as main or release/2"],
    ["branches", "a..b", "the name of a branch, such as main or release/2"],
    ["branches", "a//b", "the name of a branch, such as main or release/2"],
    ["branches", "a/", "the name of a branch, such as main or release/2"],
    ["branches", "a.lock", "the name of a branch, such as main or release/2"],
    ["tags", "refs/tags/v*", "a tag, or the beginning of tags followed by *, such as v*"],
    ["branches", "*", "the name of a branch, such as main or release/2"],
    ["tags", "*", "a tag, or the beginning of tags followed by *, such as v*"],
    ["tags", "v*.0", "a tag, or the beginning of tags followed by *, such as v*"],
    [
      "environments",
      "prod*",
      "the name of a GitHub environment: up to 255 letters, digits, dots, hyphens and underscores",
    ],
  ])("%s: %s is refused", (key, value, allowed) => {
    expect(problemsWith({ delivery: { repository, [key]: [value] } })).toEqual([
      expect.objectContaining({ path: `production.delivery.${key}[0]`, value, allowed }),
    ]);
  });

  test.each([["release/2.x"], ["a.b-c_d"]])("%s is a branch", (name) => {
    expect(problemsWith({ delivery: { repository, branches: [name] } })).toEqual([]);
  });

  test("the beginning of tags may be a folder", () => {
    expect(problemsWith({ delivery: { repository, tags: ["releases/*", "v1.*"] } })).toEqual([]);
  });

  test("somebody must be able to push", () => {
    expect(problemsWith({ delivery: { repository, branches: [], tags: [] } })).toEqual([
      {
        path: "production.delivery.branches",
        value: [],
        allowed: "at least one branch, unless tags or environments has an entry",
        fix: "name a branch, a tag or an environment, or remove repository",
      },
    ]);
    expect(problemsWith({ delivery: { repository, branches: [], tags: [], environments: ["release"] } })).toEqual([]);
  });

  test.each([
    [
      "services",
      ["auth-service"],
      "remove it: each service has a repository of its name, or of its image.repository, unless image.registry brings " +
        "its image from elsewhere (docs/services.md)",
    ],
    [
      "planEnvironment",
      "plan",
      "remove it: each environment has a role for plans, <prefix>-terraform-plan, which trusts the GitHub environment " +
        "plan-<name> (docs/delivery.md)",
    ],
  ])("%s, which there was once, is refused with what to do instead", (key, value, fix) => {
    expect(problemsWith({ delivery: { [key]: value } })).toEqual([
      { path: `production.delivery.${key}`, value, allowed: expect.stringMatching(/^only registryRegion, /), fix },
    ]);
  });

  test.each([
    ["identityProviderArn", "arn:aws:iam::111122223333:oidc-provider/app.terraform.io"],
    ["identityProviderArn", "token.actions.githubusercontent.com"],
    ["terraformCloudProviderArn", "arn:aws:iam::1111:oidc-provider/app.terraform.io"],
    ["terraformCloudProviderArn", "arn:aws:iam::111122223333:oidc-provider/tfe.acme.com:8443"],
  ])("%s: %s is no identity provider for it", (key, value) => {
    expect(problemsWith({ delivery: { [key]: value } })).toEqual([
      {
        path: `production.delivery.${key}`,
        value,
        allowed: expect.stringMatching(/^arn:aws:iam::<account>:oidc-provider\//),
        fix: "copy it from aws iam list-open-id-connect-providers",
      },
    ]);
  });

  test("identity providers that exist are the account's own", () => {
    const delivery = { identityProviderArn: github, terraformCloudProviderArn: cloud };
    expect(problemsWith({ delivery })).toEqual([]);
    expect(problemsWith({ delivery, accountId: "111122223333" })).toEqual([]);
    const refused = {
      allowed: "an identity provider of the account 444455556666",
      fix: "correct it, or accountId",
    };
    expect(problemsWith({ delivery, accountId: "444455556666" })).toEqual([
      { path: "production.delivery.identityProviderArn", value: github, ...refused },
      { path: "production.delivery.terraformCloudProviderArn", value: cloud, ...refused },
    ]);
  });

  test("identity providers are named by the account's owner", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.delivery = { ...staging.delivery, identityProviderArn: github, terraformCloudProviderArn: cloud };
    });
    const refused = {
      allowed: "nothing, without ownsAccount",
      fix: "move it to the environment that owns the account",
    };
    expect(problems).toEqual([
      { path: "staging.delivery.identityProviderArn", value: github, ...refused },
      { path: "staging.delivery.terraformCloudProviderArn", value: cloud, ...refused },
    ]);
  });

  test("Terraform Cloud's provider is for the host that keeps the state", () => {
    const state = { backend: "cloud", cloud: { organization: "acme", hostname: "tfe.acme.com" } };
    expect(problemsWith({ state, delivery: { terraformCloudProviderArn: cloud } })).toEqual([
      {
        path: "production.delivery.terraformCloudProviderArn",
        value: cloud,
        allowed: "an identity provider for tfe.acme.com, the host of state.cloud",
        fix: "correct it, or remove it",
      },
    ]);
  });

  test("the account's owner has the registry at home", () => {
    expect(problemsWith({ delivery: { registryRegion: "us-west-2" } })).toEqual([
      {
        path: "production.delivery.registryRegion",
        value: "us-west-2",
        allowed: "nothing, with ownsAccount",
        fix: "remove it: the environment that owns the account has the registry in its own region",
      },
    ]);
  });

  test.each([
    ["keptImages", 9, "at least 10"],
    ["keptImages", 1001, "at most 1000"],
    ["untaggedImageDays", 0, "at least 1"],
    ["untaggedImageDays", 366, "at most 365"],
  ])("%s: %i is refused", (key, value, allowed) => {
    expect(problemsWith({ delivery: { [key]: value } })).toEqual([
      expect.objectContaining({ path: `production.delivery.${key}`, allowed }),
    ]);
  });
});

describe("ownsAccount", () => {
  const fix = "remove it; or, if they are in two accounts, set accountId of production and staging";

  test("an account has one owner", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.ownsAccount = true;
    });
    const allowed = "false, since production owns the account";
    expect(problems).toEqual([{ path: "staging.ownsAccount", value: true, allowed, fix }]);
  });

  test("one known account alone does not tell two environments apart", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.ownsAccount = true;
      staging.accountId = "111122223333";
    });
    expect(problems).toHaveLength(1);
  });

  test("two accounts have two owners, and whoever owns neither says which it is in", () => {
    const problems = (accountOfDevelopment: string | undefined) =>
      problemsAfter(({ production, staging, development }) => {
        production.accountId = "444455556666";
        staging.ownsAccount = true;
        staging.accountId = "111122223333";
        staging.delivery = { repository };
        if (accountOfDevelopment !== undefined) development.accountId = accountOfDevelopment;
      });
    expect(problems("111122223333")).toEqual([]);
    expect(problems(undefined)).toEqual([
      {
        path: "development.accountId",
        value: undefined,
        allowed: "an account: 444455556666 of production or 111122223333 of staging",
        fix: "set it: its images, and the roles that plan and apply it, are in that account",
      },
    ]);
  });

  test("workflows that push to one account push to the other too, unless nothing is pulled from there", () => {
    const withOwner = (change: object, pushes: object = { repository }) =>
      problemsAfter(({ production, staging, development }) => {
        Object.assign(production, { accountId: "444455556666", delivery: pushes });
        development.accountId = "444455556666";
        Object.assign(staging, { accountId: "111122223333", ownsAccount: true }, change);
      });
    expect(withOwner({})).toEqual([
      {
        path: "staging.delivery.repository",
        value: undefined,
        allowed: "a GitHub repository: staging owns an account, and services pull their images from its registry",
        fix: "name the one whose workflows push there, for instance acme/platform, which pushes for production",
      },
    ]);
    expect(withOwner({ services: {} })).toEqual([]);
    // Images come by another way than GitHub's workflows.
    expect(withOwner({}, {})).toEqual([]);
  });
});

describe("where images are pulled from", () => {
  const moveTo = (draft: Draft, region: string) => {
    draft.network = JSON.parse(JSON.stringify(draft.network).replaceAll("us-east-1", region));
  };
  const problem = (value: string | undefined, missing: string) => ({
    path: "staging.delivery.registryRegion",
    value,
    allowed: "us-east-1 or us-west-2, where production, the account's owner, keeps images",
    fix: `set it to one of them: the account's registry in ${missing} has no repositories`,
  });

  test("an environment in a region without repositories names one that has them", () => {
    expect(problemsAfter(({ staging }) => moveTo(staging, "eu-central-1"))).toEqual([
      problem(undefined, "eu-central-1"),
    ]);
  });

  test("the registry that is named is one that the owner has", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.delivery = { ...staging.delivery, registryRegion: "eu-west-1" };
    });
    expect(problems).toEqual([problem("eu-west-1", "eu-west-1")]);
  });

  test.each(["us-east-1", "us-west-2"])("%s has repositories", (registryRegion) => {
    const problems = problemsAfter(({ staging }) => {
      moveTo(staging, "eu-central-1");
      staging.delivery = { ...staging.delivery, registryRegion };
    });
    expect(problems).toEqual([]);
  });

  test("an account of its own has nothing to do with production's", () => {
    const problems = problemsAfter(({ production, staging, development }) => {
      moveTo(staging, "eu-central-1");
      production.accountId = "444455556666";
      development.accountId = "444455556666";
      staging.accountId = "111122223333";
      staging.ownsAccount = true;
      staging.delivery = { repository };
    });
    expect(problems).toEqual([]);
  });

  test("an account that nobody owns has no repositories", () => {
    const withoutOwner = (change: object) =>
      problemsAfter(({ production, staging }) => {
        production.accountId = "444455556666";
        Object.assign(staging, { accountId: "111122223333" }, change);
      });
    expect(withoutOwner({})).toEqual([
      {
        path: "staging.ownsAccount",
        value: false,
        allowed: "true, since no other environment owns the account 111122223333",
        fix: "set it to true: nobody else creates the repositories that the services' images are pulled from",
      },
    ]);
    expect(withoutOwner({ services: {} })).toEqual([]);
    const elsewhere = { image: { registry: "ghcr.io", tag: "v1" }, namespace: "staging", ports: { http: 3001 } };
    expect(withoutOwner({ services: { worker: elsewhere } })).toEqual([]);
  });

  test("the message says what to do where the owner may be in another account", () => {
    const [problem] = problemsAfter(({ staging }) => {
      moveTo(staging, "eu-central-1");
      staging.accountId = "111122223333";
    });
    expect(problem?.fix).toMatch(
      /; or, if production is in another account, set production\.accountId, and staging\.ownsAccount to true$/,
    );
  });
});

test("an environment is not called like the GitHub environment in which another is planned", () => {
  const problems = problemsAfter(({ staging, development }) => {
    staging.name = "plan-development";
    staging.services = {};
    development.name = "development";
  });
  expect(problems).toContainEqual({
    path: "plan-development.name",
    value: "plan-development",
    allowed: "any name but plan-development",
    fix: "choose another: GitHub's environment plan-development is where development is planned, which nobody approves",
  });
});
