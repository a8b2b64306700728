const project = (displayName, testMatch) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/__tests__/${pattern}`),
  testEnvironment: "node",
  transform: { "\\.ts$": "<rootDir>/__tests__/support/esbuild-transform.cjs" },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
  globalSetup: "<rootDir>/__tests__/support/synthesize-once.ts",
  globalTeardown: "<rootDir>/__tests__/support/remove-output.ts",
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/setup.ts"],
});

// "engine" needs Terraform and an AWS emulator, and says in one line what it lacks; "unit" needs Node alone.
module.exports = {
  projects: [
    project("unit", ["{config,conformance,modules,policy,src}/**/*.test.ts", "*.test.ts"]),
    project("engine", ["engine/**/*.test.ts", "cli/**/*.test.ts"]),
  ],
};
