import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import type { Rule } from "../rule";

/** No database has a public address. */
export const keepDatabasesPrivate: Rule = {
  name: "keep-databases-private",
  check(construct) {
    if (!(construct instanceof DbInstance) || construct.publiclyAccessibleInput === false) return [];
    return ["publicly_accessible is not false; set it, and reach the database from inside the VPC"];
  },
};
