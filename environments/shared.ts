/** What every environment has in common. */
export const shared = {
  state: {
    backend: "cloud",
    cloud: { organization: "techally" },
    s3: { bucket: "techally-terraform-state", region: "us-east-1" },
  },
  // INF-001 §10.1; the tag Environment is each environment's name.
  tags: {
    Project: "TechAlly",
    ManagedBy: "Terraform",
    CostCenter: "Engineering",
    Owner: "infrastructure@techally.com",
  },
} as const;
