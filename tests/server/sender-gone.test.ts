/** What was found by tests/faults: a sender whose link ends before the commit does. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test("a message carries its sender's name, also when they are gone before it is stored", async () => {
  const agent = await server.signIn({ sub: "agent", sellers: ["svet"] });
  const wire = await server.signIn({ sub: "anna", name: "Анна" });
  const { conversation } = await wire.open("svet");
  await wire.settled(); // so that the next frame is handled as it comes, and doesn't wait in line
  wire.send({ type: "send", id: crypto.randomUUID(), conversation: conversation.id, text: "и ушла" });
  wire.close();
  const { message } = await agent.next("message");
  expect(message.sender).toEqual({ id: "anna", name: "Анна" });
});
