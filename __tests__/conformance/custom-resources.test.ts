import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type CustomResource, schemaProblems, typeProblems } from "../support/custom-resources";
import { fixtureStack, type StackJson } from "../support/stack-json";
import { manifestOf, productionWorkloads } from "../support/workloads";

const withRepository = productionWorkloads({ gitops: { repository: "https://github.com/techally/deployments.git" } });
const stacks: Record<string, StackJson> = {
  "production-workloads": fixtureStack("production-workloads"),
  "production-dr-workloads": fixtureStack("production-dr-workloads"),
  "staging-workloads": fixtureStack("staging-workloads"),
  "development-workloads": fixtureStack("development-workloads"),
  "production-workloads with a repository": withRepository,
};

function manifestsIn(stack: StackJson): CustomResource[] {
  return stack.names("kubernetes_manifest").map((name) => manifestOf(stack, name) as unknown as CustomResource);
}

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-manifests-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const everyManifest = Object.values(stacks).flatMap(manifestsIn);

test("every kind of custom resource is among those checked", () => {
  expect([...new Set(everyManifest.map(({ kind }) => kind))].sort()).toEqual([
    "AppProject",
    "Application",
    "ClusterSecretStore",
    "DestinationRule",
    "ExternalSecret",
    "Gateway",
    "PeerAuthentication",
    "PodMonitor",
    "VirtualService",
  ]);
});

test("every field of every custom resource is one of its definition", () => {
  expect(typeProblems(everyManifest, folder)).toEqual([]);
});

test("every custom resource satisfies the schema of its definition", () => {
  expect(schemaProblems(everyManifest)).toEqual([]);
});

describe("a fault is found", () => {
  const virtualService = manifestOf(stacks["production-workloads"] as StackJson, "auth_service_virtual_service");
  const withSpec = (spec: object) => ({ ...virtualService, spec }) as unknown as CustomResource;

  test("a misspelt field", () => {
    const faulty = withSpec({ hosts: ["a"], http: [{ retries: { atempts: 3 } }] });
    expect(typeProblems([faulty], folder)).toEqual([expect.stringMatching(/"atempts"' does not exist in type/)]);
  });

  test("a value of the wrong type", () => {
    const faulty = withSpec({ hosts: "a" });
    expect(typeProblems([faulty], folder)).toHaveLength(1);
    expect(schemaProblems([faulty])).toEqual([expect.stringContaining("hosts must be array")]);
  });

  test("a kind without a model", () => {
    expect(() => schemaProblems([{ apiVersion: "example.com/v1", kind: "Thing" }])).toThrow(
      "no published model for example.com/v1 Thing; add its package here",
    );
  });
});
