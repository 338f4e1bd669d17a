/** The away text among everything else that hears of a message. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { BUYER, SELLER, type Stage, setStage } from "./stage";

const AWAY = "Ответим утром.";
/** Never open: it is outside hours whatever the time. */
const CLOSED = { replies: [], hours: { zone: "UTC", days: Array(7).fill(null) }, away: AWAY };

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

test("D8 the away text calls nobody: the seller is told of the buyer's words, the buyer of nothing", async () => {
  await stage.subscribe(BUYER, "buyer");
  await stage.subscribe(SELLER, "seller");
  expect((await stage.post("/v1/sellers/lumen/settings", CLOSED, await stage.token(SELLER), "PUT")).status).toBe(200);
  const buyer = await stage.signIn(BUYER);
  const phone = await stage.signIn(BUYER);
  const { conversation } = await buyer.open("lumen");
  const { id } = conversation;
  await buyer.say(id, "Is it still there?");
  for (const wire of [buyer, phone]) {
    const { message } = await wire.next("message", ({ message: { side } }) => side === "system");
    expect(message).toMatchObject({ seq: 2, rev: 2, text: AWAY });
  }
  buyer.close();
  phone.close(); // neither has said that it received anything
  await stage.later();
  await stage.later(60_000); // nor does the sweep find more
  expect(stage.push.accepted().map(({ payload }) => [payload.side, payload.body, payload.count, payload.seq])).toEqual([
    ["seller", "Is it still there?", 1, 1],
  ]);

  // Both lists show it, count the same, and reading takes all of it away.
  const clerk = await stage.signIn(SELLER);
  const list = () => clerk.ask({ type: "inbox", seller: "lumen" }, "inbox");
  expect(await list()).toMatchObject({ unread: 2, items: [{ lastText: AWAY, lastSeq: 2, rev: 2, unread: 2 }] });
  const again = await stage.signIn(BUYER);
  expect(await again.ask({ type: "inbox" }, "inbox")).toMatchObject({
    unread: 1,
    items: [{ lastText: AWAY, unread: 1 }],
  });
  clerk.send({ type: "read", conversation: id, seq: 2 });
  await again.next("receipt", ({ read }) => read === 2);
  expect(await list()).toMatchObject({ unread: 0 });
});
