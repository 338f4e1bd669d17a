import { expect, test } from "bun:test";
import webPush from "web-push";
import { parseConfig } from "../../server/config";

const SECRET = "x".repeat(32);

test("with nothing set it is a development server on loopback", () => {
  expect(parseConfig({})).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    demo: true,
    logFormat: "pretty",
    maxText: 4000,
  });
});

test("an empty variable counts as unset", () => {
  expect(parseConfig({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 3000, databaseUrl: undefined });
});

test("keys come from https, or from this machine", () => {
  const urls = [
    "https://auth.example/keys",
    "http://localhost:9999/keys",
    "http://127.0.0.1/keys",
    "http://[::1]:1/keys",
  ];
  for (const url of urls) expect(parseConfig({ AUTH_JWKS_URL: url }).authJwksUrl).toBe(url);
});

test("production: JSON logs, no demo, and a secret of its own", () => {
  const env = { NODE_ENV: "production", AUTH_SECRET: SECRET };
  expect(parseConfig(env)).toMatchObject({ demo: false, logFormat: "json", logLevel: "info", authSecret: SECRET });
});

test.each([
  ["localhost", {}, true],
  ["0.0.0.0", {}, false],
  ["0.0.0.0", { DEMO: "on" }, true],
])("on HOST=%s with %j the demo is on: %p", (HOST, env, demo) => {
  expect(parseConfig({ HOST, ...env }).demo).toBe(demo);
});

test.each([
  ["PORT", "80a"],
  ["PORT", "70000"],
  ["DATABASE_URL", "mysql://root:geheim@db"],
  ["PUBLIC_URL", "chat.example"],
  ["AUTH_SECRET", "short"],
  ["AUTH_JWKS_URL", "auth.example/keys"],
  ["AUTH_JWKS_URL", "http://auth.example/keys"],
  ["AUTH_JWKS_URL", "http://127.0.0.1.auth.example/keys"],
  ["ADMIN_KEY", "short"],
  ["S3_BUCKET", "files"],
  ["ALLOWED_ORIGINS", "https://shop.example/path"],
  ["ALLOWED_ORIGINS", "*"],
  ["GUESTS", "yes"],
  ["SELLERS", "all"],
  ["MAX_TEXT", "0"],
  ["VAPID_PUBLIC_KEY", "B".repeat(87)],
  ["VAPID_PRIVATE_KEY", "A".repeat(43)],
  ["VAPID_SUBJECT", "push@chat.example"],
  ["VAPID_SUBJECT", "http://chat.example"],
  ["PUSH_HOSTS", "push.example/path"],
  ["PUSH_HOSTS", "http://push.example"],
  ["PUSH_HOSTS", "*.example"],
  ["RETENTION_DAYS", "0"],
  ["RETENTION_DAYS", "1.5"],
  ["LOG_LEVEL", "loud"],
  ["LOG_FORMAT", "xml"],
])("a wrong %s=%s is named in one sentence, without secrets", (name, value) => {
  const parse = () => parseConfig({ [name]: value });
  expect(parse).toThrow(name);
  expect(parse).not.toThrow("geheim");
  expect(parse).not.toThrow("short");
});

test.each([
  ["AUTH_SECRET", {}],
  ["DEMO", { AUTH_SECRET: SECRET, DEMO: "on" }],
  ["RATE_LIMITS", { AUTH_SECRET: SECRET, RATE_LIMITS: "off" }],
])("production refuses to start for %s", (name, env) => {
  expect(() => parseConfig({ NODE_ENV: "production", ...env })).toThrow(name);
});

test("ALLOWED_ORIGINS takes a list with commas or spaces", () => {
  expect(parseConfig({ ALLOWED_ORIGINS: "https://a.example/, http://localhost:5173" }).allowedOrigins).toEqual([
    "https://a.example",
    "http://localhost:5173",
  ]);
});

test("a bucket is named by all of its variables, and the missing ones are said", () => {
  const bucket = {
    S3_ENDPOINT: "https://s3.example",
    S3_BUCKET: "files",
    S3_REGION: "eu-1",
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
  };
  expect(parseConfig({}).s3).toBeUndefined();
  expect(parseConfig(bucket).s3).toEqual({
    endpoint: "https://s3.example/",
    bucket: "files",
    region: "eu-1",
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
  const { S3_REGION, S3_SECRET_ACCESS_KEY, ...half } = bucket;
  expect(() => parseConfig(half)).toThrow(/^S3_REGION, S3_SECRET_ACCESS_KEY: /);
  expect(() => parseConfig({ ...bucket, S3_ENDPOINT: "s3.example" })).toThrow("S3_ENDPOINT");
});

const PAIR = webPush.generateVAPIDKeys();
test("VAPID keys are a pair, or nothing is taken", () => {
  const { publicKey, privateKey } = PAIR;
  const env = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
  expect(parseConfig(env).vapid).toEqual({ publicKey, privateKey });
  expect(parseConfig({}).vapid).toBeUndefined();
  const other = webPush.generateVAPIDKeys().privateKey;
  expect(() => parseConfig({ ...env, VAPID_PRIVATE_KEY: "A".repeat(43) })).toThrow("VAPID_PUBLIC_KEY doesn't belong");
  expect(() => parseConfig({ ...env, VAPID_PRIVATE_KEY: other })).toThrow("VAPID_PUBLIC_KEY doesn't belong to");
  expect(() => parseConfig({ ...env, VAPID_PRIVATE_KEY: "0".repeat(42) })).toThrow(
    "VAPID_PRIVATE_KEY must be 32 bytes",
  );
});

test("VAPID_SUBJECT is where a push service can complain, PUSH_HOSTS are origins in the end", () => {
  expect(parseConfig({ VAPID_SUBJECT: "mailto:push@chat.example" }).vapidSubject).toBe("mailto:push@chat.example");
  expect(parseConfig({ VAPID_SUBJECT: "https://chat.example/contact" }).vapidSubject).toBe(
    "https://chat.example/contact",
  );
  const PUSH_HOSTS = "push.example, https://Other.example:8443 http://127.0.0.1:4000";
  const hosts = ["https://push.example", "https://other.example:8443", "http://127.0.0.1:4000"];
  expect(parseConfig({ PUSH_HOSTS }).pushHosts).toEqual(hosts);
  expect(parseConfig({}).pushHosts).toEqual([]);
});
