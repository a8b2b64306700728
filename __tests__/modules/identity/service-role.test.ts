import { ServiceRole } from "../../../modules/identity/service-role";
import { synthConstruct } from "../../support/synth";

test("a role with the policies that AWS maintains, and nothing of its own", () => {
  const stack = synthConstruct((scope) => {
    new ServiceRole(scope, "monitoring", {
      name: "acme-rds-monitoring",
      description: "Lets RDS publish operating system metrics",
      service: "monitoring.rds.amazonaws.com",
      managedPolicies: ["service-role/AmazonRDSEnhancedMonitoringRole", "AmazonEKS_CNI_Policy"],
    });
  });
  expect(stack.addresses).toEqual([
    "aws_iam_role.monitoring",
    "aws_iam_role_policy_attachment.monitoring_amazon_eks_cni_policy",
    "aws_iam_role_policy_attachment.monitoring_amazon_rds_enhanced_monitoring_role",
  ]);
  expect(
    stack.resource("aws_iam_role_policy_attachment", "monitoring_amazon_rds_enhanced_monitoring_role").policy_arn,
  ).toBe("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole");
  expect(stack.data("aws_iam_policy_document", "monitoring_trust").statement).toEqual([
    {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["monitoring.rds.amazonaws.com"] }],
    },
  ]);
});
