import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { TerraformOutput } from "cdktf";
import { backupSection } from "../../../../src/config/sections/backup";
import { BackupStack, type BackupStackProps } from "../../../../src/stacks/backup/backup-stack";
import { functionSource } from "../../../../src/stacks/backup/function-source";
import { fixtureOutput, projectRoot } from "../../../support/output-folder";
import { testStorage } from "../../../support/producers";
import { fixtureStack, fixtureStacks, type StackJson, stackDependencies } from "../../../support/stack-json";
import { baseProps, synthApp, TestStack } from "../../../support/synth";

function synthBackup(props: Partial<BackupStackProps> = {}) {
  const { backup, reader } = synthApp((app) => {
    const stack = new BackupStack(app, "backup", {
      emails: [],
      ...baseProps,
      backup: backupSection.parse(undefined),
      primary: {
        region: "eu-west-1",
        namePrefix: "acme",
        data: { primaryArn: "arn:database", replicationGroupId: "acme-redis", databaseKeyArn: "arn:key" },
        storage: testStorage,
      },
      ...props,
    });
    const { vaultArn, vaultName, notificationTopicArn, deadLetterQueueName, functionName, restoreRoleArn } = stack;
    const value = { vaultArn, vaultName, notificationTopicArn, deadLetterQueueName, functionName, restoreRoleArn };
    new TerraformOutput(new TestStack(app, "reader"), "read", { value });
  });
  return { json: backup as StackJson, reader: reader as StackJson };
}

