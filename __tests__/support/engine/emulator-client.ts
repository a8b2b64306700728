import { XMLValues } from "./xml-values";

/** What a request of the query protocol takes: `{ "SubnetId.1": "subnet-…" }`. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/**
 * Talks to the emulator without the AWS CLI, which takes half a second to start. The emulator reads service and region
 * from the signature's scope, and checks no signature.
 */
export class EmulatorClient {
  constructor(private readonly url: string) {}

  /** The query protocol of EC2, RDS, ElastiCache, load balancers and CloudWatch. */
  async query(service: QueryService, region: string, action: string, parameters: Parameters = {}): Promise<XMLValues> {
    const form = new URLSearchParams({ Action: action, Version: versions[service] });
    for (const [name, value] of Object.entries(parameters)) form.set(name, String(value));
    const type = "application/x-www-form-urlencoded; charset=utf-8";
    return new XMLValues(await this.send("POST", "/", service, region, form.toString(), { "Content-Type": type }));
  }

  /** The JSON protocol of Secrets Manager and KMS. */
  async json(service: "secretsmanager" | "kms", region: string, action: string, body: object): Promise<JsonAnswer> {
    const headers = { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `${targets[service]}.${action}` };
    return JSON.parse((await this.send("POST", "/", service, region, JSON.stringify(body), headers)) || "{}");
  }

  /** The REST protocol of EKS, S3 and Route 53. */
  async rest(
    service: "eks" | "s3" | "route53",
    region: string,
    method: string,
    path: string,
    body = "",
  ): Promise<string> {
    const type = service === "eks" ? "application/json" : "application/xml";
    return this.send(method, path, service, region, body, { "Content-Type": type });
  }

  private async send(
    method: string,
    path: string,
    service: string,
    region: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> {
    const scope = `testing/20260101/${region}/${service}/aws4_request`;
    const Authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const sent = body === "" ? undefined : body;
    const answer = await fetch(this.url + path, { method, headers: { ...headers, Authorization }, body: sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${service} ${method} ${path} ${body.slice(0, 200)}: ${answer.status} ${text}`);
    return text;
  }
}

type QueryService = keyof typeof versions;

/** What the JSON protocol answers, as far as it is read here. */
export interface JsonAnswer {
  readonly KeyMetadata?: { readonly KeyId: string };
}

const versions = {
  ec2: "2016-11-15",
  rds: "2014-10-31",
  elasticache: "2015-02-02",
  elasticloadbalancing: "2015-12-01",
  monitoring: "2010-08-01",
} as const;

const targets = { secretsmanager: "secretsmanager", kms: "TrentService" } as const;
