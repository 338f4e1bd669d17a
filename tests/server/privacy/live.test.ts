/** The real client, open on a conversation, while somebody in it is erased by another process. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Clock, systemClock } from "../../../widget/client/clock";
import { threadKey } from "../../../widget/client/state";
import { person, until } from "../../client/support/people";
import { type FileServer, startFileServer } from "../../support/files";
import { run } from "./commands";

let server: FileServer;
beforeAll(async () => {
  server = await startFileServer();
});
afterAll(() => server.stop());

test("a client that looks at the conversation sees the place turn removed with its next comparison", async () => {
  const minutes: (() => void)[] = [];
  /** What waits for a minute is the comparison with the server. */
  const clock: Clock = {
    ...systemClock,
    after: (ms, task) => {
      if (ms !== 60_000) return systemClock.after(ms, task);
      minutes.push(task);
      return () => {};
    },
  };
  const token = () => server.token({ sub: "anna" });
  const anna = person({ server: server.url, sides: ["buyer"], token }, { clock });
  const key = threadKey("svet");
  anna.chat.open("svet");
  anna.chat.start();
  anna.chat.send(key, "Добрый день");
  await until(anna, () => anna.thread(key).messages.some(({ kind }) => kind === "stored"));
  const conversation = anna.thread(key).conversation?.id ?? "";
  const petr = await server.signIn({ sub: "petr", sellers: ["svet"] });
  await petr.say(conversation, "слова Петра");
  await until(anna, () => anna.texts(key).length === 2);

  await run(server, "erase", "--yes", "--person", "petr");
  const removed = () =>
    anna.thread(key).messages.map((shown) => shown.kind === "stored" && shown.message.removedAt !== undefined);
  expect(removed()).toEqual([false, false]);
  for (const minute of minutes.splice(0)) minute();
  await until(anna, () => removed()[1] === true);
  expect(anna.texts(key)).toEqual(["Добрый день", ""]);
  anna.chat.stop();
});