describe("the shipped environments", () => {
  test("production and staging have backups; development has none to lose", () => {
    const named = fixtureStacks().filter((name) => name.endsWith("-backup"));
    expect(named).toEqual(["production-backup", "staging-backup"]);
  });

  test("they come after what they back up", () => {
    const dependencies = stackDependencies(fixtureOutput());
    expect(dependencies["production-backup"]?.toSorted()).toEqual(["production-data", "production-storage"]);
  });

  test("staging keeps less, in one region, and can be thrown away", () => {
    const staging = fixtureStack("staging-backup");
    expect(staging.names("aws_backup_vault")).toEqual(["main"]);
    expect(staging.resource("aws_backup_vault", "main")).toMatchObject({
      name: "techally-staging-backup-vault",
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(staging.names("aws_backup_vault_lock_configuration")).toEqual([]);
    const rules = staging.names("aws_backup_plan").map((name) => staging.resource("aws_backup_plan", name).rule);
    expect(rules).toEqual([
      [expect.objectContaining({ lifecycle: { delete_after: 14 } })],
      [expect.objectContaining({ lifecycle: { delete_after: 7 } })],
    ]);
    expect(rules.flat()).not.toContainEqual(expect.objectContaining({ copy_action: expect.anything() }));
  });

  test.each(["production", "staging"])("%s: the function's archive is where Terraform looks for it", (name) => {
    const { filename } = fixtureStack(`${name}-backup`).resource("aws_lambda_function", "redis_snapshots");
    const archive = path.join(fixtureOutput(), "stacks", `${name}-backup`, String(filename));
    expect(fs.readFileSync(archive).subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  });

  test("the archive exports the handler that Lambda calls", () => {
    const { filename, handler } = fixtureStack("production-backup").resource("aws_lambda_function", "redis_snapshots");
    const archive = fs.readFileSync(path.join(fixtureOutput(), "stacks", "production-backup", String(filename)));
    // Nothing is compressed, so the code lies between the headers as it is.
    const code = archive.toString("utf8", 30 + "index.js".length, archive.indexOf("PK\x01\x02", undefined, "latin1"));
    const bundle: { exports: Record<string, unknown> } = { exports: {} };
    new Function("module", "require", code)(bundle, createRequire(path.join(projectRoot, "index.js")));
    expect(handler).toBe("index.handler");
    expect(Object.keys(bundle.exports)).toEqual(["handler"]);
  });

  test("the same function goes to every environment", () => {
    const hashes = ["production", "staging"].map(
      (name) => fixtureStack(`${name}-backup`).resource("aws_lambda_function", "redis_snapshots").source_code_hash,
    );
    expect(new Set(hashes).size).toBe(1);
  });
});

describe("BackupStack", () => {
  test("is in the primary's region", () => {
    expect(synthBackup().json.root.provider?.aws).toEqual([expect.objectContaining({ region: "eu-west-1" })]);
  });

  test("hands out what alarms, and what is to be restored from, go by", () => {
    const read = (output: string) => `\${data.terraform_remote_state.backup.outputs.${output}}`;
    expect(synthBackup().reader.outputs.read?.value).toEqual({
      vaultArn: read("aws_backup_vault_main_arn"),
      vaultName: read("aws_backup_vault_main_name"),
      notificationTopicArn: read("aws_sns_topic_backup_failures_arn"),
      deadLetterQueueName: read("aws_sqs_queue_redis_snapshots_dead_letters_name"),
      functionName: read("aws_lambda_function_redis_snapshots_function_name"),
      restoreRoleArn: read("aws_iam_role_restore_arn"),
    });
  });

  test("what is configured", () => {
    const backup = backupSection.parse({
      vaultLock: { minRetentionDays: 3, maxRetentionDays: 300 },
      database: { schedule: "cron(1 2 ? * MON *)", retentionDays: 11, startWindowMinutes: 61 },
      fileSystem: { schedule: "cron(3 4 * * ? *)", retentionDays: 12, completionWindowMinutes: 200 },
      cache: { schedule: "cron(5 6 * * ? *)", retentionDays: 13, logRetentionDays: 14 },
    });
    const { json } = synthBackup({ backup });
    expect(json.resource("aws_backup_plan", "database").rule).toEqual([
      expect.objectContaining({
        schedule: "cron(1 2 ? * MON *)",
        start_window: 61,
        completion_window: 720,
        lifecycle: { delete_after: 11 },
      }),
    ]);
    expect(json.resource("aws_backup_plan", "file_system").rule).toEqual([
      expect.objectContaining({
        schedule: "cron(3 4 * * ? *)",
        start_window: 60,
        completion_window: 200,
        lifecycle: { delete_after: 12 },
      }),
    ]);
    expect(json.resource("aws_backup_vault_lock_configuration", "main")).toMatchObject({
      min_retention_days: 3,
      max_retention_days: 300,
    });
    expect(json.resource("aws_scheduler_schedule", "redis_snapshots_schedule").schedule_expression).toBe(
      "cron(5 6 * * ? *)",
    );
    expect(json.resource("aws_cloudwatch_log_group", "redis_snapshots").retention_in_days).toBe(14);
  });

  test("without a standby nothing is copied, and no second region is reached", () => {
    const { json } = synthBackup();
    expect(json.names("aws_backup_vault")).toEqual(["main"]);
    expect(json.names("aws_cloudwatch_event_rule")).toEqual(["backup_job_failed"]);
  });

  test("with a standby, its vault is there", () => {
    const { json } = synthBackup({ standby: { region: "eu-north-1", namePrefix: "acme-north" } });
    expect(json.root.provider?.aws).toContainEqual(expect.objectContaining({ alias: "standby", region: "eu-north-1" }));
    expect(json.resource("aws_backup_vault", "standby")).toMatchObject({
      name: "acme-north-backup-vault",
      provider: "aws.standby",
    });
  });
});

describe("functionSource", () => {
  test("finds a function from any folder of the project", () => {
    expect(fs.readFileSync(functionSource("redis-snapshots"), "utf8")).toContain("export async function handler");
    expect(functionSource("redis-snapshots", __dirname)).toBe(functionSource("redis-snapshots"));
  });

  test("says what is missing", () => {
    expect(() => functionSource("nothing")).toThrow("no functions/nothing/index.ts in any folder above");
  });
});
