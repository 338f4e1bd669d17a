/** Somebody with a good token, or a page of their own, tries to be somebody else. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ClaimAnswer, GuestAnswer } from "../../../server/protocol/rest";
import { startServer, type TestServer } from "../../support/server";
import type { Wire } from "../../support/wire";

let server: TestServer;
/** Anna's, with the shop "svet". */
let conversation: string;
let shop: Wire;
beforeAll(async () => {
  server = await startServer({ config: { adminKey: "an-operator's-key-of-the-tests-thirty-two-bytes" } });
  shop = await server.signIn({ sub: "petr", name: "Пётр", sellers: ["svet"] });
  const anna = await server.signIn({ sub: "anna", name: "Анна" });
  conversation = (await anna.open("svet")).conversation.id;
  await anna.say(conversation, "тайна");
});
afterAll(() => server.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body), headers });
const newGuest = async () => (await (await post("/v1/guests", {})).json()) as GuestAnswer;
async function hello(token: string, more: object = {}): Promise<Wire> {
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token, ...more });
  return wire;
}
const parts = (token: string) => token.split(".") as [string, string, string];
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("what a page says of its visitor counts for nothing", () => {
  test.each([
    { name: "Админ" },
    { sub: "anna" },
    { user: { id: "anna", name: "Анна", sellers: [{ id: "svet", name: "" }] } },
    { sellers: ["svet"] },
    { app_metadata: { sellers: ["svet"] } },
  ])("a hello with %j is refused", async (claims) => {
    const wire = await hello(await server.token({ sub: "mallory", name: "Мэллори" }), claims);
    expect(await wire.next("error")).toMatchObject({ code: "bad_frame" });
    expect(wire.frames).toEqual([]);
  });

  test("a payload changed under its signature is refused, the signature of one token on another's payload too", async () => {
    const [header, , signature] = parts(await server.token({ sub: "mallory" }));
    const annas = parts(await server.token({ sub: "anna" }))[1];
    const forged = encoded({ sub: "anna", exp: Math.floor(Date.now() / 1000) + 60 });
    for (const payload of [annas, forged])
      expect((await (await hello(`${header}.${payload}.${signature}`)).closed).code).toBe(4401);
  });
});

