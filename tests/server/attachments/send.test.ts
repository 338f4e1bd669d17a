/** S7 A message with files: whose they are, and that each belongs to one message. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  type FileServer,
  form,
  linksOf,
  PDF,
  pair,
  post,
  startFileServer,
  type Uploader,
  uploaded,
} from "../../support/files";
import type { Wire } from "../../support/wire";

let server: FileServer;
let talk: Awaited<ReturnType<typeof pair>>;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false } });
  talk = await pair(server);
});
afterAll(() => server.stop());

const upload = async (person: Uploader = talk.buyer, conversation = talk.conversation, name = "a.pdf") =>
  uploaded(await post(server, person, form(conversation, PDF, name)));

const send = (wire: Wire, attachments: string[], rest: object = {}) => {
  const id = crypto.randomUUID();
  wire.send({ type: "send", id, conversation: talk.conversation, attachments, ...rest });
  return id;
};
const acked = (wire: Wire, id: string) => wire.next("ack", (ack) => ack.id === id);
const failed = (wire: Wire, id: string) => wire.next("error", (error) => error.id === id);

test("files go out without a word, in their order, and the other side sees them live, in history and in the list", async () => {
  const { anna, svet, conversation } = talk;
  const [second, first] = [
    await upload(talk.buyer, conversation, "2.pdf"),
    await upload(talk.buyer, conversation, "1.pdf"),
  ];
  const { seq } = await acked(anna, send(anna, [first.id, second.id], { text: "  " }));
  const { message } = await svet.next("message", (frame) => frame.message.seq === seq);
  expect(message).toMatchObject({ text: "", attachments: [first, second] });
  const { messages } = await svet.ask({ type: "history", conversation }, "page");
  expect(messages.at(-1)).toEqual(message);
  const { items } = await svet.ask({ type: "inbox", seller: "svet" }, "inbox");
  expect(items[0]?.lastText).toBe("📎 1.pdf");
});

test("D2 a message with files, sent again, is the same one; also after it was removed", async () => {
  const { anna, svet, conversation } = talk;
  const file = await upload();
  const id = send(anna, [file.id], { text: "Чек" });
  const { seq } = await acked(anna, id);
  await svet.next("message", (frame) => frame.message.id === id);
  for (const wire of [anna, await server.signIn({ sub: "anna" })]) {
    wire.send({ type: "send", id, conversation, attachments: [file.id], text: "Чек" });
    expect(await acked(wire, id)).toMatchObject({ seq });
  }
  await anna.ask({ type: "remove", conversation, seq }, "done");
  await server.sweep.removed();
  anna.send({ type: "send", id, conversation, attachments: [file.id], text: "Чек" });
  expect(await acked(anna, id)).toMatchObject({ seq });
  const { messages } = await svet.ask({ type: "history", conversation }, "page");
  expect(messages.at(-1)).toMatchObject({ seq, text: "", attachments: [] });
});

test("S7 a file belongs to one message", async () => {
  const { anna } = talk;
  const [file, other] = [await upload(), await upload()];
  await acked(anna, send(anna, [file.id]));
  expect(await failed(anna, send(anna, [file.id]))).toMatchObject({ code: "not_found" });
  expect(await failed(anna, send(anna, [other.id, file.id]))).toMatchObject({ code: "not_found" });
  await acked(anna, send(anna, [other.id])); // the refused message has taken nothing
});

test("S7 of two messages that want the same file at once one gets it", async () => {
  const file = await upload();
  const wires = await Promise.all([0, 1, 2, 3].map(() => server.signIn({ sub: "anna" })));
  const outcomes = await Promise.all(
    wires.map((wire) => {
      const id = send(wire, [file.id]);
      return Promise.race([acked(wire, id), failed(wire, id)]).then(({ type }) => type);
    }),
  );
  expect(outcomes.toSorted()).toEqual(["ack", "error", "error", "error"]);
});

test("S7 nobody sends another's upload, nor one of another conversation, nor one that isn't there", async () => {
  const { anna, svet, agent } = talk;
  const theirs = await upload(agent);
  const { conversation } = await anna.open("another shop");
  const elsewhere = await upload(talk.buyer, conversation.id);
  for (const wrong of [theirs.id, elsewhere.id, crypto.randomUUID()])
    expect(await failed(anna, send(anna, [wrong], { text: "Вот" }))).toMatchObject({ code: "not_found" });
  await acked(svet, send(svet, [theirs.id]));
});

test("S7 links go to the two sides; to an unsent upload only for its uploader", async () => {
  const { anna, svet } = talk;
  const file = await upload();
  const stranger = await server.signIn({ sub: "stranger", sellers: ["other"] });
  expect(await linksOf(anna, file.id, crypto.randomUUID())).toEqual([
    { id: file.id, url: expect.stringMatching(/^\/v1\/attachments\//) },
  ]);
  expect(await linksOf(svet, file.id)).toEqual([]);
  await acked(anna, send(anna, [file.id]));
  expect(await linksOf(svet, file.id)).toHaveLength(1);
  expect(await linksOf(anna, file.id)).toHaveLength(1);
  expect(await linksOf(stranger, file.id)).toEqual([]);
});

test("a claimed guest's uploads are the user's, sent or not", async () => {
  const guest = (await (await fetch(`${server.url}/v1/guests`, { method: "POST" })).json()) as { token: string };
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: guest.token });
  await wire.next("welcome");
  const { conversation } = await wire.open("svet");
  const file = await uploaded(
    await fetch(`${server.url}/v1/attachments`, {
      method: "POST",
      body: form(conversation.id, PDF, "a.pdf"),
      headers: { authorization: `Bearer ${guest.token}` },
    }),
  );
  const token = await server.token({ sub: "olga" });
  await fetch(`${server.url}/v1/guests/claim`, { method: "POST", body: JSON.stringify({ guest: guest.token, token }) });
  const olga = await server.signIn({ sub: "olga" });
  const id = send(olga, [file.id], { conversation: conversation.id });
  expect(await acked(olga, id)).toMatchObject({ seq: 1 });
});
