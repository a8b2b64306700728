/**
 * Names that RDS for PostgreSQL refuses for a master user or a database: those of its own roles, PostgreSQL's
 * predefined roles, and the key words that are reserved in every position
 * (https://www.postgresql.org/docs/15/sql-keywords-appendix.html).
 */
const keywords = `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
create current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading
limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user
some symmetric table then to trailing true union unique user using variadic when where window with`;

const reserved = new Set([
  "admin",
  "rdsadmin",
  "rdsrepladmin",
  "rdstopmgr",
  "public",
  "none",
  ...keywords.split(/\s+/),
]);

/** Databases that every instance has already. */
const systemDatabases = new Set(["postgres", "template0", "template1"]);

export function isReservedUser(name: string): boolean {
  return reserved.has(name) || /^(pg|rds)_/.test(name);
}

export function isReservedDatabase(name: string): boolean {
  return isReservedUser(name) || systemDatabases.has(name);
}

/** What S3 keeps for itself (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
export const reservedBucketNames =
  "start with xn--, sthree- or amzn-s3-demo-, nor end with -s3alias, --ol-s3, --x-s3 or --table-s3";

export function isReservedBucketName(name: string): boolean {
  return /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name);
}
