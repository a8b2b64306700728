import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { environments } from "../../environments";
import { production } from "../fixtures/environments/production";
import { expectNone } from "../support/failures";
import { projectRoot } from "../support/output-folder";
import { Page, pagesIn } from "../support/pages";
import { commandBlocks } from "../support/runbooks";
import { liveStack, liveStacks } from "../support/stack-json";

interface NodeGroup {
  readonly scaling_config: { readonly min_size: number; readonly desired_size: number; readonly max_size: number };
}

const runbooks = pagesIn("docs/runbooks");
const pages = [
  ...runbooks,
  "docs/first-deployment.md",
  "docs/moving-resources.md",
  "docs/deployment.md",
  "docs/github-actions.md",
  "docs/state.md",
];
const synthesized = liveStacks()
  .map((stack) => liveStack(stack).text)
  .join("\n");
const addresses = new Set(liveStacks().flatMap((stack) => liveStack(stack).addresses));

const documentedPrefix = production.prefix;
const prefix = environments.find(({ name }) => name === "production")?.prefix ?? documentedPrefix;
/** Production's prefix, and INF-001's, with which the pages were written. */
const prefixes = [...new Set([prefix, documentedPrefix])];

/** Names behind the prefix that are in no stack, because something else than Terraform gives them. */
const notFromTerraform = [
  // Instances, snapshots and groups that a runbook makes.
  /^(dr-restored|primary-(before-fail-back|damaged|old|restored)|redis-restored)$/,
  // The snapshots that RDS takes when a database is deleted, and the daily ones of the Redis snapshot function.
  /^(dr-replica-final|daily-\d{4}-\d{2}-\d{2})$/,
  // AWS numbers nodes, and puts a number after a load balancer's name in DNS.
  /^(dr-alb|redis)-\d+$/,
];

function isKnown(name: string): boolean {
  if (new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(synthesized)) return true;
  return name.startsWith(`${prefix}-`) && notFromTerraform.some((kind) => kind.test(name.slice(prefix.length + 1)));
}

/** What a page has to say instead, in front of it the page's name. */
function replacements(page: Page, names: readonly string[], what: string): string[] {
  return names.map((name) => `${page.file}: replace ${name}, ${what}`);
}

function unknownName(name: string): string {
  const isOfDocument = prefix !== documentedPrefix && name.startsWith(documentedPrefix);
  return isOfDocument
    ? `with ${prefix}${name.slice(documentedPrefix.length)}: production's prefix is ${prefix}`
    : "which is the name of nothing that environments/ deploys";
}

test("the three branches of §9.2 have a runbook each, the first one a way back, and the first page leads to all of them", () => {
  const names = ["data-loss.md", "fail-back.md", "region-failure.md", "service-failure.md"];
  expect(runbooks).toEqual(["README.md", "alerts.md", ...names].map((name) => `docs/runbooks/${name}`));
  for (const name of names) expect(new Page("docs/runbooks/README.md").text).toContain(`(${name})`);
});

