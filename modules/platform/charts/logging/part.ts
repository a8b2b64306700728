import type { ReleaseProps } from "../../release";

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

/** Props of each part of the stack. */
export interface StackPartProps extends Omit<EckStackProps, "source"> {
  readonly namespace: string;
}
