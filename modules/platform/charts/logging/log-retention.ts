import { resources } from "../../../kubernetes/resources";
import { elasticsearch } from "./elasticsearch";
import type { StackPartProps } from "./part";

const component = "logs@custom";

/**
 * Has Elasticsearch delete logs after their retention
 * (https://www.elastic.co/docs/manage-data/lifecycle/data-stream). Elasticsearch never deletes them by default, and
 * the operator's own way to set policies needs a licence; so an hourly job writes the retention into the template that
 * data streams of logs are made from, and into those that exist.
 */
export function logRetention({ namespace, placement, sizing, stackVersion }: StackPartProps) {
  const name = "log-retention";
  const lifecycle = { data_retention: `${sizing.retentionDays}d` };
  // Retention counts for what index lifecycle management leaves alone.
  const settings = { "index.lifecycle.prefer_ilm": false };
  const put = (path: string, body: object) =>
    `curl --silent --show-error --fail-with-body --cacert /ca/ca.crt --user "elastic:$ELASTIC_PASSWORD" ` +
    `--request PUT --header 'Content-Type: application/json' --data '${JSON.stringify(body)}' ` +
    `https://${elasticsearch}-es-http.${namespace}.svc:9200/${path}`;
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name },
    spec: {
      schedule: "17 * * * *",
      concurrencyPolicy: "Forbid",
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          template: {
            spec: {
              restartPolicy: "Never",
              automountServiceAccountToken: false,
              nodeSelector: placement.nodeSelector,
              tolerations: placement.tolerations,
              securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
              containers: [
                {
                  name,
                  // The nodes have this image already, and curl is in it.
                  image: `docker.elastic.co/elasticsearch/elasticsearch:${stackVersion}`,
                  command: ["sh", "-ec"],
                  args: [
                    [
                      put(`_component_template/${component}`, { template: { settings, lifecycle } }),
                      put("logs-*/_settings", settings),
                      put("_data_stream/logs-*/_lifecycle", lifecycle),
                    ].join("\n"),
                  ],
                  env: [{ name: "ELASTIC_PASSWORD", valueFrom: { secretKeyRef: elasticUser } }],
                  resources: resources({ cpu: ["50m", "200m"], memory: ["64Mi", "128Mi"] }),
                  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                  volumeMounts: [{ name: "ca", mountPath: "/ca", readOnly: true }],
                },
              ],
              volumes: [{ name: "ca", secret: { secretName: `${elasticsearch}-es-http-certs-public` } }],
            },
          },
        },
      },
    },
  };
}

const elasticUser = { name: `${elasticsearch}-es-elastic-user`, key: "elastic" };