describe.each(pages)("%s", (file) => {
  const page = new Page(file);

  test("names only what is deployed under that name", () => {
    const names = prefixes.flatMap((start) => [
      ...page.mentions(new RegExp(`(?<![\\w-])${start}(?:-[a-z0-9]+)+`, "g")),
      ...page.mentions(new RegExp(`(?<![\\w/-])${start}(?:-dr)?/[a-z-]+`, "g")),
    ]);
    const unknown = names.filter((name) => !isKnown(name));
    expectNone(unknown.map((name) => `${file}: replace ${name} ${unknownName(name)}`));
  });

  test("names only stacks that exist", () => {
    const stacks = page.mentions(/(?<![\w-])(?:production|staging|development)(?:-[a-z]+)+(?![\w-])/g);
    const unknown = stacks.filter((stack) => !liveStacks().includes(stack));
    expectNone(replacements(page, unknown, "a stack that does not exist; npx cdktf list names those that do"));
  });

  test("names only addresses that exist", () => {
    const named = page.mentions(/\b(?:aws|helm|kubernetes)_[a-z0-9_]+\.[a-z][a-z0-9_]*/g);
    const unknown = named.filter((address) => !addresses.has(address));
    expectNone(
      replacements(page, unknown, "which no stack has; __tests__/addresses.inventory.json lists all addresses"),
    );
  });

  test("names only scripts and workflows that exist", () => {
    const packageJson = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"));
    const commands = page.mentions(/npm run ([\w:]+)/g).filter((script) => !(script in packageJson.scripts));
    const isMissing = (...at: string[]) => !fs.existsSync(path.join(projectRoot, ...at));
    const scripts = page.mentions(/\bscripts\/[\w./-]*\w/g).filter((script) => isMissing(script));
    const workflows = page.mentions(/\b([\w-]+\.yml)\b/g).filter((name) => isMissing(".github", "workflows", name));
    expectNone([
      ...replacements(page, commands, "no script of package.json"),
      ...replacements(page, [...scripts, ...workflows], "a file that does not exist"),
    ]);
  });

  test("has no link that leads nowhere", () => {
    expectNone(replacements(page, page.brokenLinks, "a link that leads nowhere"));
  });

  test("has commands that bash can read", () => {
    for (const { line, commands } of commandBlocks(page.text)) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: commands, encoding: "utf8" });
      if (status !== 0 || stderr) expectNone([`${file}:${line}: bash cannot read these commands:`, stderr]);
    }
  });

  test("says of every output whether the commands have printed it", () => {
    for (const { line, emulated, output } of commandBlocks(page.text)) {
      if (!output || output.real === emulated) continue;
      const fix = emulated ? 'take "Output on AWS" away' : 'begin the line above the output with "Output on AWS"';
      expectNone([`${file}:${line}: the commands ${emulated ? "run" : "do not run"} on the emulator: ${fix}`]);
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
  const pagesWith = runbooks.map((file) => new Page(file));
  const said = (pattern: RegExp) =>
    pagesWith.flatMap(({ file, text }) => [...text.matchAll(pattern)].map((match) => ({ file, match })));

  test("names begin with its prefix", () => {
    const named = pages.some((file) => new Page(file).text.includes(`${prefix}-`));
    expectNone(named ? [] : [`docs/runbooks/: write names with production's prefix, ${prefix}: no page has one`]);
  });

  test("the standby's node groups get the primary's sizes", () => {
    const isRegionFailure = ({ file }: { readonly file: string }) => file === "docs/runbooks/region-failure.md";
    const groups = said(/--nodegroup-name ([\w-]+) --scaling-config (minSize=\d+,desiredSize=\d+,maxSize=\d+)/g).filter(
      isRegionFailure,
    );
    expect(groups).not.toEqual([]);
    const ofCluster = liveStack("production-cluster").root.resource?.aws_eks_node_group as Record<string, NodeGroup>;
    expectNone(
      groups.flatMap(({ file, match: [, group = "", sizes] }) => {
        const config = ofCluster[group.replaceAll("-", "_")]?.scaling_config;
        if (!config) return [`${file}: take the commands for ${group} out: production has no such node group`];
        const right = `minSize=${config.min_size},desiredSize=${config.desired_size},maxSize=${config.max_size}`;
        return sizes === right ? [] : [`${file}: replace ${sizes} of ${group} with ${right}, as production has it`];
      }),
    );
  });

  test("databases are restored with the primary's class and retention", () => {
    const primary = liveStack("production-data").resource("aws_db_instance", "primary");
    const options = {
      "--db-instance-class": primary.instance_class,
      "--backup-retention-period": primary.backup_retention_period,
    };
    expectNone(
      Object.entries(options).flatMap(([option, value]) => {
        const uses = said(new RegExp(`${option} (\\S+)`, "g"));
        expect(uses).not.toEqual([]);
        const wrong = uses.filter(({ match }) => match[1] !== String(value));
        const lines = wrong.map(
          ({ file, match }) => `${file}: replace ${match[0]} with ${option} ${value}, as production's primary has it`,
        );
        return [...new Set(lines)];
      }),
    );
  });

  test("a cluster's context is made on the page that uses it, and leads to the cluster in its region", () => {
    const regions = new Map(
      ["production-cluster", "production-dr-cluster"]
        .filter((stack) => liveStacks().includes(stack))
        .map((stack) => {
          const [{ region }] = liveStack(stack).root.provider?.aws as [{ region: string }];
          return [String(liveStack(stack).resource("aws_eks_cluster", "main").name), region];
        }),
    );
    const uses = said(/kubectl config use-context (\S+)/g);
    expect(uses).not.toEqual([]);
    expectNone(
      uses.flatMap(({ file, match: [, context = ""] }) => {
        const command = `aws eks update-kubeconfig --region ${regions.get(context)} --name ${context} --alias ${context}`;
        if (new Page(file).text.includes(`${command}\n`)) return [];
        return [`${file}: put ${command} in front of the first use of the context ${context}`];
      }),
    );
  });

  test("backups of Velero are found under the names of its schedules", () => {
    const values = JSON.stringify(liveStack("production-platform").resource("helm_release", "velero").values);
    const schedules = said(/velero-([a-z-]+)-\d{14}/g);
    expect(schedules).not.toEqual([]);
    const unknown = schedules.filter(({ match }) => !values.includes(`\\"${match[1]}\\":`));
    expectNone(
      unknown.map(({ file, match }) => `${file}: replace ${match[0]}: Velero has no schedule called ${match[1]}`),
    );
  });
});
