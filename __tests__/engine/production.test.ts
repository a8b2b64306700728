import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { App } from "cdktf";
import { addInput, productionWith } from "../support/changed-environments";
import { rehearse } from "../support/engine/rehearse-environment";
import { SettledStack } from "../support/engine/settled-stack";

/** What the provider changes when the standby region is activated; everything else is left alone. */
const activation: Record<string, Record<string, { action: "update"; changed: unknown }>> = {
  "production-dr-cluster": {
    "aws_eks_node_group.compute_intensive": update("scaling_config"),
    "aws_eks_node_group.memory_intensive": update("scaling_config"),
  },
  "production-dr-data": {
    "aws_db_instance.standby_replica": {
      action: "update",
      changed: ["apply_immediately", "final_snapshot_identifier", "instance_class", "multi_az", "skip_final_snapshot"],
    },
  },
  "production-edge": {
    "aws_cloudfront_distribution.main": update("origin"),
    "aws_route53_record.api_auth_primary": update("alias"),
    "aws_route53_record.api_auth_secondary": update("alias"),
    "aws_route53_record.origin_primary": update("alias"),
    "aws_route53_record.origin_secondary": update("alias"),
  },
};

/** An update in place; blocks that the provider completes by itself are listed with the one that changes. */
function update(argument: string) {
  return { action: "update", changed: expect.arrayContaining([argument]) } as const;
}

rehearse(
  "production",
  (stack) => stack.startsWith("production-"),
  (rehearsal, toolchain) => {
    describe("§9.2 the failover switch, planned by the provider from the state of the standby posture", () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-posture-"));
      const synthesized = (posture: string, stack: string) => path.join(folder, posture, "stacks", stack);
      afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

      beforeAll(() => {
        for (const posture of ["standby", "active"] as const) {
          const app = new App({ outdir: path.join(folder, posture) });
          addInput(app, productionWith({ disasterRecovery: { posture } }));
          app.synth();
        }
      });

      test.each(Object.keys(activation))("%s: updates in place, nothing is replaced", async (name) => {
        const { resources } = await rehearsal.stack(name);
        const stack = await SettledStack.create(toolchain, synthesized("standby", name), resources);
        try {
          expect(await stack.plan(synthesized("active", name))).toEqual(activation[name]);
        } finally {
          stack.remove();
        }
      }, 280_000);
    });
  },
);
