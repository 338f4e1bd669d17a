/**
 * 6,000 frames and bodies in CI; `FUZZ=100000 bun test tests/server/attack/fuzz.test.ts` for the long form. A failure names
 * its seed: `FUZZ_SEED=…` repeats it.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type TSchema, Type } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import fc from "fast-check";
import { CLOSE } from "../../../server/protocol/codes";
import { Fault } from "../../../server/protocol/rest";
import { SERVER_FRAMES } from "../../../server/protocol/server-frames";
import { startServer, type TestServer } from "../../support/server";
import type { Wire } from "../../support/wire";
import { garbled, goodFrames, mutated } from "./garbage";

const FRAMES = Number(process.env.FUZZ ?? 6_000);
const SEED = process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {};
const BATCH = 12; // below the bad frames that close a link
/** Too many bad frames, or one too large. */
const REFUSED: readonly number[] = [CLOSE.malformed, CLOSE.tooLarge];
const PATIENCE = 600_000;

const schemas: TSchema[] = Object.values(SERVER_FRAMES);
const isServerFrame = TypeCompiler.Compile(Type.Union(schemas));
const isFault = TypeCompiler.Compile(Fault);

let server: TestServer;
let clock = Date.now();
/** Of people who have nothing to do with mallory. */
let others: string;
let own: string;
let ownShop: string;
let token: string;
beforeAll(async () => {
  server = await startServer({ config: { rateLimits: false }, now: () => clock });
  token = await server.token({ sub: "mallory", name: "Мэллори", sellers: ["mallory-shop"] }, 1e8);
  const anna = await server.signIn({ sub: "anna" });
  const ivan = await server.signIn({ sub: "ivan" });
  others = (await anna.open("svet")).conversation.id;
  await anna.say(others, "тайна");
  ownShop = (await ivan.open("mallory-shop")).conversation.id;
  await ivan.say(ownShop, "вопрос");
  const mallory = await attacker();
  own = (await mallory.open("svet")).conversation.id;
  await mallory.say(own, "привет");
  mallory.close();
});
afterAll(() => server.stop());

async function attacker(): Promise<Wire> {
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token });
  await wire.next("welcome");
  return wire;
}

const secrets = () =>
  server.db.as(
    { id: "anna", sellers: [] },
    (tx) => tx`
  select seq, rev, text, (select count(*) from chat.message) as messages,
    (select count(*) from chat.conversation where buyer_id = 'anna') as conversations
  from chat.message where conversation_id = ${others}
`,
  );

describe("S3 whatever is sent, the server lives, answers in its own shape and stores nothing that the rules refuse", () => {
  test(
    `${FRAMES} frames on sockets`,
    async () => {
      const before = [...(await secrets())];
      const good = goodFrames([others, own, ownShop, crypto.randomUUID()], ["svet", "mallory-shop"]);
      let wire = await attacker();
      let heapAtHalf = 0;
      let sent = 0;
      const run = async (frames: readonly (string | Uint8Array<ArrayBuffer>)[]) => {
        clock += 60_001; // bad frames are counted by the minute
        if (wire.socket.readyState !== WebSocket.OPEN) wire = await attacker();
        for (const frame of frames) wire.sendRaw(frame);
        sent += frames.length;
        const last = wire.ask({ type: "history", conversation: own }, "page"); // a `pong` may be another ping's
        await Promise.race([last.catch(() => {}), wire.closed]);
        if (wire.socket.readyState !== WebSocket.OPEN) expect(REFUSED).toContain((await wire.closed).code);
        const bad = wire.frames
          .splice(0)
          .find((frame) => !isServerFrame.Check(frame) || (frame.type === "error" && frame.code === "internal"));
        expect(bad).toBeUndefined();
        if (sent > FRAMES / 2 && heapAtHalf === 0) heapAtHalf = heapNow();
      };
      const frames = fc.array(garbled(fc.oneof(good, mutated(good))), { minLength: BATCH, maxLength: BATCH });
      await fc.assert(fc.asyncProperty(frames, run), { numRuns: Math.ceil(FRAMES / BATCH), ...SEED });
      expect([...(await secrets())]).toEqual(before);
      expect(heapNow() - heapAtHalf).toBeLessThan(64 * 1024 * 1024);
      wire.close();
    },
    PATIENCE,
  );

  test(
    `${FRAMES / 10} bodies and headers over HTTP`,
    async () => {
      const good = goodFrames([others, own], ["svet"]);
      const routes = fc.constantFrom(
        "POST /v1/poll",
        "POST /v1/guests/claim",
        "POST /v1/attachments",
        "POST /v1/push/subscriptions",
        "DELETE /v1/push/subscriptions",
        "POST /v1/push/actions",
        "POST /v1/admin/revoke",
        "PUT /v1/sellers/mallory-shop/settings",
        "GET /v1/sellers/svet/settings",
        "GET /v1/attachments/00000000-0000-7000-8000-000000000000?expires=1&signature=x",
        "GET /v1/%00",
      );
      const bodies = garbled(
        fc.oneof(
          // A poll that doesn't say how long it waits would wait its 25 s.
          mutated(good.map((frame) => ({ frames: [{ type: "hello", v: 1, token }, frame], wait: 0 }))).map((poll) => ({
            wait: 0,
            ...poll,
          })),
          mutated(fc.constant({ guest: token, token })),
          mutated(
            fc.constant({ endpoint: "https://fcm.googleapis.com/x", keys: { p256dh: "x", auth: "y" }, side: "buyer" }),
          ),
          mutated(fc.constant({ replies: [], hours: null, away: "" })),
        ),
      );
      const headers = fc.record(
        {
          authorization: fc.constantFrom(
            `Bearer ${token}`,
            "Bearer",
            "Basic eDp5",
            `bearer  ${token}x`,
            "Bearer ../..",
          ),
          "content-type": fc.constantFrom(
            "application/json",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/html",
            "?",
          ),
          origin: fc.constantFrom(
            "http://localhost:1",
            "https://evil.example",
            "null",
            "http://localhost.evil.example",
          ),
          "x-forwarded-for": fc.constantFrom("127.0.0.1", "::1, x", ",".repeat(2_000)),
          "accept-encoding": fc.constantFrom("br;q=2", "*", "gzip".repeat(500)),
        },
        { requiredKeys: [] },
      );
      const ask = async (route: string, body: string | Uint8Array<ArrayBuffer>, given: Record<string, string>) => {
        const [method = "", path = ""] = route.split(" ");
        const answer = await fetch(server.url + path, {
          method,
          headers: given,
          ...(method === "GET" ? {} : { body }),
        });
        const said = await answer.text();
        expect(answer.status).not.toBe(500);
        if (answer.status >= 400) expect(isFault.Check(JSON.parse(said))).toBe(true);
      };
      await fc.assert(fc.asyncProperty(routes, bodies, headers, ask), { numRuns: FRAMES / 10, ...SEED });
    },
    PATIENCE,
  );

  test("what was stored meanwhile is what the rules allow", async () => {
    const rows = await server.db.as(
      { id: "mallory", sellers: ["mallory-shop"] },
      (tx) => tx<{ text: string; sender: string }[]>`
      select text, sender from chat.message where sender = 'mallory'
    `,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) {
      expect(text.length).toBeLessThanOrEqual(4_000);
      expect(text.isWellFormed() && !/(?![\n\t])\p{Cc}/u.test(text)).toBe(true);
    }
  });
});

function heapNow(): number {
  Bun.gc(true);
  return process.memoryUsage().heapUsed;
}
