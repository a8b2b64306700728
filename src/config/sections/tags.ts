import { z } from "zod";
import { matching } from "./formats/text";

// The character set that every tagged service of the platform accepts; EC2 alone would take more, RDS and EKS do not.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Tag.html
const key = matching(/^(?!aws:)(?!Environment$)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu, {
  allowed: "1-128 letters, digits, spaces and _ . : / = + - @, not starting with aws:, and not Environment",
  fix: "rename the tag; Environment is set from the environment's own name",
});

const value = matching(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u, {
  allowed: "1-256 letters, digits, spaces and _ . : / = + - @",
  fix: "give the tag a value, or remove it; characters such as * are refused by RDS and other services",
});

/**
 * Tags of every resource of the environment (INF-001 §10.1); `Environment` is added from the environment's
 * name. AWS takes 50 for a resource; rules/tags.ts counts those that a node has beside these. */
export const tagsSection = z.record(key, value);
