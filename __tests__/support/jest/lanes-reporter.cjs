/** What `npm test` leaves out, because it needs more than Node, and how to run it. */
const lanes = [
  {
    project: "engine",
    line:
      "engine, cli, shell: need bash, Terraform with the AWS provider; some of them moto_server, the AWS CLI and jq " +
      "(npm run test:engine)",
  },
];

/** Names, in the last lines of a run, the lanes that were not part of it. */
module.exports = class LanesReporter {
  onRunComplete(contexts) {
    const run = new Set([...contexts].map(({ config }) => config.displayName?.name));
    const missing = lanes.filter(({ project }) => !run.has(project));
    if (missing.length === 0) return;
    // Jest prints its own summary after the reporters.
    process.once("exit", () => {
      process.stderr.write("\nNot run here; npm run test:all runs whatever this machine has the tools for:\n");
      for (const { line } of missing) process.stderr.write(`  ${line}\n`);
    });
  }
};
