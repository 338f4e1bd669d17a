/** D5: what a person submitted stays before their eyes, from Enter on. */
import { beforeEach, expect, test } from "bun:test";
import { threadKey } from "../../widget/client/state";
import { MemoryStorage } from "../../widget/client/storage";
import { FakeBrowser } from "./support/browser";
import { flush } from "./support/clock";
import { CONVERSATION, conversation, message } from "./support/messages";
import { type Options, type Person, person } from "./support/people";
import { ScriptedTransport } from "./support/scripted-transport";
import { fakeToken } from "./support/tokens";

let transport: ScriptedTransport;
let storage: MemoryStorage;

beforeEach(() => {
  transport = new ScriptedTransport();
  storage = new MemoryStorage();
});

const begin = async (side: Options["sides"][number], open: (chat: Person["chat"]) => void): Promise<Person> => {
  const { environment } = new FakeBrowser().tab();
  const { locks, channel, ...alone } = environment;
  const who = person(
    {
      server: "http://scripted",
      sides: [side],
      token: () => fakeToken({ sub: "ann" }),
      transports: { websocket: transport.open("websocket") },
    },
    { ...alone, storage },
  );
  open(who.chat);
  who.chat.start();
  await flush();
  transport.last.accept();
  await flush();
  return who;
};

/** The link's last frame of this type. */
const sent = (type: string) => {
  const frame = transport.last.sent.findLast((each) => each.type === type);
  if (!frame) throw new Error(`no ${type} was sent`);
  return frame;
};
const ref = (type: string) => {
  const frame = sent(type);
  return "ref" in frame ? frame.ref : "";
};
/** The message that was sent last is the log's first. */
const ack = () => {
  const frame = sent("send");
  if (frame.type !== "send") return "";
  const { at } = message(1);
  transport.last.frame({ type: "ack", id: frame.id, conversation: CONVERSATION, seq: 1, rev: 1, at });
  return frame.id;
};
const texts = () => transport.last.sent.flatMap((frame) => (frame.type === "send" ? [frame.text] : []));

test("D5 a message whose ack comes before its conversation was loaded stays in view, and holds nobody up", async () => {
  const agent = await begin("seller", (chat) => chat.show(CONVERSATION));
  agent.chat.send(CONVERSATION, "hello");
  await flush();
  const id = ack();
  await flush();
  expect(agent.texts(CONVERSATION)).toEqual(["hello"]);
  agent.chat.send(CONVERSATION, "again");
  await flush();
  expect(texts()).toEqual(["hello", "again"]);

  const stored = message(1, { id, text: "hello", side: "seller" });
  transport.last.frame({ type: "page", ref: ref("history"), messages: [stored], more: false, rev: 1 });
  await flush();
  expect(agent.thread(CONVERSATION).messages).toMatchObject([{ kind: "stored" }, { text: "again" }]);
});

test("D5 also where the conversation was read before the message was stored", async () => {
  const agent = await begin("seller", (chat) => chat.show(CONVERSATION));
  agent.chat.send(CONVERSATION, "hello");
  await flush();
  const id = ack();
  await flush();
  transport.last.frame({ type: "page", ref: ref("history"), messages: [], more: false, rev: 0 });
  await flush();
  expect(agent.texts(CONVERSATION)).toEqual(["hello"]);
  const stored = message(1, { id, text: "hello", side: "seller" });
  transport.last.frame({ type: "page", ref: ref("changes"), messages: [stored], more: false, rev: 1 });
  await flush();
  expect(agent.thread(CONVERSATION).messages).toMatchObject([{ kind: "stored" }]);
});

test("D5 also where the page before had submitted it", async () => {
  const key = threadKey("lamps");
  const first = await begin("buyer", (chat) => chat.open("lamps"));
  transport.last.frame({ type: "opened", ref: ref("open"), conversation: conversation(), messages: [], more: false });
  await flush();
  first.chat.send(key, "hello");
  await flush();
  first.chat.stop();

  const second = await begin("buyer", (chat) => chat.open("lamps"));
  expect(second.texts(key)).toEqual(["hello"]);
  const id = ack();
  await flush();
  expect(second.texts(key)).toEqual(["hello"]);
  const stored = message(1, { id, text: "hello" });
  const opened = conversation({ rev: 1, lastSeq: 1 });
  transport.last.frame({ type: "opened", ref: ref("open"), conversation: opened, messages: [stored], more: false });
  await flush();
  expect(second.thread(key).messages).toMatchObject([{ kind: "stored" }]);
});

test("D5 also where the page before had submitted it, and this one has not opened it", async () => {
  const first = await begin("seller", (chat) => chat.show(CONVERSATION));
  first.chat.send(CONVERSATION, "hello");
  await flush();
  first.chat.stop();

  const second = await begin("seller", () => {});
  const id = ack();
  await flush();
  expect(second.texts(CONVERSATION)).toEqual(["hello"]);
  const stored = message(1, { id, text: "hello", side: "seller" });
  transport.last.frame({ type: "page", ref: ref("history"), messages: [stored], more: false, rev: 1 });
  await flush();
  expect(second.thread(CONVERSATION).messages).toMatchObject([{ kind: "stored" }]);
});
