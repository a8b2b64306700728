const project = (displayName, globalSetup, testMatch) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/__tests__/${pattern}`),
  testEnvironment: "node",
  runtime: "<rootDir>/__tests__/support/jest/shared-modules-runtime.cjs",
  transform: { "\\.ts$": "<rootDir>/__tests__/support/jest/esbuild-transform.cjs" },
  // Nothing else is looked through for tests: the providers alone are thousands of files.
  roots: ["<rootDir>/__tests__"],
  globalSetup: `<rootDir>/__tests__/support/${globalSetup}`,
  globalTeardown: "<rootDir>/__tests__/support/remove-output.ts",
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/setup.ts"],
});

// "engine" needs bash, Terraform and an AWS emulator, and says in one line what it lacks; "unit" needs Node alone.
module.exports = {
  // Jest leaves one core idle by default; the engine tests wait for Terraform more than they compute.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/__tests__/support/jest/longest-first.cjs",
  reporters: ["default", "<rootDir>/__tests__/support/jest/lanes-reporter.cjs"],
  projects: [
    project("unit", "synthesize-once.ts", ["!(engine|cli|shell)/**/*.test.ts", "*.test.ts"]),
    project("engine", "engine/find-toolchain.ts", ["engine/**/*.test.ts", "cli/**/*.test.ts", "shell/**/*.test.ts"]),
  ],
};
