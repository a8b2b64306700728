import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { TerraformOutput } from "cdktf";
import { PodIdentity } from "../../../modules/identity/pod-identity";
import { synthConstruct } from "../../support/synth";

const stack = synthConstruct((scope) => {
  const identity = new PodIdentity(scope, "auth-service", {
    clusterName: "shop",
    serviceAccount: { namespace: "production", name: "auth" },
    roleName: "shop-auth-service",
    description: "Sends mail",
    statements: [{ actions: ["ses:SendEmail"], resources: ["arn:aws:ses:us-east-1:123456789012:identity/shop.com"] }],
    managedPolicies: ["AmazonEKS_CNI_Policy"],
  });
  new TerraformOutput(scope, "role_arn", { value: identity.roleArn });
  new TerraformOutput(scope, "role_name", { value: identity.roleName });
});

test("the service account gets the role", () => {
  expect(stack.text).toHaveResource(EksPodIdentityAssociation);
  expect(stack.resource("aws_eks_pod_identity_association", "auth_service")).toEqual({
    cluster_name: "shop",
    namespace: "production",
    service_account: "auth",
    role_arn: "${aws_iam_role.auth_service.arn}",
  });
});

test("EKS assumes the role for this service account of this cluster only", () => {
  const equals = (tag: string, value: string) => ({
    test: "StringEquals",
    variable: `aws:RequestTag/${tag}`,
    values: [value],
  });
  expect(stack.data("aws_iam_policy_document", "auth_service_trust").statement).toEqual([
    {
      actions: ["sts:AssumeRole", "sts:TagSession"],
      principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
      condition: [
        equals("eks-cluster-name", "shop"),
        equals("kubernetes-namespace", "production"),
        equals("kubernetes-service-account", "auth"),
      ],
    },
  ]);
});

test("the role may do what it is told", () => {
  expect(stack.resource("aws_iam_role", "auth_service")).toMatchObject({
    name: "shop-auth-service",
    description: "Sends mail",
  });
  expect(stack.data("aws_iam_policy_document", "auth_service_permissions").statement).toEqual([
    { actions: ["ses:SendEmail"], resources: ["arn:aws:ses:us-east-1:123456789012:identity/shop.com"] },
  ]);
  expect(stack.names("aws_iam_role_policy_attachment")).toEqual(["auth_service_amazon_eks_cni_policy"]);
});

test("role ARN and name are handed out", () => {
  expect(stack.outputs.role_arn?.value).toBe("${aws_iam_role.auth_service.arn}");
  expect(stack.outputs.role_name?.value).toBe("${aws_iam_role.auth_service.name}");
});
