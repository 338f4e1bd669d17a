/** Tokens of Supabase Auth, as they are: with its key pair, read over HTTP, and with the shared secret of older projects. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { SignJWT } from "jose";
import { KeyServer, type SigningKey, seconds, sign } from "../support/key-server";
import { KEYS, startServer, type TestServer } from "../support/server";

const ISSUER = "https://abcdefghijklmnopqrst.supabase.co/auth/v1";

let keyServer: KeyServer;
let key: SigningKey;
let server: TestServer;
beforeAll(async () => {
  keyServer = new KeyServer();
  key = await keyServer.addKey("ES256");
  server = await startServer({
    config: { authJwksUrl: keyServer.url, authIssuer: ISSUER, authAudience: "authenticated" },
  });
});
afterAll(async () => {
  await server.stop();
  await keyServer.stop();
});

/** What GoTrue puts into an access token. */
const claims = (sub: string, user: object = {}, app: object = {}) => ({
  aal: "aal1",
  amr: [{ method: "password", timestamp: seconds(0) }],
  app_metadata: { provider: "google", providers: ["google"], ...app },
  aud: "authenticated",
  email: "anna@example.com",
  exp: seconds(3600),
  iat: seconds(0),
  is_anonymous: false,
  iss: ISSUER,
  phone: "",
  role: "authenticated",
  session_id: crypto.randomUUID(),
  sub,
  user_metadata: { email: "anna@example.com", email_verified: true, sub, ...user },
});
const hs256 = (payload: Readonly<Record<string, unknown>>) =>
  new SignJWT(payload).setProtectedHeader({ alg: "HS256", kid: "dKq2V0WtXyS3", typ: "JWT" }).sign(KEYS.user);

async function welcome(token: string) {
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token });
  return (await wire.next("welcome")).user;
}
async function refusal(token: string): Promise<number> {
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token });
  return (await wire.closed).code;
}

test.each([
  ["its key pair (ES256)", (payload: ReturnType<typeof claims>) => sign(key, payload, { typ: "JWT" })],
  ["the shared secret (HS256)", hs256],
])("a token signed with %s signs its person in, with name and picture", async (_name, make) => {
  const anna = { full_name: "Анна Белова", avatar_url: "https://lh3.example/anna.jpg" };
  const sub = crypto.randomUUID();
  expect(await welcome(await make(claims(sub, anna)))).toEqual({
    id: sub,
    name: "Анна Белова",
    picture: "https://lh3.example/anna.jpg",
    sellers: [],
  });
  const github = { name: "anna", picture: "https://avatars.example/1" };
  expect(await welcome(await make(claims(sub, github)))).toMatchObject(github);
});

test("S2 `sellers` count in app_metadata, and never in what the user may edit", async () => {
  const own = { sellers: ["svet"], app_metadata: { sellers: ["svet"] } };
  const sub = crypto.randomUUID();
  expect((await welcome(await sign(key, claims(sub, own)))).sellers).toEqual([]);
  const given = { sellers: [{ id: "svet", name: "Мастерская света" }] };
  expect((await welcome(await sign(key, claims(sub, { sellers: ["sosna"] }, given)))).sellers).toEqual([
    { id: "svet", name: "Мастерская света" },
  ]);
});

test("a project's public keys (`anon`, `service_role`) are nobody", async () => {
  for (const role of ["anon", "service_role"]) {
    const iat = seconds(-1000);
    expect(
      await refusal(await hs256({ iss: "supabase", ref: "abcdefghijklmnopqrst", role, iat, exp: seconds(9e7) })),
    ).toBe(4401);
    expect(await refusal(await hs256({ ...claims("x"), sub: "", role }))).toBe(4401);
  }
});

test("another project's token is refused", async () => {
  const foreign = { ...claims("anna"), iss: ISSUER.replace("abc", "xyz") };
  expect(await refusal(await sign(key, foreign))).toBe(4401);
});

test("while the key server is away, a person with a new key is told to come back, and then let in", async () => {
  keyServer.answer = () => new Response("", { status: 503 });
  const second = await keyServer.addKey("ES256");
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: await sign(second, claims("vera")) });
  expect(await wire.next("error")).toMatchObject({ code: "unavailable", retryAfter: expect.any(Number) });
  expect((await wire.closed).code).toBe(1012);
  expect((await welcome(await sign(key, claims("anna")))).id).toBe("anna");
  keyServer.answer = undefined;
});
