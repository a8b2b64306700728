import { ConfigurationError, type EnvironmentInput, loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";

function problemsOf(platform: unknown) {
  try {
    loadEnvironments([{ ...production, platform } as EnvironmentInput]);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

test("what is left open is sized for production", () => {
  const [environment] = loadEnvironments([{ ...production, platform: undefined }]);
  expect(environment?.platform).toEqual({
    controllerReplicas: 2,
    mesh: {
      controlPlane: { minReplicas: 2, maxReplicas: 5 },
      gateway: { minReplicas: 3, maxReplicas: 10 },
    },
    monitoring: {
      prometheus: { replicas: 2, retentionDays: 15, storageGib: 100, memoryGib: 4 },
      alertmanager: { replicas: 3, storageGib: 10 },
      grafana: { storageGib: 10 },
    },
    logging: {
      retentionDays: 30,
      elasticsearch: { replicas: 3, storageGib: 100, memoryGib: 4 },
      kibana: { replicas: 2 },
      logstash: { replicas: 2, storageGib: 10 },
    },
    backup: {
      clusterState: { everyHours: 6, retentionDays: 7 },
      persistentVolumes: { hour: 2, retentionDays: 14 },
    },
    argoCd: { highAvailability: true },
  });
});

test.each([
  [{ controllerReplicas: 0 }, "controllerReplicas", "at least 1"],
  [{ mesh: { gateway: { minReplicas: 0 } } }, "mesh.gateway.minReplicas", "at least 1"],
  [{ mesh: { gateway: { minReplicas: 11 } } }, "mesh.gateway.maxReplicas", "at least minReplicas, 11"],
  [
    { mesh: { controlPlane: { minReplicas: 3, maxReplicas: 2 } } },
    "mesh.controlPlane.maxReplicas",
    "at least minReplicas, 3",
  ],
  [{ monitoring: { prometheus: { replicas: 1.5 } } }, "monitoring.prometheus.replicas", "a whole number"],
  [{ monitoring: { prometheus: { retentionDays: 0 } } }, "monitoring.prometheus.retentionDays", "at least 1"],
  [{ monitoring: { prometheus: { memoryGib: 0 } } }, "monitoring.prometheus.memoryGib", "at least 1"],
  [{ monitoring: { alertmanager: { storageGib: 0 } } }, "monitoring.alertmanager.storageGib", "at least 1"],
  [{ monitoring: { grafana: { storageGib: 65537 } } }, "monitoring.grafana.storageGib", "at most 65536"],
  [{ logging: { retentionDays: 0 } }, "logging.retentionDays", "at least 1"],
  [{ logging: { elasticsearch: { replicas: 2 } } }, "logging.elasticsearch.replicas", "1, or 3 and more"],
  [{ logging: { elasticsearch: { memoryGib: 1 } } }, "logging.elasticsearch.memoryGib", "at least 2"],
  [{ logging: { elasticsearch: { memoryGib: 65 } } }, "logging.elasticsearch.memoryGib", "at most 64"],
  [{ logging: { logstash: { storageGib: 1 } } }, "logging.logstash.storageGib", "at least 2"],
  [{ backup: { clusterState: { everyHours: 5 } } }, "backup.clusterState.everyHours", "1, 2, 3, 4, 6, 8, 12"],
  [{ backup: { persistentVolumes: { hour: 24 } } }, "backup.persistentVolumes.hour", "at most 23"],
  [{ argoCd: { highAvailability: "yes" } }, "argoCd.highAvailability", "true or false"],
])("%j is refused", (platform, path, allowed) => {
  expect(problemsOf(platform)).toEqual([expect.objectContaining({ path: `production.platform.${path}`, allowed })]);
});

test("a second Elasticsearch node is explained", () => {
  expect(problemsOf({ logging: { elasticsearch: { replicas: 2 } } })).toEqual([
    {
      path: "production.platform.logging.elasticsearch.replicas",
      value: 2,
      allowed: "1, or 3 and more",
      fix: "choose 3: of two masters neither can go on without the other, so two fail more often than one",
    },
  ]);
});

test("versions of charts are the catalogue's and cannot be set here", () => {
  expect(problemsOf({ charts: { velero: "1.0.0" } })).toEqual([
    {
      path: "production.platform.charts",
      value: { velero: "1.0.0" },
      allowed: "only controllerReplicas, mesh, monitoring, logging, backup, argoCd",
      fix: "remove the key, or correct its spelling",
    },
  ]);
  expect(problemsOf({ logging: { elasticsearch: { version: "8.0.0" } } })).toEqual([
    expect.objectContaining({
      path: "production.platform.logging.elasticsearch.version",
      allowed: "only replicas, storageGib, memoryGib",
    }),
  ]);
});