describe("S2 a guest's token opens the guest's own conversations and no others", () => {
  test.each([
    ["history", { ref: "r" }],
    ["changes", { ref: "r", after: 0 }],
    ["edit", { ref: "r", seq: 1, text: "x" }],
    ["remove", { ref: "r", seq: 1 }],
    ["send", { id: crypto.randomUUID(), text: "x" }],
    ["received", { seq: 1 }],
    ["read", { seq: 1 }],
    ["typing", {}],
  ])("%s", async (type, fields) => {
    const wire = await hello((await newGuest()).token);
    await wire.next("welcome");
    wire.send({ type, conversation, ...fields });
    expect(await wire.next("error")).toMatchObject({ code: "not_found" });
  });

  test("nor a seller's inbox, also where the guest is made to look like its agent", async () => {
    const { token, id } = await newGuest();
    const [header, payload, signature] = parts(token);
    const claims: object = JSON.parse(Buffer.from(payload, "base64url").toString());
    for (const more of [{ sellers: ["svet"] }, { sub: "petr" }, { sub: `${id.slice(0, -1)}x` }])
      expect((await (await hello(`${header}.${encoded({ ...claims, ...more })}.${signature}`)).closed).code).toBe(4401);
    const user = encoded({ alg: "HS256" });
    expect((await (await hello(`${user}.${payload}.${signature}`)).closed).code).toBe(4401);
    const wire = await hello(token);
    await wire.next("welcome");
    expect(await wire.ask({ type: "inbox", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
  });
});

describe("S2 an id of another account is not that account", () => {
  test("a person whose `sub` is a seller's id has none of the seller's rights", async () => {
    const wire = await server.signIn({ sub: "svet", name: "Светлана" });
    expect(await wire.ask({ type: "inbox", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
    expect(await wire.ask({ type: "history", conversation }, "error")).toMatchObject({ code: "not_found" });
    const anna = await server.signIn({ sub: "anna", name: "Анна" });
    await anna.say(conversation, "и это тайна");
    await shop.next("message", ({ message }) => message.text === "и это тайна");
    await wire.settled();
    expect(wire.frames.filter(({ type }) => type === "message")).toEqual([]);
  });

  test("a seller named like a person gives nothing of the person", async () => {
    const wire = await server.signIn({ sub: "mallory", sellers: ["anna", "guest:1", "petr"] });
    expect((await wire.ask({ type: "inbox" }, "inbox")).items).toEqual([]);
    expect((await wire.ask({ type: "inbox", seller: "anna" }, "inbox")).items).toEqual([]);
    expect(await wire.ask({ type: "history", conversation }, "error")).toMatchObject({ code: "not_found" });
  });

  test.each(["Anna", " anna", "anna ", "аnna", "anna\u200b", "anna\u202e"])("%j is not anna", async (sub) => {
    const wire = await server.signIn({ sub, name: "Анна" });
    expect(await wire.ask({ type: "history", conversation }, "error")).toMatchObject({ code: "not_found" });
  });

  test("a guest is claimed once: who comes second with the guest's token gets nothing", async () => {
    const guest = await newGuest();
    const wire = await hello(guest.token);
    await wire.next("welcome");
    const own = (await wire.open("svet")).conversation.id;
    await wire.say(own, "гостевое");
    const claim = async (sub: string) =>
      post("/v1/guests/claim", { guest: guest.token, token: await server.token({ sub }) });
    const answers = await Promise.all(
      ["vera", "mallory", "vera"].map(async (sub) => (await (await claim(sub)).json()) as ClaimAnswer),
    );
    expect(answers.map(({ conversations }) => conversations).sort()).toEqual([0, 0, 1]);
    const found: string[] = [];
    for (const sub of ["vera", "mallory"]) {
      const { items } = await (await server.signIn({ sub })).ask({ type: "inbox" }, "inbox");
      found.push(...items.map(({ id }) => id));
    }
    expect(found).toEqual([own]);
  });
});

/** Who asks is shown otherwise, or doesn't matter. */
const OPEN = [
  "GET /v1/ws", // with `hello`
  "POST /v1/poll", // with `hello`
  "POST /v1/guests",
  "POST /v1/guests/claim", // both tokens are in the body
  "POST /v1/admin/revoke", // ADMIN_KEY
  "GET /v1/attachments/:id", // a signed address
  "GET /v1/push/key", // public
  "POST /v1/push/renewals", // the old subscription's secret
  "POST /v1/push/actions", // what the server signed for one notification of one browser
  "OPTIONS /v1/*",
  "ALL /v1/*", // nothing is there
];

test("S2 every other route under /v1 asks for a token, and takes neither a revoked one nor one in the address", async () => {
  const token = await server.token({ sub: "rita", sellers: ["svet"] });
  await post(
    "/v1/admin/revoke",
    { person: "rita" },
    { authorization: "Bearer an-operator's-key-of-the-tests-thirty-two-bytes" },
  );
  const fresh = await server.token({ sub: "oleg", sellers: ["svet"] });
  const asked = server.routes.filter(
    ({ method, path }) => path.startsWith("/v1/") && !OPEN.includes(`${method} ${path}`),
  );
  expect(asked.length).toBeGreaterThan(0);
  for (const { method, path } of asked) {
    const url = `${server.url}${path.replace(/:\w+/g, "svet")}`;
    const body = method === "GET" ? {} : { body: "{}" };
    const tries = [
      fetch(url, { method, ...body }),
      fetch(`${url}?token=${fresh}&access_token=${fresh}`, { method, ...body }),
      fetch(url, { method, ...body, headers: { cookie: `token=${fresh}` } }),
      fetch(url, { method, ...body, headers: { authorization: `Bearer ${token}` } }),
    ];
    for (const answer of await Promise.all(tries))
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 401 });
  }
});

describe("a name can't turn around what stands beside it", () => {
  test.each([
    ["\u202eannA", "annA"],
    ["Анна\u2069\u202e", "Анна"],
    ["\u2067\u202bАнна\u202c\u2069 ", "Анна"],
    ["\u202e\u200b \u2066", ""],
    ["שרה", "שרה"],
  ])("%j is shown as %j", async (name, shown) => {
    const seller = crypto.randomUUID();
    const { user } = await (
      await hello(await server.token({ sub: "named", name, sellers: [{ id: seller, name }] }))
    ).next("welcome");
    expect(user).toMatchObject({ name: shown, sellers: [{ id: seller, name: shown }] });
  });
});
