import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { AwsCli } from "../../src/preflight/aws-cli";
import type { Finding } from "../../src/preflight/finding";
import { type Plan, readPlan } from "../../src/preflight/plan";
import { preflight } from "../../src/preflight/preflight";
import { fixtureOutput } from "./output-folder";
import { type Answer, recordedAccount } from "./recorded-account";

/** What INF-001's environments are about to deploy. */
export function fixturePlan(...environments: readonly string[]): Plan {
  return readPlan(new SynthesizedStacks(fixtureOutput()), environments);
}

export type NameServers = (name: string) => Promise<readonly string[]>;

const noNameServers: NameServers = async () =>
  Promise.reject(Object.assign(new Error("queryNs ENOTFOUND"), { code: "ENOTFOUND" }));

/** What preflight finds in a recorded account, and what it asked. */
export async function look(
  plan: Plan,
  changed: Readonly<Record<string, Answer>> = {},
  nameServers: NameServers = noNameServers,
) {
  const { run, calls } = recordedAccount(changed);
  const findings = await preflight({ plan, aws: new AwsCli(run), nameServers, run });
  return { findings, calls };
}

/** The one finding about something. */
export function about(findings: readonly Finding[], what: string): Finding {
  const found = findings.filter((finding) => finding.what === what);
  if (found.length !== 1) throw new Error(`${found.length} findings are about ${what}`);
  return found[0] as Finding;
}

/** What Route 53 answers about the zone of techally.com. */
export function zoneAnswer(tags: readonly object[]): Readonly<Record<string, Answer>> {
  return {
    "route53 list-hosted-zones-by-name": {
      HostedZones: [
        { Id: "/hostedzone/Z1EXAMPLE", Name: "techally.com.", Config: { PrivateZone: false } },
        { Id: "/hostedzone/Z2EXAMPLE", Name: "techally.org.", Config: { PrivateZone: false } },
      ],
    },
    "route53 get-hosted-zone": { DelegationSet: { NameServers: ["ns-2.awsdns-02.net", "ns-1.awsdns-01.com"] } },
    "route53 list-tags-for-resource": { ResourceTagSet: { Tags: tags } },
  };
}
