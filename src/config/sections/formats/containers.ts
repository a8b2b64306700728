import { z } from "zod";
import type { Advice } from "../../problem";
import { hostAndPort, matching } from "./text";

// What Docker and containerd read: https://pkg.go.dev/github.com/distribution/reference
/** Host of an image registry, with a port or without; one word alone would be a folder of Docker Hub. */
export const imageRegistry = matching(new RegExp(`^${hostAndPort}$`), {
  allowed: "the registry's host in lower case, with its port if it has one, such as ghcr.io or localhost:5000",
  fix: "write the host alone: no scheme, no path; the rest is image.repository",
});

/** Path of an image in its registry. */
export const imageRepository = matching(/^(?=.{1,255}$)[a-z0-9]+((\.|__?|-+|\/)[a-z0-9]+)*$/, {
  allowed: "a path in lower case such as team/order-service: letters and digits, joined by -, _, . or /",
  fix: "write the path alone: the host is image.registry, what follows the colon image.tag",
});

/** Tag of an image other than `latest`. */
export const imageTag = matching(/^(?!latest$)[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, {
  allowed: "up to 128 letters, digits, - _ and ., and not latest",
  fix: "name the release, such as v1.0.0: what runs must not depend on when it was pulled",
});

/** Folders that images and Kubernetes fill, which a mount would hide (https://refspecs.linuxfoundation.org/fhs.shtml). */
const filledFolders = [
  "/etc/pki",
  "/etc/ssl/certs",
  "/tmp",
  "/usr/bin",
  "/usr/lib",
  "/usr/lib64",
  "/usr/libexec",
  "/usr/local/bin",
  "/usr/local/lib",
  "/usr/sbin",
  "/usr/share",
  "/var/lib",
];

/** Folders below which nothing may be mounted either: programs, the kernel's, and what Kubernetes mounts itself. */
const closedFolders = [
  "/bin",
  "/boot",
  "/dev",
  "/etc/hostname",
  "/etc/hosts",
  "/etc/resolv.conf",
  "/lib",
  "/lib64",
  "/proc",
  "/run/secrets",
  "/sbin",
  "/sys",
  "/var/run/secrets",
];

/** A folder for files in a container, which hides what the image has there. */
export const mountPath = z.string().superRefine((path, context) => {
  const problem = mountProblem(path);
  if (problem) context.addIssue({ code: "custom", params: { ...problem } });
});

function mountProblem(path: string): Advice | undefined {
  if (!/^(\/(?!\.{1,2}(\/|$))[^/:\s\p{C}]{1,255})+$/u.test(path)) {
    return {
      allowed: "an absolute path such as /app/config, without a colon, spaces, . or .., or a / at its end",
      fix: "write the folder in which the files are to appear",
    };
  }
  const allowed = "a folder that hides none of the system's and is in none of Kubernetes'";
  const hidden = [...filledFolders, ...closedFolders].find((folder) => isWithin(folder, path));
  if (hidden !== undefined) return { allowed, fix: `choose another, such as /app/config: it would hide ${hidden}` };
  const around = closedFolders.find((folder) => isWithin(path, folder));
  if (around !== undefined) return { allowed, fix: `choose another, such as /app/config: it is in ${around}` };
  return undefined;
}

/** Whether a path is the folder or below it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
