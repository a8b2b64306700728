import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./output-folder";

export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Published models of the custom resources, generated from the definitions that the charts install, by API group. */
const packages: Readonly<Record<string, string>> = {
  "networking.istio.io": "@kubernetes-models/istio",
  "security.istio.io": "@kubernetes-models/istio",
  "external-secrets.io": "@kubernetes-models/external-secrets",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
  "argoproj.io": "@kubernetes-models/argo-cd",
};

/**
 * Versions that the models do not have, by the version that they were promoted from unchanged: Istio's in 1.22
 * (https://istio.io/latest/blog/2024/v1-apis/), External Secrets' in 0.16. Models that have them want Node.js 22.
 */
const promotedFrom: Readonly<Record<string, string>> = {
  "security.istio.io/v1": "security.istio.io/v1beta1",
  "external-secrets.io/v1": "external-secrets.io/v1beta1",
};

/** The manifest in the version that there is a model for. */
function modelled(manifest: CustomResource): CustomResource {
  return { ...manifest, apiVersion: promotedFrom[manifest.apiVersion] ?? manifest.apiVersion };
}

const modules = path.join(projectRoot, "node_modules");

/** The model's module without its extension; its name is the resource's kind. */
function modelOf({ apiVersion, kind }: CustomResource): string {
  const [group = "", version = ""] = apiVersion.split("/");
  const name = packages[group];
  if (name === undefined) throw new Error(`no published model for ${apiVersion} ${kind}; add its package here`);
  return path.join(modules, name, group, version, kind);
}

/**
 * What the models' types say against manifests. Types know every field, so a misspelt one is found, which validators
 * of custom resources let pass: the API server drops unknown fields.
 */
export function typeProblems(manifests: readonly CustomResource[], folder: string): string[] {
  const lines = manifests
    .map(modelled)
    .flatMap((manifest, index) => [
      `import type { I${manifest.kind} as Model${index} } from ${JSON.stringify(`${modelOf(manifest)}.js`)};`,
      `export const manifest${index}: Model${index} = ${JSON.stringify(manifest)};`,
    ]);
  const file = path.join(folder, "manifests.ts");
  fs.writeFileSync(file, lines.join("\n"));
  const options = "--noEmit --strict --skipLibCheck --target es2022 --module nodenext --types".split(" ");
  const result = spawnSync(path.join(modules, ".bin", "tsc"), [...options, "", file], {
    encoding: "utf8",
    cwd: folder,
  });
  return result.stdout.split("\n").filter((line) => line.includes("error TS"));
}

/** What the models' validators say: required fields, types, enumerations, patterns. They are ES modules, jest is not. */
export function schemaProblems(manifests: readonly CustomResource[]): string[] {
  const input = manifests.map(modelled).map((manifest) => ({ manifest, model: `${modelOf(manifest)}.mjs` }));
  const script = `
    const problems = [];
    for (const { manifest, model } of ${JSON.stringify(input)}) {
      const { [manifest.kind]: Model } = await import(model);
      try {
        new Model(manifest).validate();
      } catch (error) {
        problems.push(manifest.kind + " " + manifest.metadata.name + ": " + error.message);
      }
    }
    process.stdout.write(JSON.stringify(problems));`;
  const output = execFileSync(process.execPath, ["--input-type=module"], { input: script, encoding: "utf8" });
  return JSON.parse(output);
}
