import { SecurityGroup, type SecurityGroupIngress } from "@cdktf/provider-aws/lib/security-group";
import type { Rule } from "../rule";

const webPorts = [80, 443];

/** What the whole internet may reach is HTTP and HTTPS, one port per rule. */
export const limitInternetIngress: Rule = {
  name: "limit-internet-ingress",
  check(construct) {
    if (!(construct instanceof SecurityGroup) || !Array.isArray(construct.ingressInput)) return [];
    const rules: SecurityGroupIngress[] = construct.ingressInput;
    return rules
      .filter((rule) => [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? [])].some(isAnywhere))
      .filter(({ fromPort, toPort }) => fromPort === undefined || fromPort !== toPort || !webPorts.includes(fromPort))
      .map(({ fromPort, toPort }) => {
        const allowed = `only ports ${webPorts.join(" and ")} may be open to the internet`;
        return `ports ${fromPort}-${toPort} are open to the internet; ${allowed}: name the networks that need the others`;
      });
  },
};

function isAnywhere(cidr: string): boolean {
  return cidr === "0.0.0.0/0" || cidr === "::/0";
}
