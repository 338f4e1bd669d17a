/** Which tokens are accepted, and what they say. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { KeySet } from "../../server/auth/key-set";
import { keysFrom } from "../../server/auth/keys";
import { ASYMMETRIC, signGuest, type Trust, verifyToken } from "../../server/auth/tokens";
import { KeyServer, type SigningKey, seconds, sign } from "../support/key-server";

const SECRET = "a secret of the tests, thirty-two bytes or more";
const KEYS = keysFrom(SECRET);
const quiet = { info: () => {}, warn: () => {} };

let keyServer: KeyServer;
let key: SigningKey;
let trust: Trust;
beforeAll(async () => {
  keyServer = new KeyServer();
  key = await keyServer.addKey("ES256");
  trust = { ...KEYS, keySet: new KeySet(keyServer.url, { log: quiet }) };
});
afterAll(() => keyServer.stop());

type Claims = Readonly<Record<string, unknown>>;
const ANNA = { sub: "anna" };
const hs256 = (claims: Claims, header: object = {}) =>
  new SignJWT({ exp: seconds(3600), ...claims }).setProtectedHeader({ alg: "HS256", ...header }).sign(KEYS.user);
/** What `SignJWT` would refuse to make. */
function forge(header: object, payload: object, secret: string | Uint8Array = KEYS.user): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = `${part(header)}.${part(payload)}`;
  return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
}
const refused = (token: string, reason: RegExp | string = "", by: Trust = trust) =>
  expect(verifyToken(token, by)).rejects.toMatchObject({
    code: "unauthorized",
    message: expect.stringMatching(reason),
  });

describe("a key pair's token", () => {
  test.each(ASYMMETRIC)("is accepted with %s", async (alg) => {
    expect(await verifyToken(await sign(await keyServer.addKey(alg), ANNA), freshly())).toMatchObject({ id: "anna" });
  });

  test("is not accepted where AUTH_JWKS_URL is not set", async () => {
    await refused(await sign(key, ANNA), /AUTH_JWKS_URL/, KEYS);
  });

  test("with an unknown `kid`, or a known one and another algorithm, is refused", async () => {
    await refused(await sign({ ...key, kid: "other" }, ANNA), /kid/, freshly());
    const rsa = await generateKeyPair("RS256");
    await refused(await sign({ ...rsa, alg: "RS256", kid: key.kid }, ANNA), /kid/, freshly());
  });

  test("signed by somebody else under a known `kid` is refused", async () => {
    const own = await generateKeyPair("ES256");
    await refused(await sign({ ...own, alg: "ES256", kid: key.kid }, ANNA), /not signed/);
  });

  test("brings no key of its own: `jwk`, `jku` and `x5u` are not looked at", async () => {
    const own = await generateKeyPair("ES256", { extractable: true });
    const thief = new KeyServer();
    const jwk = await exportJWK(own.publicKey);
    thief.listed.push({ ...jwk, kid: "mine", alg: "ES256" });
    const mine = { ...own, alg: "ES256", kid: "mine" };
    await refused(await sign(mine, ANNA, { jwk, jku: thief.url, x5u: thief.url }), /kid/, freshly());
    await refused(await sign({ ...mine, kid: key.kid }, ANNA, { jwk, jku: thief.url, x5u: thief.url }), /not signed/);
    expect(thief.asked).toBe(0);
    await thief.stop();
  });

  test("may not be an HS256 one whose secret is the public key", async () => {
    const rsa = await keyServer.addKey("RS256");
    const claims = { ...ANNA, exp: seconds(3600) };
    for (const secret of [await exportSPKI(rsa.publicKey), JSON.stringify(await exportJWK(rsa.publicKey))])
      await refused(forge({ alg: "HS256", kid: rsa.kid }, claims, secret), /not signed/);
  });
});

/** One that has asked nothing yet, so that no cooldown is in the way. */
const freshly = (): Trust => ({ ...trust, keySet: new KeySet(keyServer.url, { log: quiet }) });

