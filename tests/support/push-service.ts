/**
 * A push service of the tests' own, on loopback: it has browsers, decrypts what comes for them by RFC 8291 itself (web-push
 * encrypts with another's code), checks who sent it by RFC 8292, and answers what it is told to.
 */
import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";
import { importJWK, jwtVerify } from "jose";
import type { PushPayload } from "../../server/protocol/push";

/** What came for a browser. */
export interface Push {
  readonly browser: string;
  readonly payload: PushPayload;
  /** Bytes as they came. */
  readonly body: Buffer;
  readonly headers: Headers;
  /** Of the sender's token: `aud`, `sub`, `exp`. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export type Answer = number | Response | "hang" | ((push: Push) => number);

export type PushService = Awaited<ReturnType<typeof startPushService>>;

export async function startPushService() {
  const browsers = new Map<string, { curve: ECDH; secret: Buffer; answers: Answer[] }>();
  const pushes: Push[] = [];
  const faults: string[] = [];
  let usual: Answer = 201;
  const waiting: (() => void)[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      const id = new URL(request.url).pathname.slice(6);
      const browser = browsers.get(id);
      if (!browser) return new Response(null, { status: 404 });
      const answer = browser.answers.shift() ?? usual;
      if (answer === "hang") {
        const held = new Promise<Response>((resolve) => {
          request.signal.addEventListener("abort", () => resolve(new Response()), { once: true });
        });
        for (const wake of waiting.splice(0)) wake();
        return held;
      }
      try {
        const body = Buffer.from(await request.arrayBuffer());
        const claims = await sender(request.headers.get("authorization") ?? "", server.url.origin);
        const payload = JSON.parse(decrypt(body, browser.curve, browser.secret).toString());
        const push = { browser: id, payload, body, headers: request.headers, claims };
        const status =
          answer instanceof Response
            ? answer.status
            : typeof answer === "number"
              ? answer
              : answer({ ...push, status: 0 });
        pushes.push({ ...push, status });
        for (const wake of waiting.splice(0)) wake();
        return answer instanceof Response ? answer : new Response(null, { status });
      } catch (error) {
        faults.push(String(error));
        return new Response(null, { status: 400 });
      }
    },
  });
  return {
    origin: server.url.origin,
    /** Everything that came for a browser, also what was refused. */
    pushes,
    /** What came and was no push for the browser it came to. */
    faults,
    /** A browser that subscribes: what its `PushSubscription.toJSON()` has. */
    subscribe() {
      const id = crypto.randomUUID();
      const curve = createECDH("prime256v1");
      const secret = randomBytes(16);
      browsers.set(id, { curve, secret, answers: [] });
      const keys = { p256dh: curve.generateKeys("base64url"), auth: secret.toString("base64url") };
      return { id, endpoint: `${server.url.origin}/push/${id}`, keys, privateKey: () => curve.getPrivateKey() };
    },
    /** The next answers for a browser; then the usual one. */
    answers(browser: string, ...answers: Answer[]): void {
      browsers.get(browser)?.answers.push(...answers);
    },
    usually(answer: Answer): void {
      usual = answer;
    },
    /** Resolves with the next thing that happens here. */
    happening: () => new Promise<void>((resolve) => waiting.push(resolve)),
    /** Of a browser, what was accepted. */
    accepted: (browser?: string) =>
      pushes.filter((push) => push.status === 201 && (browser === undefined || push.browser === browser)),
    stop: () => server.stop(true),
  };
}

/** @throws Error unless it is signed with the key that it names, for this service, and ends within a day */
async function sender(authorization: string, audience: string): Promise<Record<string, unknown>> {
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
  const { payload } = await jwtVerify(token, await importJWK({ kty: "EC", crv: "P-256", x, y }, "ES256"), { audience });
  if ((payload.exp ?? Number.POSITIVE_INFINITY) > Date.now() / 1000 + 86_400)
    throw new Error("a token for more than a day");
  return payload;
}

/** RFC 8188 (one record) with the keys of RFC 8291, section 3. @throws Error for what isn't for this browser */
export function decrypt(body: Buffer, curve: ECDH, secret: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const from = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), curve.getPublicKey(), from]);
  const seed = hkdf(curve.computeSecret(from), secret, info, 32);
  const key = hkdf(seed, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(seed, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
  const end = padded.lastIndexOf(2); // the delimiter of a last record
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error("no last record");
  return padded.subarray(0, end);
}

const hkdf = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", key, salt, info, length));
