/** What an operator is told with the start of settings that can't be right, or are seldom meant. */
import { afterEach, expect, test } from "bun:test";
import type { Config } from "../../server/config";
import { createLog } from "../../server/log";
import { startS3 } from "../support/s3";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
afterEach(() => server.stop());

async function told(config: Partial<Config>) {
  const lines: string[] = [];
  const log = createLog({ logLevel: "info", logFormat: "json" }, { write: (line: string) => void lines.push(line) });
  server = await startServer({ config, log });
  return lines;
}

test("keys of others without an audience: one warning that names AUTH_AUDIENCE", async () => {
  const authJwksUrl = "http://127.0.0.1:1/keys";
  const lines = await told({ authJwksUrl });
  expect(lines.filter((line) => line.includes("AUTH_AUDIENCE"))).toHaveLength(1);
  await server.stop();
  expect((await told({ authJwksUrl, authAudience: "chat" })).join()).not.toContain("AUTH_AUDIENCE");
});

test("S8 a bucket that can't be written to: one line with endpoint, bucket and fault, no key, and /readyz says so", async () => {
  const s3 = startS3();
  const lines = await told({ s3: { ...s3.settings, bucket: "elsewhere" } });
  const state = async () => ((await (await fetch(`${server.url}/readyz`)).json()) as { files: string }).files;
  while ((await state()) === "unknown");
  expect(await state()).toBe("failing");
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    ...{ S3_ENDPOINT: s3.settings.endpoint, S3_BUCKET: "elsewhere", code: "NoSuchBucket" },
    msg: "files can't be stored here",
  });
  await server.stop();

  expect(await told({ s3: s3.settings })).toEqual([]);
  while ((await state()) === "unknown");
  expect(await state()).toBe("ok");
  expect([...s3.objects.keys()]).toEqual(["probe"]);
  await s3.stop();
});
