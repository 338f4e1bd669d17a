import { afterEach, beforeEach, expect, test } from "bun:test";
import { BUYER, receive, type Stage, setStage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

/** Positions are written down every second, beside the hot path. */
async function written(most: number) {
  for (;;) {
    const [row] = await stage.owner`select count(*)::integer as count from chat.position`;
    if (row && row.count >= most) return;
    await Bun.sleep(20);
  }
}

test("a message that was only stored has nothing else to tell", async () => {
  const { id, clerk } = await stage.talk();
  const { seq, at } = await clerk.say(id, "Yes");
  const { type, ref, ...told } = await clerk.ask({ type: "trail", conversation: id, seq }, "trail");
  expect(told).toEqual({ stored: at, pushes: [] });
});

test("each attempt, and when the other side received and read it", async () => {
  const { id, clerk, buyer } = await stage.talk();
  const phone = await stage.subscribe(BUYER, "buyer");
  const { seq } = await clerk.say(id, "Yes");
  stage.push.answers(phone.id, 500);
  await stage.later();
  await stage.later(60_000);
  const trail = () => clerk.ask({ type: "trail", conversation: id, seq }, "trail");
  const pushed = await trail();
  expect(pushed.pushes.map(({ outcome }) => outcome)).toEqual(["failed", "accepted"]);
  expect(pushed.pushes[0]?.at && pushed.pushes[0].at < (pushed.pushes[1]?.at ?? "")).toBe(true);
  expect(pushed).not.toHaveProperty("received");
  receive(buyer, id, seq);
  await clerk.next("receipt", ({ received }) => received === seq);
  await written(2);
  expect(await trail()).toMatchObject({ received: expect.any(String) });
  expect(await trail()).not.toHaveProperty("read");
  buyer.send({ type: "read", conversation: id, seq });
  await clerk.next("receipt", ({ read }) => read === seq);
  await written(3);
  const whole = await trail();
  expect(whole.received && whole.read && whole.stored <= whole.received && whole.received <= whole.read).toBe(true);
});

test("of messages in one absence those are told of of which the push spoke", async () => {
  const { id, clerk } = await stage.talk();
  await stage.subscribe(BUYER, "buyer");
  await clerk.say(id, "one");
  await clerk.say(id, "two");
  await stage.later();
  await clerk.say(id, "three");
  await stage.later();
  const outcomes = async (seq: number) =>
    (await clerk.ask({ type: "trail", conversation: id, seq }, "trail")).pushes.map(({ outcome }) => outcome);
  expect([await outcomes(2), await outcomes(3), await outcomes(4)]).toEqual([["accepted"], ["accepted"], []]);
});

test("S2 nobody sees the trail of the other side's messages, nor of a conversation that isn't theirs", async () => {
  const { id, clerk, buyer } = await stage.talk();
  await clerk.say(id, "Yes");
  const refused = async (wire: typeof clerk, seq: number) =>
    (await wire.ask({ type: "trail", conversation: id, seq }, "error")).code;
  expect(await refused(clerk, 1)).toBe("not_found");
  expect(await refused(buyer, 2)).toBe("not_found");
  expect(await refused(await stage.signIn({ sub: "mallory" }), 1)).toBe("not_found");
  expect(await refused(clerk, 99)).toBe("not_found");
});

test("trails end after a month, mutes when they are over", async () => {
  const { id, clerk, buyer } = await stage.talk();
  await stage.subscribe(BUYER, "buyer");
  await clerk.say(id, "Yes");
  await stage.later();
  buyer.send({ type: "read", conversation: id, seq: 2 });
  await clerk.next("receipt", ({ read }) => read === 2);
  await written(1);
  const rows = async () => {
    const [row] = await stage.owner`select (select count(*) from chat.position)::integer as steps,
      (select count(*) from chat.push_attempt)::integer as attempts`;
    return [row?.steps > 0, row?.attempts];
  };
  await stage.owner`select chat.forget_trails()`;
  expect(await rows()).toEqual([true, 1]);
  await stage.owner`update chat.position set at = at - interval '31 days'`;
  await stage.owner`update chat.push_attempt set at = at - interval '31 days'`;
  await stage.owner`select chat.forget_trails()`;
  expect(await rows()).toEqual([false, 0]);
});
