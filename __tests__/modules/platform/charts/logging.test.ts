import { eckStack } from "../../../../modules/platform/charts/logging/eck-stack";
import type { LoggingSizing } from "../../../../modules/platform/charts/logging/part";
import { chartIn } from "../../../support/chart";
import { valueAt } from "../../../support/helm-values";

const valuesFor = (sizing: LoggingSizing) =>
  eckStack({ ...chartIn("logs"), sizing, stackVersion: "8.1.2", storageClass: "fast" }).values;
const values = valuesFor({
  retentionDays: 21,
  elasticsearch: { replicas: 5, storageGib: 80, memoryGib: 6 },
  kibana: { replicas: 2 },
  logstash: { replicas: 3, storageGib: 20 },
});
const claim = (name: string, storage: string) => ({
  metadata: { name },
  spec: { storageClassName: "fast", accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
});

test("the four parts have one version", () => {
  for (const part of ["elasticsearch", "kibana", "logstash", "beats"]) {
    expect(values[`eck-${part}`]).toMatchObject({ enabled: true, version: "8.1.2" });
  }
});

test("Elasticsearch nodes are spread over the zones, on volumes that outlive them", () => {
  expect(values["eck-elasticsearch"]).toMatchObject({
    volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
    nodeSets: [{ count: 5, zoneAwareness: {}, volumeClaimTemplates: [claim("elasticsearch-data", "80Gi")] }],
  });
});

test("sizes follow the configuration", () => {
  const small = valuesFor({
    retentionDays: 3,
    elasticsearch: { replicas: 1, storageGib: 30, memoryGib: 2 },
    kibana: { replicas: 1 },
    logstash: { replicas: 1, storageGib: 5 },
  });
  expect(small).toMatchObject({
    "eck-elasticsearch": { nodeSets: [{ count: 1, volumeClaimTemplates: [claim("elasticsearch-data", "30Gi")] }] },
    "eck-kibana": { count: 1 },
    "eck-logstash": {
      count: 1,
      config: { "queue.max_bytes": "4gb" },
      volumeClaimTemplates: [claim("logstash-data", "5Gi")],
    },
  });
});

test("Filebeat reads every container's log and sends it to Logstash", () => {
  expect(values["eck-beats"]).toMatchObject({
    type: "filebeat",
    config: {
      "filebeat.inputs": [{ type: "filestream", paths: ["/var/log/containers/*.log"] }],
      "output.logstash": { hosts: ["logstash-ls-beats.logs.svc:5044"], loadbalance: true },
    },
    daemonSet: { podTemplate: { spec: { serviceAccountName: "filebeat" } } },
  });
});

test("Filebeat may read what it describes logs with, and change nothing", () => {
  const rules = valueAt(values, "eck-beats.clusterRole.rules") as { verbs: string[] }[];
  expect([...new Set(rules.flatMap(({ verbs }) => verbs))]).toEqual(["get", "list", "watch"]);
});

test("Logstash listens where Filebeat sends, keeps a queue on disk, and writes a data stream", () => {
  expect(values["eck-logstash"]).toMatchObject({
    count: 3,
    config: { "queue.type": "persisted" },
    services: [{ name: "beats", service: { spec: { ports: [{ port: 5044, targetPort: 5044 }] } } }],
    elasticsearchRefs: [{ name: "elasticsearch", clusterName: "eck" }],
  });
  const pipeline = valueAt(values, "eck-logstash.pipelines.0") as Record<string, string>;
  expect(pipeline["config.string"]).toContain("beats { port => 5044 }");
  expect(pipeline["config.string"]).toContain('hosts => ["${ECK_ES_HOSTS}"]');
  expect(pipeline["config.string"]).toContain("data_stream => true");
});

describe("log retention", () => {
  const job = JSON.parse((values.extraObjects as string[])[0] ?? "");
  const pod = job.spec.jobTemplate.spec.template.spec;

  test("an hourly job sets the retention for logs to come and logs that are there", () => {
    expect(job).toMatchObject({
      kind: "CronJob",
      metadata: { name: "log-retention" },
      spec: { schedule: "17 * * * *" },
    });
    const [script] = pod.containers[0].args;
    expect(script.split("\n")).toEqual([
      expect.stringMatching(/_component_template\/logs@custom$/),
      expect.stringMatching(/logs-\*\/_settings$/),
      expect.stringMatching(/_data_stream\/logs-\*\/_lifecycle$/),
    ]);
    expect(script).toContain('{"data_retention":"21d"}');
  });

  test("the job has the stack's own image, the operator's user, and no rights in the cluster", () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      nodeSelector: { pool: "test" },
      containers: [
        {
          image: "docker.elastic.co/elasticsearch/elasticsearch:8.1.2",
          env: [{ name: "ELASTIC_PASSWORD", valueFrom: { secretKeyRef: { name: "elasticsearch-es-elastic-user" } } }],
          resources: { limits: expect.anything(), requests: expect.anything() },
        },
      ],
      volumes: [{ secret: { secretName: "elasticsearch-es-http-certs-public" } }],
    });
  });
});
