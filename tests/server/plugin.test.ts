import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { keysFrom } from "../../server/auth/keys";
import { signUser } from "../../server/auth/tokens";
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

test.each([
  ["ADMIN_KEY", { adminKey: "short" }],
  ["AUTH_JWKS_URL", { authJwksUrl: "http://auth.example/keys" }],
])("it refuses a wrong %s as the environment's is refused", async (name, option) => {
  await expect(sellerChat({ databaseUrl: "postgres://nowhere", authSecret: SECRET, ...option })).rejects.toThrow(name);
});