describe("refused is", () => {
  test("no signature at all", async () => {
    await refused(new UnsecuredJWT(ANNA).setExpirationTime("1h").encode());
    await refused(forge({ alg: "none" }, { ...ANNA, exp: seconds(60) }));
    await refused((await hs256(ANNA)).replace(/[^.]+$/, ""));
  });

  test("another HMAC, and what an extension (`crit`) would have to explain", async () => {
    await refused(forge({ alg: "HS512" }, { ...ANNA, exp: seconds(60) }));
    await refused(forge({ alg: "HS256", crit: ["b64"], b64: false }, { ...ANNA, exp: seconds(60) }));
    await refused(forge({ alg: "HS256", crit: ["exp"], exp: 1 }, { ...ANNA, exp: seconds(60) }));
  });

  test.each<[string, Claims, RegExp]>([
    ["no `exp`", { exp: undefined }, /`exp`/],
    ["one that has expired", { exp: seconds(-6) }, /expired/],
    ["an `nbf` beyond the leeway", { nbf: seconds(30) }, /`nbf`/],
    ["no `sub`", { sub: undefined }, /`sub`/],
    ["an empty `sub`", { sub: "" }, /`sub`/],
    ["a `sub` that is too long", { sub: "x".repeat(129) }, /`sub`/],
    ["a `sub` with NUL", { sub: "an\u0000na" }, /`sub`/],
    ["a guest's `sub`", { sub: "guest:1" }, /`guest:`/],
  ])("%s", async (_name, claims, reason) => {
    await refused(await hs256({ ...ANNA, ...claims }), reason);
  });

  test("a `sub`, an `exp` or an `iat` of another type", async () => {
    const good = { ...ANNA, exp: seconds(60) };
    await refused(forge({ alg: "HS256" }, { ...good, sub: 17 }), /`sub`/);
    await refused(forge({ alg: "HS256" }, { ...good, sub: ["anna"] }), /`sub`/);
    await refused(forge({ alg: "HS256" }, { ...good, exp: "2999-01-01" }));
    await refused(forge({ alg: "HS256" }, { ...good, iat: "now" }));
  });

  test("a huge one, before anything of it is read", async () => {
    await refused(await hs256({ ...ANNA, name: "x".repeat(8192) }), /8192/);
  });

  test("what is no token", async () => {
    for (const token of ["", "x", "..", "a.b.c", "e30.e30.e30", "a.b.c.d.e", "\u0000", "[object Object]"])
      await refused(token);
  });
});

test("clocks may differ by five seconds", async () => {
  const token = await hs256({ ...ANNA, nbf: seconds(3), exp: seconds(-2) });
  expect(await verifyToken(token, trust)).toMatchObject({ id: "anna" });
});

test("`iss` and `aud` are checked of every store's token when set, and not of a guest's", async () => {
  const strict = { ...trust, issuer: "https://auth.example", audience: "chat" };
  const right = { ...ANNA, iss: "https://auth.example", aud: ["shop", "chat"] };
  for (const make of [hs256, (claims: Claims) => sign(key, claims)]) {
    expect(await verifyToken(await make(right), strict)).toMatchObject({ id: "anna" });
    await refused(await make({ ...right, iss: "https://auth.example/" }), /`iss`/, strict);
    await refused(await make({ ...right, iss: undefined }), /`iss`/, strict);
    await refused(await make({ ...right, aud: "shop" }), /`aud`/, strict);
  }
  const guest = await signGuest(KEYS);
  expect(await verifyToken(guest.token, strict)).toMatchObject({ id: guest.id, guest: true });
});

test("S2 a guest's token gives no rights, whatever it says, and a store's secret signs none", async () => {
  const claims = { sub: "guest:1", exp: seconds(60), sellers: ["svet"] };
  await refused(forge({ alg: "HS256", kid: "guest" }, claims), /not signed/);
  expect(await verifyToken(forge({ alg: "HS256", kid: "guest" }, claims, KEYS.guest), trust)).toMatchObject({
    sellers: [],
  });
  await refused(forge({ alg: "HS256", kid: "guest" }, { ...claims, sub: "anna" }, KEYS.guest), /`guest:`/);
});

test("sellers are each taken once, what is no seller is left out", async () => {
  const sellers = [
    "a",
    { id: "b", name: "Б" },
    { id: "" },
    7,
    null,
    { name: "no id" },
    "x".repeat(129),
    { id: "a", name: "А" },
  ];
  expect((await verifyToken(await hs256({ ...ANNA, sellers }), trust)).sellers).toEqual([
    { id: "a", name: "А" },
    { id: "b", name: "Б" },
  ]);
});
