import { capabilities } from "../../capabilities";
import type { PlannedRelease } from "../../release-plan";
import type { ReleaseProps } from "../../release-props";
import { elasticsearchValues } from "./elasticsearch";
import { filebeatValues } from "./filebeat";
import { kibanaValues } from "./kibana";
import { logRetention } from "./log-retention";
import { logstashValues } from "./logstash";

/** How much is logged, and for how long it is kept. */
export interface LoggingSizing {
  /** Days that logs can be searched. */
  readonly retentionDays: number;
  readonly elasticsearch: {
    readonly replicas: number;
    /** Volume of each replica, in GiB. */
    readonly storageGib: number;
    /** Memory of each replica, in GiB; half of it is the heap. */
    readonly memoryGib: number;
  };
  readonly kibana: { readonly replicas: number };
  readonly logstash: {
    readonly replicas: number;
    /** Volume of each replica, for what Elasticsearch has not taken yet, in GiB. */
    readonly storageGib: number;
  };
}

export interface EckStackProps extends ReleaseProps {
  readonly sizing: LoggingSizing;
  /** Version of Elasticsearch, Kibana, Logstash and Filebeat. */
  readonly stackVersion: string;
  /** Storage class of every volume. */
  readonly storageClass: string;
}

/** What the parts of the stack are given. */
export interface StackPartProps extends Omit<EckStackProps, "source"> {
  readonly namespace: string;
}

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
