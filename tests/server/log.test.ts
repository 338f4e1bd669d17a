/** S8 Logs carry ids, never texts or tokens: one run of everything that takes a token, at the most talkative level. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createLog } from "../../server/log";
import type { GuestAnswer } from "../../server/protocol/rest";
import { startServer, type TestServer } from "../support/server";

const ADMIN_KEY = "an-operator's-key-of-the-tests-thirty-two-bytes";
const TEXT = "Сколько стоит доставка?";

const written: string[] = [];
let server: TestServer;
beforeAll(async () => {
  const log = createLog({ logLevel: "trace", logFormat: "json" }, { write: (line: string) => void written.push(line) });
  server = await startServer({ config: { adminKey: ADMIN_KEY }, log });
});
afterAll(() => server.stop());

const post = (path: string, body: unknown, token?: string) =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

test("S8 no part of a token, a key or a text is in the log", async () => {
  const anna = await server.token({ sub: "anna", name: "Анна" });
  const forged = `${anna.slice(0, -8)}AAAAAAAA`;
  const expired = await server.token({ sub: "anna" }, -60);
  const guest = (await (await post("/v1/guests", {})).json()) as GuestAnswer;
  const tokens = [anna, forged, expired, guest.token];
  for (const token of tokens) {
    await post("/v1/poll", { frames: [{ type: "hello", v: 1, token }], wait: 0 });
    const wire = await server.connect();
    wire.send({ type: "hello", v: 1, token, more: token });
    wire.send({ type: "hello", v: 1, token });
    await wire.next(token === forged || token === expired ? "error" : "welcome");
    wire.send({ type: "open", ref: token, seller: token.slice(0, 100) });
    wire.send({ type: token });
    wire.close();
    await fetch(`${server.url}/v1/ws?token=${token}`);
    await fetch(`${server.url}/nothing?token=${token}`, { headers: { authorization: `Bearer ${token}` } });
    await post("/v1/admin/revoke", { person: "anna" }, token);
  }
  const wire = await server.signIn({ sub: "vera" });
  await wire.say((await wire.open("svet")).conversation.id, TEXT);
  await post("/v1/guests/claim", { guest: guest.token, token: anna });
  await post("/v1/admin/revoke", { person: "vera" }, ADMIN_KEY);
  await wire.closed;

  const log = written.join("");
  expect(log).toContain("message stored");
  expect(log).toContain("tokens revoked");
  const secrets = tokens.flatMap((token) => token.split(".").slice(1)); // headers are all the same, and no secret
  for (const secret of [...secrets, ADMIN_KEY, TEXT]) expect(log.includes(secret)).toBe(false);
});
