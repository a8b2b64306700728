import { resources } from "../../../kubernetes/resources";
import { volumeClaim } from "../../../kubernetes/volume-claim";
import { zoneSpread } from "../../../kubernetes/zone-spread";
import { elasticsearch } from "./elasticsearch";
import type { StackPartProps } from "./part";

/** Port of the input that Filebeat sends to. */
const beatsPort = 5044;

/** Where Filebeat finds Logstash: the operator names the Service after the resource and its own. */
export const logstashEndpoint = (namespace: string) => `logstash-ls-beats.${namespace}.svc:${beatsPort}`;

// The operator fills in how Elasticsearch is reached, under the name of the reference below.
const pipeline = `input { beats { port => ${beatsPort} } }
filter {
  if [message] =~ /\\A\\{.*\\}\\z/ {
    json { source => "message" target => "parsed" skip_on_invalid_json => true }
  }
}
output {
  elasticsearch {
    hosts => ["\${ECK_ES_HOSTS}"]
    user => "\${ECK_ES_USER}"
    password => "\${ECK_ES_PASSWORD}"
    ssl_certificate_authorities => "\${ECK_ES_SSL_CERTIFICATE_AUTHORITY}"
    data_stream => true
    data_stream_type => "logs"
    data_stream_dataset => "kubernetes"
    data_stream_namespace => "default"
  }
}
`;

/** Values of the `eck-logstash` chart: from Filebeat, over a queue on disk, into a data stream. */
export function logstashValues({ placement, sizing, stackVersion, storageClass }: StackPartProps) {
  const { replicas, storageGib } = sizing.logstash;
  return {
    enabled: true,
    fullnameOverride: "logstash",
    version: stackVersion,
    count: replicas,
    elasticsearchRefs: [{ name: elasticsearch, clusterName: "eck" }],
    config: { "queue.type": "persisted", "queue.max_bytes": `${Math.max(1, Math.floor(storageGib * 0.8))}gb` },
    pipelines: [{ "pipeline.id": "main", "config.string": pipeline }],
    services: [
      {
        name: "beats",
        service: {
          spec: {
            type: "ClusterIP",
            ports: [{ name: "beats", port: beatsPort, protocol: "TCP", targetPort: beatsPort }],
          },
        },
      },
    ],
    volumeClaimTemplates: [{ metadata: { name: "logstash-data" }, spec: volumeClaim(storageClass, storageGib) }],
    podTemplate: {
      spec: {
        nodeSelector: placement.nodeSelector,
        tolerations: placement.tolerations,
        topologySpreadConstraints: zoneSpread({ "logstash.k8s.elastic.co/name": "logstash" }),
        containers: [{ name: "logstash", resources: resources({ cpu: ["250m", "1"], memory: ["1536Mi", "2Gi"] }) }],
      },
    },
  };
}
