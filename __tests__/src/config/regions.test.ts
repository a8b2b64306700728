import { regions, takesCloudFrontLogs } from "../../../src/config/values/regions";
import type { Draft } from "../../support/changed-environments";
import { problemsAfter, problemsWith } from "../../support/problems";

/** Moves an environment with a single region. */
function move(draft: Draft, region: string): void {
  const home = draft.network.region;
  draft.network = JSON.parse(JSON.stringify(draft.network).replaceAll(home, region));
}

const all = [...regions.keys()].sort().join(", ");

test.each([
  ["us-est-1"],
  ["eu-west-9"],
  ["us-east-1a"],
  ["N. Virginia"],
  ["constructor"],
])("%s is no region", (region) => {
  const problems = problemsAfter(({ staging }) => move(staging, region));
  expect(problems).toContainEqual({
    path: "staging.network.region",
    value: region,
    allowed: `the code of an AWS region: ${all}`,
    fix: "use a region's code, not its display name; add a region that is newer than this list to src/config/values/regions.ts",
  });
});

test.each([
  "us-gov-west-1",
  "cn-north-1",
  "eusc-de-east-1",
  "us-iso-east-1",
])("%s is in another partition", (region) => {
  const problems = problemsAfter(({ staging }) => move(staging, region));
  expect(problems).toEqual([
    {
      path: "staging.network.region",
      value: region,
      allowed: "a region of the partition aws, such as us-east-1",
      fix: `choose another: ${region} has ARNs and accounts of a partition of its own, and policies here name arn:aws`,
    },
  ]);
});

test("every region that is named is a known one", () => {
  const problems = problemsWith({
    state: { backend: "s3", s3: { bucket: "acme-state", region: "us-west-9" } },
    ownsAccount: false,
    delivery: { registryRegion: "us-gov-west-1" },
  });
  expect(problems.map(({ path }) => path)).toEqual([
    "production.state.s3.region",
    "production.delivery.registryRegion",
  ]);
});

/** What is allowed for both regions of an environment. */
const suitable = expect.stringMatching(
  /^a region whose buckets CloudFront reads with an access identity: af-south-1, .*us-west-2$/,
);

test.each(["mx-central-1", "il-central-1"])("CloudFront reads no buckets in %s", (region) => {
  const problems = problemsAfter(({ staging }) => {
    move(staging, region);
    staging.delivery = { ...staging.delivery, registryRegion: "us-east-1" };
  });
  expect(problems).toEqual([
    {
      path: "staging.network.region",
      value: region,
      allowed: suitable,
      fix: "choose one of these; https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html says why",
    },
  ]);
});

/** Production with its standby elsewhere. */
const standbyIn = (region: string) =>
  problemsAfter(({ production }) => {
    if (!production.disasterRecovery) throw new Error("production has a standby");
    const text = JSON.stringify(production.disasterRecovery);
    production.disasterRecovery = JSON.parse(text.replaceAll("us-west-2", region));
  });

test("neither in the standby region", () => {
  expect(standbyIn("eu-south-1")).toEqual([]);
  expect(standbyIn("il-central-1")).toEqual([
    expect.objectContaining({
      path: "production.disasterRecovery.network.region",
      value: "il-central-1",
      allowed: suitable,
    }),
  ]);
});

test("CloudFront delivers logs to the regions that need no enabling", () => {
  expect([...regions.keys()].filter(takesCloudFrontLogs)).toHaveLength(17);
  expect(takesCloudFrontLogs("us-east-1")).toBe(true);
  expect(takesCloudFrontLogs("eu-south-1")).toBe(false);
});
