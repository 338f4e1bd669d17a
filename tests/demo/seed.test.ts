import { afterEach, beforeEach, expect, test } from "bun:test";
import { SELLERS } from "../../demo/catalogue";
import { autoClaims, autoId, type Claims } from "../../demo/people";
import { seed } from "../../demo/seed";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
const sign = (claims: Claims) => server.token(claims);

beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

async function inboxes() {
  const lists = [];
  for (const seller of SELLERS) {
    const wire = await server.signIn(autoClaims(seller, server.url));
    lists.push(...(await wire.ask({ type: "inbox", seller: seller.id }, "inbox")).items);
    wire.close();
  }
  return lists;
}

test("every inbox has something in it, and a second run changes nothing", async () => {
  await seed({ server: server.url, sign });
  const before = await inboxes();
  for (const { id } of SELLERS) expect(before.some(({ seller }) => seller.id === id)).toBe(true);
  expect(before.some(({ unread }) => unread > 0)).toBe(true);
  expect(before.every(({ seller }) => seller.picture === `${server.url}/demo/avatars/${seller.id}.svg`)).toBe(true);

  await seed({ server: server.url, sign });
  expect(await inboxes()).toEqual(before);
});

test("D2 after a run that was cut short, the next one says only what is missing", async () => {
  const cutShort = async (claims: Claims) => {
    if (claims.sub === autoId("svet")) throw new Error("the power is gone");
    return sign(claims);
  };
  await expect(seed({ server: server.url, sign: cutShort })).rejects.toThrow("the power is gone");
  await seed({ server: server.url, sign });
  const lengths = (await inboxes()).map(({ seller, lastSeq }) => `${seller.id} ${lastSeq}`);
  expect(lengths.toSorted()).toEqual(
    [
      "glina 3",
      "glina 4",
      "sedlo 3",
      "sedlo 4",
      "sosna 4",
      "sosna 4",
      "svet 3",
      "svet 4",
      "svet 5",
      "svet 5",
    ].toSorted(),
  );
});
