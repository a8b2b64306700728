import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { BucketReplication } from "../../../modules/storage/bucket-replication";
import { SecureBucket } from "../../../modules/storage/secure-bucket";
import { synthConstruct } from "../../support/synth";

const target = (name: string) => ({
  name,
  arn: `arn:aws:s3:::${name}`,
  domainName: `${name}.s3.amazonaws.com`,
  regionalDomainName: `${name}.s3.us-west-2.amazonaws.com`,
});

const json = synthConstruct((stack) => {
  const photos = new SecureBucket(stack, "photos", { bucketName: "acme-photos" });
  const films = new SecureBucket(stack, "films", { bucketName: "acme-films" });
  new BucketReplication(stack, "replication", {
    namePrefix: "acme",
    buckets: {
      photos: { source: photos, target: target("acme-dr-photos") },
      films: { source: films, target: target("acme-dr-films") },
    },
  });
});

test("each bucket is copied to its own counterpart once it is versioned", () => {
  expect(json.names("aws_s3_bucket_replication_configuration")).toEqual(["films", "photos"]);
  expect(json.text).toHaveResource(S3BucketReplicationConfigurationA);
  expect(json.resource("aws_s3_bucket_replication_configuration", "photos")).toEqual({
    bucket: "${aws_s3_bucket.photos.id}",
    role: "${aws_iam_role.s3_replication.arn}",
    rule: [
      {
        id: "standby-region",
        status: "Enabled",
        priority: 1,
        filter: {},
        delete_marker_replication: { status: "Enabled" },
        destination: {
          bucket: "arn:aws:s3:::acme-dr-photos",
          storage_class: "STANDARD_IA",
          metrics: { status: "Enabled" },
        },
      },
    ],
    depends_on: ["aws_s3_bucket_versioning.photos"],
  });
});

test("the role is S3's alone, reads the sources and writes the targets", () => {
  expect(json.resource("aws_iam_role", "s3_replication")).toMatchObject({ name: "acme-s3-replication" });
  expect(json.data("aws_iam_policy_document", "s3_replication_trust").statement).toEqual([
    { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }] },
  ]);
  const sources = ["${aws_s3_bucket.photos.arn}", "${aws_s3_bucket.films.arn}"];
  expect(json.data("aws_iam_policy_document", "s3_replication_permissions").statement).toEqual([
    { actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: sources },
    {
      actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      resources: sources.map((arn) => `${arn}/*`),
    },
    {
      actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      resources: ["arn:aws:s3:::acme-dr-photos/*", "arn:aws:s3:::acme-dr-films/*"],
    },
  ]);
});
