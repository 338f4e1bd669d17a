/**
 * As much of S3 as one bucket of files needs: PUT, HEAD, GET with a range, DELETE, and it checks each signature (AWS
 * Signature Version 4) by itself. The fakes in npm don't, and bring a hundred packages along.
 */
import { createHash, createHmac } from "node:crypto";
import type { S3Settings } from "../../server/config";

export interface FakeS3 {
  readonly settings: S3Settings;
  /** By key. */
  readonly objects: Map<string, Uint8Array>;
  /** Every request is answered with this status while it is set. */
  fault: number | undefined;
  stop(): Promise<void>;
}

export function startS3(): FakeS3 {
  const objects = new Map<string, Uint8Array>();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      if (fake.fault) return failure(fake.fault, "InternalError");
      const { pathname } = new URL(request.url);
      const [, bucket, ...path] = pathname.split("/");
      const key = path.join("/");
      if (request.headers.get("authorization") !== sign(request, fake.settings))
        return failure(403, "SignatureDoesNotMatch");
      if (bucket !== fake.settings.bucket) return failure(404, "NoSuchBucket");
      const found = objects.get(key);
      switch (request.method) {
        case "PUT":
          objects.set(key, await request.bytes());
          return new Response(null, { headers: { etag: '"1"' } });
        case "DELETE":
          objects.delete(key);
          return new Response(null, { status: 204 });
        case "HEAD":
        case "GET":
          return found ? read(found, request) : failure(404, "NoSuchKey");
        default:
          return failure(405, "MethodNotAllowed");
      }
    },
  });
  const fake: FakeS3 = {
    settings: {
      endpoint: `http://127.0.0.1:${server.port}`,
      bucket: "files",
      region: "eu-test-1",
      accessKeyId: "AKIDTEST",
      secretAccessKey: "the secret of the bucket",
    },
    objects,
    fault: undefined,
    stop: () => server.stop(true),
  };
  return fake;
}

function read(bytes: Uint8Array, request: Request): Response {
  const [, from = "0", to = String(bytes.length - 1)] =
    /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
  const part = bytes.slice(Number(from), Number(to) + 1);
  const headers = { etag: '"1"', "last-modified": new Date().toUTCString(), "content-length": String(part.length) };
  const status = request.headers.has("range") ? 206 : 200;
  return new Response(request.method === "HEAD" ? null : part, { status, headers });
}

const failure = (status: number, code: string) =>
  new Response(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`, { status });

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** What `authorization` must be: "Create a signed AWS API request" in AWS' documentation. */
function sign(request: Request, { accessKeyId, secretAccessKey, region }: S3Settings): string {
  const { headers, url, method } = request;
  const { pathname, searchParams } = new URL(url);
  const signed = /SignedHeaders=([^,]+)/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const at = headers.get("x-amz-date") ?? "";
  const day = at.slice(0, 8);
  searchParams.sort();
  const canonical = [
    method,
    pathname,
    searchParams.toString(),
    ...signed.split(";").map((name) => `${name}:${headers.get(name)?.trim()}`),
    "",
    signed,
    headers.get("x-amz-content-sha256"),
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash("sha256").update(canonical).digest("hex");
  const key = [region, "s3", "aws4_request"].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${hash}`).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}
