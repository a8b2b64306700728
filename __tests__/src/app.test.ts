import os from "node:os";
import path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { createApp } from "../../src/app";
import { loadEnvironments } from "../../src/config";
import { draftEnvironments } from "../support/changed-environments";

test("the state bucket is made in the account of an environment that keeps its state there", () => {
  const { development, staging } = draftEnvironments();
  Object.assign(development, { accountId: "111122223333", ownsAccount: true });
  Object.assign(staging, { accountId: "444455556666", ownsAccount: true });
  staging.state = { ...staging.state, backend: "s3" };
  const app = createApp(loadEnvironments([development, staging]), path.join(os.tmpdir(), "never-written"));
  const bootstrap = app.node.findChild("bootstrap");
  const providers = bootstrap.node.findAll().filter((node) => node instanceof AwsProvider);
  expect(providers.map(({ allowedAccountIds }) => allowedAccountIds)).toEqual([["444455556666"]]);
});
