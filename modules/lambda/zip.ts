import { gzipSync } from "node:zlib";

/**
 * A zip archive with one file in it, not compressed and without a date, so that the same content gives the same bytes
 * on every machine (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16).
 */
export function zipFile(name: string, content: Buffer): Buffer {
  const fileName = Buffer.from(name, "utf8");
  // From "version needed to extract" to "extra field length", the same in both headers.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(zipVersion, 0);
  common.writeUInt16LE(firstDay, 8);
  common.writeUInt32LE(checksum(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(fileName.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, fileName, content]);

  const madeOnUnix = Buffer.from([zipVersion, 3]);
  const attributes = Buffer.alloc(14);
  attributes.writeUInt32LE(readableByAll * 0x10000, 6);
  const directory = Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), madeOnUnix, common, attributes, fileName]);

  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const zipVersion = 20;

/** 1 January 1980, the earliest day that the format knows. */
const firstDay = 0x0021;

/** A regular file, `rw-r--r--`: Lambda runs as another user than the file's owner. */
const readableByAll = 0o100644;

/** CRC-32, which gzip writes before the length that its data ends with. */
function checksum(content: Buffer): number {
  const compressed = gzipSync(content, { level: 0 });
  return compressed.readUInt32LE(compressed.length - 8);
}
