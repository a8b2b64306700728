import { capabilities } from "../../capabilities";
import type { PlannedRelease } from "../../release";
import { elasticsearchValues } from "./elasticsearch";
import { filebeatValues } from "./filebeat";
import { kibanaValues } from "./kibana";
import { logRetention } from "./log-retention";
import { logstashValues } from "./logstash";
import type { EckStackProps, StackPartProps } from "./part";

/**
 * Elasticsearch, Kibana, Logstash and Filebeat as resources of the ECK operator
 * (https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/managing-deployments-using-helm-chart).
 */
export function eckStack({ source, ...rest }: EckStackProps): PlannedRelease {
  const props: StackPartProps = { ...rest, namespace: source.namespace };
  return {
    name: "eck-stack",
    source,
    values: {
      "eck-elasticsearch": elasticsearchValues(props),
      "eck-kibana": kibanaValues(props),
      "eck-logstash": logstashValues(props),
      "eck-beats": filebeatValues(props),
      // The chart takes them as text, and JSON is YAML.
      extraObjects: [JSON.stringify(logRetention(props))],
    },
    requires: [capabilities.elasticResources, capabilities.blockStorage],
  };
}
