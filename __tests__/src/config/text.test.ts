import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { environmentSchema } from "../../../src/config/environment";
import { production } from "../../fixtures/environments";
import { productionWith, synthProduction } from "../../support/changed-environments";
import { projectRoot } from "../../support/output-folder";
import { problemsOf, problemsWith } from "../../support/problems";

const auth = production.services?.["auth-service"];
const withService = (change: object) => ({ services: { "auth-service": { ...auth, ...change } } });

describe("text that begins a template", () => {
  test.each([
    ["an image", withService({ image: { ...auth?.image, repository: "${aws_vpc.other.id}" } }), "image.repository"],
    ["a path", withService({ livenessProbe: { path: "/${path.root}" } }), "livenessProbe.path"],
    ["a prefix", withService({ route: { ...auth?.route, prefix: "/%{if true}" } }), "route.prefix"],
  ])("%s is refused", (_, changes, path) => {
    expect(problemsWith(changes)).toContainEqual(expect.objectContaining({ path: expect.stringContaining(path) }));
  });

  test.each([
    [{ gitops: { repository: "https://example.com/x.git", revision: "%{if x}y%{endif}" } }, "gitops.revision", "%{"],
    [{ gitops: { repository: "https://example.com/{{x}}.git" } }, "gitops.repository", "{{"],
    [{ operations: { emails: ["${aws_vpc.main.id}@example.com"] } }, "operations.emails[0]", "${"],
    [{ gitops: { repository: "https://example.com/x.git", path: "apps/${path.root}" } }, "gitops.path", "${"],
  ])("%j", (changes, path, start) => {
    expect(problemsWith(changes)).toEqual([
      {
        path: `production.${path}`,
        value: expect.stringContaining(start),
        allowed: "text without ${, %{ and {{",
        fix: expect.stringContaining(`remove ${start}`),
      },
    ]);
  });

  test("arrives as it stands in environment variables and files", () => {
    const text = "${A} %{B} {{C}} $${D}";
    const changes = withService({ environment: { TEXT: text }, config: { files: { "a.txt": text } } });
    const workloads = synthProduction(changes, ["production-workloads"])["production-workloads"];
    const written = "$${A} %%{B} {{C}} $$${D}";
    expect(workloads?.resource("kubernetes_config_map_v1", "auth_service_config").data).toEqual({ "a.txt": written });
    expect(workloads?.text).toContain(JSON.stringify({ name: "TEXT", value: written }));
  });
});

describe("text without end", () => {
  const long = "9".repeat(1_000_000);

  test.each([
    ["value", { containerDefaults: { requests: { cpu: long } } }, "containerDefaults.requests.cpu"],
    ["key", { quota: { [long]: "1" } }, `quota["${long}"]`],
  ])("a %s is refused by its length", (_, namespace, path) => {
    expect(problemsWith({ namespaces: { production: namespace } })).toContainEqual({
      path: `production.namespaces.production.${path}`,
      value: long,
      allowed: "at most 2048 characters",
      fix: "shorten it",
    });
  });

  test("no pattern takes more than a moment for a text that is nearly right", () => {
    const folder = path.join(projectRoot, "src", "config");
    const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const literal = /(?<=[(\s,])\/(\^(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)/g;
    const patterns = files.flatMap((file) =>
      [...fs.readFileSync(path.join(folder, file), "utf8").matchAll(literal)].map(([, source, flags]) => [
        source,
        flags,
      ]),
    );
    expect(patterns.length).toBeGreaterThan(50);
    const script = `
      const units = ["a", "A", "0", "a-", "a.", "a/", "/", "0.", "a,", "-", "_", ":", "arn:aws:", "1-2,", "@a."];
      for (const [source, flags] of ${JSON.stringify(patterns)}) {
        console.log(source);
        for (const unit of units)
          for (const end of ["!", "", "\\n"]) new RegExp(source, flags).test("a" + unit.repeat(2048 / unit.length) + end);
      }`;
    // A pattern with two ways to read one letter takes years: whatever the limit is, it is not met.
    const { stdout, status } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 30_000 });
    expect({ status, last: stdout.trim().split("\n").at(-1) }).toEqual({ status: 0, last: patterns.at(-1)?.[0] });
  });
});

