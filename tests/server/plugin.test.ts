import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import webPush from "web-push";
import { keysFrom } from "../../server/auth/keys";
import { signUser } from "../../server/auth/tokens";
import { configFrom } from "../../server/config/options";
import { StartError } from "../../server/errors";
import { sellerChat } from "../../server/index";
import { createLog } from "../../server/log";
import { testDatabase } from "../support/database";
import { Wire } from "../support/wire";

const SECRET = "a secret of the tests, thirty-two bytes or more";

test("a shop that runs Elysia mounts the whole chat, and its own routes stay its own", async () => {
  const { where, drop } = await testDatabase();
  const databaseUrl = `postgres://${where.user}@${encodeURIComponent(where.host)}/${where.database}`;
  const log = createLog({ logLevel: "silent", logFormat: "json" });
  const shop = new Elysia()
    .get("/", () => "the shop")
    .use(await sellerChat({ databaseUrl, authSecret: SECRET, log }))
    .get("/cart", () => {
      throw new Error("the shop's own fault");
    })
    .listen({ port: 0, hostname: "127.0.0.1" });
  const url = `http://127.0.0.1:${shop.server?.port}`;
  expect(await (await fetch(url)).text()).toBe("the shop");
  expect((await fetch(`${url}/cart`, { headers: { origin: "https://elsewhere.example" } })).status).toBe(500);
  expect(await (await fetch(`${url}/cart`)).text()).toContain("the shop's own fault");
  expect(await (await fetch(`${url}/status`)).json()).toMatchObject({ status: "running", connections: 0 });

  const wire = await Wire.open(`${url.replace("http", "ws")}/v1/ws`);
  wire.send({ type: "hello", v: 1, token: await signUser(keysFrom(SECRET), { sub: "anna" }) });
  await wire.next("welcome");
  const { conversation } = await wire.open("svet");
  expect(await wire.say(conversation.id, "Добрый день")).toMatchObject({ seq: 1 });
  await shop.stop(true);
  await drop();
});

test.each(["", " ", "short", " ".repeat(40)])("S9 it refuses %j as a secret with a sentence", async (authSecret) => {
  await expect(sellerChat({ databaseUrl: "postgres://nowhere", authSecret })).rejects.toThrow("32 bytes");
});

const S3 = {
  endpoint: "https://s3.example",
  bucket: "files",
  region: "eu-1",
  accessKeyId: "id",
  secretAccessKey: "key",
};

/** What a page without types may hand in, too. */
test.each<[string, object]>([
  ["databaseUrl", { databaseUrl: "" }],
  ["authSecret", { authSecret: undefined }],
  ["DATABASE_URL", { databaseUrl: "mysql://db" }],
  ["PUBLIC_URL", { publicUrl: "chat.example" }],
  ["ADMIN_KEY", { adminKey: "short" }],
  ["AUTH_JWKS_URL", { authJwksUrl: "http://auth.example/keys" }],
  ["ALLOWED_ORIGINS", { allowedOrigins: ["https://shop.example/path"] }],
  ["ALLOWED_ORIGINS", { allowedOrigins: ["*"] }],
  ["DASHBOARD_TOKEN_URL", { dashboardTokenUrl: "//elsewhere.example" }],
  ["GUESTS", { guests: "yes" }],
  ["SELLERS", { sellers: "all" }],
  ["RATE_LIMITS", { rateLimits: 1 }],
  ["MAX_TEXT", { maxText: 0 }],
  ["MAX_TEXT", { maxText: Number.NaN }],
  ["TRUST_PROXY", { trustProxy: "true" }],
  ["CONTACT_GUARD", { contactGuard: "hide" }],
  ["S3_SECRET_ACCESS_KEY", { s3: { ...S3, secretAccessKey: "" } }],
  ["S3_ENDPOINT", { s3: { ...S3, endpoint: "s3.example" } }],
  ["VAPID_PRIVATE_KEY", { vapid: { publicKey: "B".repeat(87), privateKey: "short" } }],
  ["VAPID_SUBJECT", { vapidSubject: "push@chat.example" }],
  ["PUSH_HOSTS", { pushHosts: ["push.example/path"] }],
  ["RETENTION_DAYS", { retentionDays: 0.5 }],
  ["LOG_LEVEL", { logLevel: "loud" }],
  ["LOG_FORMAT", { logFormat: "xml" }],
])("it refuses a wrong %s as the environment's is refused: %j", async (name, option) => {
  const options = { databaseUrl: "postgres://nowhere", authSecret: SECRET, ...option };
  const refused = await sellerChat(options).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartError);
  expect(String(refused)).toContain(name);
});

test("options mean what the environment means", () => {
  const vapid = webPush.generateVAPIDKeys();
  const options = {
    databaseUrl: "postgres://chat@db/chat",
    authSecret: SECRET,
    publicUrl: "https://chat.example/",
    allowedOrigins: ["https://shop.example", "https://other.example"],
    dashboardTokenUrl: "/token",
    guests: false,
    sellers: "known",
    maxText: 500,
    trustProxy: true,
    s3: S3,
    vapid,
    pushHosts: ["push.example"],
    retentionDays: 365,
    adminKey: undefined,
  } as const;
  expect(configFrom(options)).toMatchObject({
    ...options,
    publicUrl: "https://chat.example",
    s3: { ...S3, endpoint: "https://s3.example/" },
    pushHosts: ["https://push.example"],
    rateLimits: true,
    demo: false,
  });
  expect(configFrom({ authSecret: SECRET }).allowedOrigins).toBeUndefined();
  expect(configFrom({ authSecret: SECRET, allowedOrigins: [] }).allowedOrigins).toEqual([]);
});
