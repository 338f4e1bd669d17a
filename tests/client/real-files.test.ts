/** Files between the real client and the real server. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Attachment, threadKey } from "../../widget/client/state";
import { MemoryStorage } from "../../widget/client/storage";
import { type FileServer, PDF, photograph, startFileServer } from "../support/files";
import { type Options, type Person, person, until } from "./support/people";

let server: FileServer;
const people: Person[] = [];

beforeAll(async () => {
  server = await startFileServer();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const { chat } of people.splice(0)) chat.stop();
});

const join = (options: Omit<Options, "server">, environment = {}): Person => {
  const joined = person({ server: server.url, ...options }, environment);
  people.push(joined);
  return joined;
};
const asBuyer = (sub: string) => ({ sides: ["buyer"], token: () => server.token({ sub, name: sub }) }) as const;
const asSeller = (shop: string) =>
  ({ sides: ["seller"], token: () => server.token({ sub: `${shop}-agent`, sellers: [shop] }) }) as const;

const attachmentsOf = (who: Person, key: string): readonly Attachment[] =>
  who.thread(key).messages.flatMap((shown) => (shown.kind === "stored" ? shown.message.attachments : []));

test("D5 a photo and a PDF reach the other side, who can fetch them", async () => {
  const key = threadKey("lamps");
  const ann = join(asBuyer("ann"));
  ann.chat.open("lamps");
  const jpeg = new File([new Uint8Array(await photograph(1200, 800).jpeg().toBuffer())], "IMG_2041.JPG", {
    type: "image/jpeg",
  });
  const pdf = new File([new Uint8Array(PDF)], "Размеры.pdf", { type: "application/pdf" });
  // Before anybody knows who is here.
  ann.chat.send(key, "Вот", undefined, [{ file: jpeg, width: 1200, height: 800 }, { file: pdf }]);
  ann.chat.start();
  await until(ann, () => attachmentsOf(ann, key).length === 2);

  const agent = join(asSeller("lamps"));
  const id = ann.thread(key).conversation?.id ?? "";
  agent.chat.show(id);
  agent.chat.start();
  await until(agent, () => agent.thread(id).loading === "no" && agent.chat.state.links.size === 2);
  const seen = attachmentsOf(agent, id);
  expect(seen).toEqual(attachmentsOf(ann, key)); // as its writer has it from the ack
  expect(seen).toMatchObject([
    { name: "IMG_2041.webp", type: "image/webp", width: 1200, height: 800 },
    { name: "Размеры.pdf", type: "application/pdf" },
  ]);
  const [picture, document] = seen.map((one) => agent.chat.state.links.get(one.id));
  const types = await Promise.all(
    [picture?.url, picture?.small, document?.url].map(async (url) => {
      const answer = await fetch(url ?? "");
      await answer.arrayBuffer();
      return `${answer.status} ${answer.headers.get("content-type")}`;
    }),
  );
  expect(types).toEqual(["200 image/webp", "200 image/webp", "200 application/pdf"]);
});

test("a file that is no picture, whatever it calls itself, is refused on its bubble; the next message goes", async () => {
  const key = threadKey("chairs");
  const ann = join(asBuyer("ann"));
  ann.chat.open("chairs");
  ann.chat.start();
  ann.chat.send(key, "", undefined, [{ file: new File(["<svg onload=alert(1)>"], "x.png", { type: "image/png" }) }]);
  ann.chat.send(key, "later");
  await until(ann, () => ann.thread(key).messages.some((shown) => shown.kind === "stored"));
  const [sent, refused] = ann.thread(key).messages;
  expect(sent).toMatchObject({ kind: "stored", message: { text: "later" } });
  expect(refused).toMatchObject({ kind: "waiting", refused: { code: "unsupported" } });
});

test("D5 what was uploaded and forgotten by the server is uploaded once more", async () => {
  const key = threadKey("stools");
  const storage = new MemoryStorage();
  const ann = join(asBuyer("ann"), { storage });
  ann.chat.open("stools");
  ann.chat.start();
  await until(ann, () => ann.thread(key).conversation !== undefined);
  // As after a day in which the message waited: an attachment that isn't there any more.
  const uuid = "00000000-0000-7000-8000-000000000000";
  const shelf = storage.shelf(JSON.stringify([server.url, "ann", "buyer"]));
  const id = "00000000-0000-4000-8000-00000000f11e";
  const png = new Uint8Array(await photograph().png().toBuffer());
  await shelf.put("files", `${id} 0`, new File([png], "x.png", { type: "image/png" }));
  await shelf.put("outbox", id, {
    ...{ id, key, target: { seller: "stools" }, text: "Вот", at: Date.now() },
    conversation: ann.thread(key).conversation?.id ?? "",
    files: [
      {
        ...{ id: `${id} 0`, name: "x.png", type: "image/png", size: png.length, progress: 1 },
        uploaded: { id: uuid, name: "x.webp", type: "image/webp", size: 1 },
      },
    ],
  });
  ann.chat.stop();
  const again = join(asBuyer("ann"), { storage });
  again.chat.open("stools");
  again.chat.start();
  await until(again, () => attachmentsOf(again, key).length === 1);
  expect(attachmentsOf(again, key)[0]?.id).not.toBe(uuid);
});