describe("the ARN in a permission", () => {
  const withResource = (resource: string) =>
    withService({ permissions: [{ actions: ["s3:GetObject"], resources: [resource] }] });

  test.each([
    "arn:aws:s3:::files/${aws:username}/*",
    "arn:aws:s3:::files/${aws:PrincipalTag/team, 'none'}/${*}",
    "arn:aws:sqs:*:*:orders-${aws:PrincipalTag/stage}",
  ])("%s reaches IAM as written", (resource) => {
    const workloads = synthProduction(withResource(resource), ["production-workloads"])["production-workloads"];
    const [statement] = workloads?.data("aws_iam_policy_document", "auth_service_permissions").statement as [
      { resources: string[] },
    ];
    expect(statement.resources).toEqual([resource.replaceAll("${", "&{")]);
  });

  test.each([
    "arn:aws:s3:::${}",
    "arn:aws:s3:::%{if}",
    "arn:aws:s3:::a b",
    'arn:aws:s3:::${join("", [])}',
    "arn:aws:s3:::${aws_s3_bucket.other.id}",
    "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:orders",
    "arn:aws:",
    "arn:aws:s3",
    "arn:aws:s3:::",
    "arn:aws-us-gov:s3:::files",
  ])("%s is refused", (resource) => {
    expect(problemsWith(withResource(resource))).toEqual([
      expect.objectContaining({ path: 'production.services["auth-service"].permissions[0].resources[0]' }),
    ]);
  });
});

describe("names that every object inherits", () => {
  test.each(["constructor", "toString", "hasOwnProperty", "__proto__"])("%s is no entry of a record", (name) => {
    const problems = problemsWith({
      cluster: { generalNodeGroup: name },
      ...withService({ namespace: name, secrets: { X: { secret: name, key: name } } }),
    });
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["production.cluster.generalNodeGroup", 'production.services["auth-service"].namespace']),
    );
  });

  test.each(["constructor", "toString", "__proto__"])("%s is no key of a section, nor a section", (name) => {
    const network = Object.fromEntries([...Object.entries(production.network), [name, 1]]);
    const input = Object.fromEntries([...Object.entries({ ...production, network }), [name, 1]]);
    expect(problemsOf([input]).map(({ path }) => path)).toEqual([`production.network.${name}`, `production.${name}`]);
  });

  test("__proto__ is no name in a record", () => {
    const services = Object.fromEntries([["__proto__", auth]]);
    expect(problemsWith({ services })).toContainEqual(
      expect.objectContaining({ path: "production.services.__proto__", allowed: "any other name" }),
    );
  });

  test("an instance type is looked up among the known ones alone", () => {
    const [group] = Object.values(production.cluster.nodeGroups);
    const nodeGroups = { "general-workloads": { ...group, instanceTypes: ["constructor.large", "t3.toString"] } };
    expect(problemsWith({ cluster: { ...production.cluster, nodeGroups } })).toHaveLength(2);
  });

  test("constructor is no name of what becomes a construct", () => {
    const group = production.cluster.nodeGroups["memory-intensive"];
    const nodeGroups = { ...production.cluster.nodeGroups, constructor: group };
    const allowed = "any name but constructor";
    const problems = problemsWith({
      cluster: { nodeGroups },
      namespaces: { constructor: {} },
      services: { constructor: auth },
    });
    for (const path of ["cluster.nodeGroups", "namespaces", "services"]) {
      expect(problems).toContainEqual(
        expect.objectContaining({ path: `production.${path}.constructor`, value: "constructor", allowed }),
      );
    }
  });

  test("constructor is a tag and a repository all the same", () => {
    const image = { repository: "constructor", tag: "v1.0.0" };
    const stacks = synthProduction({ cost: { allocationTags: ["constructor"] }, ...withService({ image }) }, [
      "production-operations",
      "production-delivery",
    ]);
    const resources = (type: string) =>
      Object.values(stacks).flatMap(({ root }) => Object.values(root.resource?.[type] ?? {}));
    expect(resources("aws_ce_cost_allocation_tag")).toMatchObject([{ tag_key: "constructor" }]);
    expect(resources("aws_ecr_repository")).toMatchObject([{ name: "constructor" }, { name: "constructor" }]);
  });

  test("a variable may be called like one", () => {
    const secrets = { toString: { secret: "auth-secrets", key: "jwt-secret" } };
    expect(problemsWith(withService({ secrets }))).toEqual([]);
    expect(Object.keys(environmentSchema.parse(productionWith(withService({ secrets }))).services)).toEqual([
      "auth-service",
    ]);
  });
});
