import fs from "node:fs";
import path from "node:path";
import { environmentSchema } from "../../../src/config/environment";
import { creationValues } from "../../../src/config/sections/formats/creation";
import { projectRoot } from "../../support/output-folder";

const config = path.join(projectRoot, "src", "config");

test.each(
  fs
    .readdirSync(config, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("creation.ts")),
)("%s marks what its comments say is set at creation", (file) => {
  const text = fs.readFileSync(path.join(config, file), "utf8");
  expect(text.match(/Set at creation/g) ?? []).toHaveLength(text.match(/setAtCreation\(/g)?.length ?? 0);
});

test("values are found in sections, records, and behind defaults", () => {
  const paths = creationValues(environmentSchema).map(({ path: at }) => at);
  expect(paths).toEqual(
    expect.arrayContaining([
      "prefix",
      "network.cidr",
      "network.zones.<name>.private",
      "cluster.nodeGroups.<name>.capacity",
      "platform.monitoring.prometheus.storageGib",
      "database.name",
      "services.<name>.replicas",
      "disasterRecovery.network.controlPlaneZones",
    ]),
  );
});
