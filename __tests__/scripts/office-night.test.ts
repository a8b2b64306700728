import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isNight, readOfficeHours, shutdownAhead } from "../../src/lifecycle/office-hours";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { fixtureOutput, projectRoot } from "../support/output-folder";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-night-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function night(...args: readonly string[]) {
  const outputs = path.join(folder, "outputs.txt");
  fs.writeFileSync(outputs, "");
  const { status, stdout, stderr } = spawnSync(
    "node",
    ["scripts/run.cjs", "scripts/office-hours.ts", ...args, "--output", fixtureOutput()],
    { cwd: projectRoot, encoding: "utf8", env: { ...process.env, GITHUB_OUTPUT: outputs } },
  );
  return { status, stdout, stderr, outputs: fs.readFileSync(outputs, "utf8") };
}

test("who cannot look is told by the clock whether an environment is asleep", () => {
  const hours = readOfficeHours(new SynthesizedStacks(fixtureOutput()), "staging");
  if (!hours) throw new Error("staging of the fixtures has office hours");
  // Should the hour strike in between, one of the two is right.
  const before = isNight(hours, new Date());
  const told = night("night", "staging");
  expect([before, isNight(hours, new Date())]).toContain(told.status === 1);
  const asleep = told.status === 1;
  expect(told.outputs).toBe(asleep ? "asleep=true\n" : "");
  expect(asleep ? told.stderr : told.stdout).toContain(asleep ? "no role to wake it with" : "awake at this hour");
});

test("an environment without office hours never is", () => {
  expect(night("night", "production")).toMatchObject({ status: 0, stdout: "production is never shut down\n" });
});

test("anything else is refused with what there is", () => {
  expect(night("nap", "staging")).toMatchObject({ status: 1, stderr: expect.stringContaining("wake|sleep|night") });
});

test("what takes longer than there is time until the next stop counts as asleep", () => {
  // There is a stop within a day from Sunday evening to Friday evening, and none for two days after that.
  const hours = readOfficeHours(new SynthesizedStacks(fixtureOutput()), "staging");
  if (!hours) throw new Error("staging of the fixtures has office hours");
  const ahead = () => shutdownAhead(hours, new Date(), 1440) !== undefined;
  const before = ahead();
  const told = night("night", "staging", "--for", "1440");
  expect([before, ahead()]).toContain(told.stderr.includes("counts as asleep: it is"));
});

test("a time that is none is refused", () => {
  expect(night("night", "staging", "--for", "soon")).toMatchObject({
    status: 1,
    stderr: '--for is "soon"; allowed are minutes of one day, 0 to 1440\n',
  });
});
