import { production } from "../../fixtures/environments";
import { problemsAfter, problemsWith } from "../../support/problems";

const cloud = { organization: "techally" };
const vcs = { repository: "acme/platform", oauthTokenId: "ot-hmAyP66qk2AMVdbJ" };
const withVcs = (settings: object) => problemsWith({ state: { cloud: { ...cloud, vcs: settings } } });

describe("runs from a repository", () => {
  test.each([
    [vcs],
    [{ ...vcs, branch: "release/terraform" }],
    [{ ...vcs, repository: "acme/infra/_git/platform" }],
    [{ repository: "acme/platform", githubAppInstallationId: "ghain-ieiBWKoR5dSkUDV8" }],
  ])("%j", (settings) => {
    expect(withVcs(settings)).toEqual([]);
  });

  test.each([
    [
      "repository",
      "platform",
      "a repository as Terraform Cloud names it, such as acme/platform",
      "write owner/name: no scheme, no host, no .git",
    ],
    [
      "repository",
      "https://github.com/acme/platform",
      "a repository as Terraform Cloud names it, such as acme/platform",
      "write owner/name: no scheme, no host, no .git",
    ],
    ["repository", "acme/platform.git", "a repository without .git", "write owner/name"],
    ["branch", "-x", "the name of a branch, such as synthesized", "write the branch alone, without refs/heads/"],
    [
      "oauthTokenId",
      "oc-1",
      "an id such as ot-hmAyP66qk2AMVdbJ",
      "copy it from the organization's Settings → Version Control → Providers",
    ],
  ])("%s: %s is refused", (key, value, allowed, fix) => {
    expect(withVcs({ ...vcs, [key]: value })).toEqual([
      { path: `production.state.cloud.vcs.${key}`, value, allowed, fix },
    ]);
  });

  test.each([
    [undefined, undefined, "add oauthTokenId or githubAppInstallationId"],
    ["ot-1", "ghain-1", "remove one of oauthTokenId and githubAppInstallationId"],
  ])("connections %s and %s are refused", (oauthTokenId, githubAppInstallationId, fix) => {
    expect(withVcs({ repository: "acme/platform", oauthTokenId, githubAppInstallationId })).toEqual([
      {
        path: "production.state.cloud.vcs.oauthTokenId",
        value: oauthTokenId,
        allowed: "either an OAuth token or an installation of the GitHub App",
        fix,
      },
    ]);
  });
});

describe("environments that share Terraform Cloud", () => {
  test("say the same of it", () => {
    const [problem, ...others] = problemsAfter(({ staging }) => {
      staging.state = { ...production.state, cloud: { ...cloud, teams: false } };
    });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: "staging.state.cloud",
      value: { organization: "techally", workspacePrefix: "techally", agents: true, teams: false },
      allowed:
        'what production has, {"organization":"techally","workspacePrefix":"techally","agents":true,"teams":true}',
      fix: "share one setting: the terraform-cloud stack sets up a single organization",
    });
  });

  test("unless their states are elsewhere", () => {
    expect(
      problemsAfter(({ staging }) => {
        staging.state = { ...production.state, backend: "local", cloud: { ...cloud, teams: false } };
      }),
    ).toEqual([]);
  });
});
