import { afterAll, beforeAll, expect, test } from "bun:test";
import { reply } from "../../../server/live/act";
import { SOCKETS_UNKNOWN } from "../../../server/protocol/limits";
import { startServer, type TestServer } from "../../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test("S4 an answer from a notification ends, also where its address has too many links", async () => {
  const anna = await server.signIn({ sub: "anna" });
  const { conversation } = await anna.open("svet");
  const { seq } = await anna.say(conversation.id, "вопрос");
  const address = "198.51.100.1";
  const links = Array.from({ length: SOCKETS_UNKNOWN }, () =>
    server.live.connect({ address, send: () => true, buffered: () => 0, end: () => {} }),
  );
  const place = { person: "anna", name: "", picture: null, side: "buyer", seller: "svet", address } as const;
  const answer = { id: crypto.randomUUID(), text: "ответ" };
  const refused = reply(server.live, { ...place, conversation: conversation.id, seq }, answer).catch((error) => error);
  expect(await refused).toMatchObject({ name: "ChatError", retryAfter: expect.any(Number) });
  for (const link of links) link.closed(1000, "done");
  await reply(server.live, { ...place, conversation: conversation.id, seq }, answer);
});
