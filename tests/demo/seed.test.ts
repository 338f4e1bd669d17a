import { afterAll, beforeAll, expect, test } from "bun:test";
import { SELLERS } from "../../demo/catalogue";
import { autoClaims } from "../../demo/people";
import { seed } from "../../demo/seed";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function inboxes() {
  const lists = [];
  for (const seller of SELLERS) {
    const wire = await server.signIn(autoClaims(seller, server.url));
    lists.push(...(await wire.ask({ type: "inbox", seller: seller.id }, "inbox")).items);
    wire.close();
  }
  return lists;
}

test("D2 every inbox has something in it, and a second run adds nothing", async () => {
  const sign = (claims: Parameters<TestServer["token"]>[0]) => server.token(claims);
  await seed({ server: server.url, sign });
  const before = await inboxes();
  for (const { id } of SELLERS) expect(before.some(({ seller }) => seller.id === id)).toBe(true);
  expect(before.some(({ unread }) => unread > 0)).toBe(true);
  expect(before.every(({ seller }) => seller.picture?.endsWith(`${seller.id}.svg`))).toBe(true);

  await seed({ server: server.url, sign });
  expect(await inboxes()).toEqual(before);
});
