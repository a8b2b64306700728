import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../support/output-folder";
import { Page, pagesIn } from "../support/pages";
import { commandBlocks } from "../support/runbooks";
import { liveStack, liveStacks } from "../support/stack-json";

const runbooks = pagesIn("docs/runbooks");
const pages = [...runbooks, "docs/deployment.md"];
const synthesized = liveStacks()
  .map((stack) => liveStack(stack).text)
  .join("\n");
const addresses = new Set(liveStacks().flatMap((stack) => liveStack(stack).addresses));

/** Names that are in no stack, because something else than Terraform gives them. */
const notFromTerraform = [
  // Instances, snapshots and groups that a runbook makes.
  /^techally-(dr-restored|primary-(before-fail-back|damaged|old|restored)|redis-restored)$/,
  // The snapshots that RDS takes when a database is deleted, and the daily ones of the Redis snapshot function.
  /^techally-(dr-replica-final|daily-\d{4}-\d{2}-\d{2})$/,
  // AWS numbers nodes, and puts a number after a load balancer's name in DNS.
  /^techally-(dr-alb|redis)-\d+$/,
];

test("the three branches of §9.2 have a runbook each, the first one a way back, and the first page leads to all of them", () => {
  const names = ["data-loss.md", "fail-back.md", "region-failure.md", "service-failure.md"];
  expect(runbooks).toEqual(["README.md", ...names].map((name) => `docs/runbooks/${name}`));
  for (const name of names) expect(new Page("docs/runbooks/README.md").text).toContain(`(${name})`);
});

describe.each(pages)("%s", (file) => {
  const page = new Page(file);

  test("names only what is deployed under that name", () => {
    const resources = page.mentions(/(?<![\w-])techally(?:-[a-z0-9]+)+/g);
    const secrets = page.mentions(/(?<![\w/-])techally(?:-dr)?\/[a-z-]+/g);
    const names = [...resources, ...secrets];
    const known = (name: string) =>
      new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(synthesized) || notFromTerraform.some((kind) => kind.test(name));
    expect(names.filter((name) => !known(name))).toEqual([]);
  });

  test("names only stacks that exist", () => {
    const stacks = page.mentions(/(?<![\w-])(?:production|staging|development)(?:-[a-z]+)+(?![\w-])/g);
    expect(stacks.filter((stack) => !liveStacks().includes(stack))).toEqual([]);
  });

  test("names only addresses that exist", () => {
    const named = page.mentions(/\b(?:aws|helm|kubernetes)_[a-z0-9_]+\.[a-z][a-z0-9_]*/g);
    expect(named.filter((address) => !addresses.has(address))).toEqual([]);
  });

  test("names only scripts and workflows that exist", () => {
    const packageJson = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"));
    const scripts = page.mentions(/npm run ([\w:]+)/g);
    expect(scripts.filter((script) => !(script in packageJson.scripts))).toEqual([]);
    const files = page.mentions(/\bscripts\/[\w./-]*\w/g);
    expect(files.filter((script) => !fs.existsSync(path.join(projectRoot, script)))).toEqual([]);
    const workflows = page.mentions(/\b([\w-]+\.yml)\b/g);
    expect(workflows.filter((name) => !fs.existsSync(path.join(projectRoot, ".github", "workflows", name)))).toEqual(
      [],
    );
  });

  test("has no link that leads nowhere", () => {
    expect(page.brokenLinks).toEqual([]);
  });

  test("has commands that bash can read", () => {
    for (const { line, commands } of commandBlocks(page.text)) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: commands, encoding: "utf8" });
      expect({ line, status, stderr }).toEqual({ line, status: 0, stderr: "" });
    }
  });

  test("says of every output whether the commands have printed it", () => {
    for (const { line, emulated, output } of commandBlocks(page.text)) {
      if (output) expect({ line, real: output.real }).toEqual({ line, real: emulated });
    }
  });
});

test("every runbook ends in checks and tells the way back", () => {
  for (const file of ["docs/runbooks/region-failure.md", "docs/runbooks/service-failure.md"]) {
    expect(new Page(file).text).toMatch(/[Vv]erify[\s\S]+(\*\*Fail back|Back to normal)/);
  }
  expect(new Page("docs/runbooks/data-loss.md").text.match(/\*\*Verify\*\*/g)?.length).toBeGreaterThan(1);
});

describe("what the runbooks say about production", () => {
  const region = new Page("docs/runbooks/region-failure.md").text;

  test("the standby's node groups get the primary's sizes", () => {
    const cluster = liveStack("production-cluster");
    const commands = [
      ...region.matchAll(/--nodegroup-name ([\w-]+) --scaling-config minSize=(\d+),desiredSize=(\d+),maxSize=(\d+)/g),
    ];
    expect(commands.length).toBeGreaterThan(0);
    for (const [, group = "", min, desired, max] of commands) {
      const { scaling_config } = cluster.resource("aws_eks_node_group", group.replaceAll("-", "_"));
      expect(scaling_config).toEqual({
        min_size: Number(min),
        desired_size: Number(desired),
        max_size: Number(max),
      });
    }
  });

  test("databases are restored with the primary's class and groups", () => {
    const primary = liveStack("production-data").resource("aws_db_instance", "primary");
    const data = new Page("docs/runbooks/data-loss.md");
    const classes = [...`${region}${data.text}`.matchAll(/--db-instance-class (\S+)/g)].map(([, name]) => name);
    expect(new Set(classes)).toEqual(new Set([primary.instance_class]));
    expect(region).toContain(`--backup-retention-period ${primary.backup_retention_period}`);
  });

  test("backups of Velero are found under the names of its schedules", () => {
    const values = JSON.stringify(liveStack("production-platform").resource("helm_release", "velero").values);
    const schedules = runbooks.flatMap((file) => new Page(file).mentions(/velero-([a-z-]+)-\d{14}/g));
    expect(schedules.length).toBeGreaterThan(0);
    for (const schedule of schedules) expect(values).toContain(`\\"${schedule}\\":`);
  });
});
