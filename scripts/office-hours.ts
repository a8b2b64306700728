import fs from "node:fs";
import { parseArgs } from "node:util";
import { Aws } from "../src/lifecycle/aws";
import { isNight, type OfficeHours, readOfficeHours, shutdownAhead } from "../src/lifecycle/office-hours";
import { thisMachine } from "../src/lifecycle/programs";
import { Sleepers } from "../src/lifecycle/wake";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: node scripts/run.cjs scripts/office-hours.ts wake|sleep|night <environment> [names of what to stop] [options]

  wake    starts what is asleep, and waits for it
  sleep   stops it again, unless the office hours have begun
  night   fails when the environment is asleep at this hour, for those without a role to look or to wake with

  --for MINUTES     wake and night: fails where the schedules would shut it down before the minutes are over
  --output FOLDER   where the stacks were synthesized (default: cdktf.out)
`;
const verbs = ["wake", "sleep", "night"];

/** Hands a value to the steps of the workflow that follow. */
function output(name: string, value: string): void {
  fs.appendFileSync(process.env.GITHUB_OUTPUT ?? "/dev/null", `${name}=${value}\n`);
}

/** @throws Error where there is no time left before the schedules stop what is started. */
function refuseShutdown(environment: string, hours: OfficeHours, text: string | undefined): void {
  if (text === undefined) return;
  const minutes = Number(text);
  if (!/^\d+$/.test(text) || minutes > 1440) {
    throw new Error(`--for is ${JSON.stringify(text)}; allowed are minutes of one day, 0 to 1440`);
  }
  const reason = shutdownAhead(hours, thisMachine.now(), minutes);
  if (reason === undefined) return;
  output("asleep", "true");
  throw new Error(`${environment} counts as asleep: ${reason}`);
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { output: { type: "string", default: "cdktf.out" }, for: { type: "string" } },
  });
  const [verb, environment, ...only] = positionals;
  if (verb === undefined || !verbs.includes(verb) || environment === undefined) throw new Error(usage);
  const hours = readOfficeHours(new SynthesizedStacks(values.output), environment);
  const sleepers = new Sleepers(new Aws(thisMachine), thisMachine);
  const list = (found: readonly { name: string }[]) => found.map(({ name }) => name).join(" ");
  if (!hours) {
    console.log(`${environment} is never shut down`);
    if (verb === "wake") output("asleep", "false");
  } else if (verb === "night") {
    refuseShutdown(environment, hours, values.for);
    if (isNight(hours, thisMachine.now())) {
      output("asleep", "true");
      throw new Error(`${environment} is asleep at this hour, and there is no role to wake it with`);
    }
    console.log(`${environment} is awake at this hour`);
  } else if (verb === "wake") {
    refuseShutdown(environment, hours, values.for);
    const asleep = sleepers.asleep(hours);
    // Said first: whoever puts back has to know even if one of them does not start.
    output("asleep", String(asleep.length > 0));
    output("woken", list(asleep));
    console.log(asleep.length > 0 ? `${environment} is asleep: ${list(asleep)}` : `${environment} is awake`);
    sleepers.wake(asleep);
  } else if (isNight(hours, thisMachine.now())) {
    const stopped = hours.sleepers.filter(({ name }) => only.length === 0 || only.includes(name));
    sleepers.sleep(stopped);
    console.log(`${environment} is asleep: ${list(stopped)}`);
  } else {
    console.log(`the office hours of ${environment} have begun: it stays awake`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
