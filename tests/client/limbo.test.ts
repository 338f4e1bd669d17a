/** What is written before it is known who is here. */
import { beforeEach, describe, expect, test } from "bun:test";
import { memoryKeep } from "../../widget/client/keep";
import { threadKey } from "../../widget/client/state";
import { MemoryStorage, type Storage } from "../../widget/client/storage";
import { arrivals } from "./support/arrivals";
import { FakeClock } from "./support/clock";
import { ModelServer } from "./support/model-server";
import { person } from "./support/people";
import { fakeToken } from "./support/tokens";

const KEY = threadKey("lamps");

/** Of one browser; the records change hands as soon as the test lets them. */
class SlowStorage implements Storage {
  readonly #storage = new MemoryStorage();
  moved: Promise<void> = Promise.resolve();

  shelf(scope: string) {
    return this.#storage.shelf(scope);
  }
  async move(from: string, to: string): Promise<void> {
    await this.#storage.move(from, to);
    await this.moved;
  }
}

let server: ModelServer;
let environment: { keep: ReturnType<typeof memoryKeep>; storage: SlowStorage };
beforeEach(() => {
  server = new ModelServer();
  environment = { keep: memoryKeep(), storage: new SlowStorage() };
});

/** @param told when the store's backend can say who it is */
const visit = (id: string, told: Promise<void> = Promise.resolve()) => {
  const visitor = person(
    {
      server: "http://model",
      sides: ["buyer"],
      token: () => told.then(() => fakeToken({ sub: id })),
      transports: { websocket: server.transport({ id, name: id }) },
    },
    { ...environment, clock: new FakeClock() },
  );
  visitor.chat.open("lamps");
  visitor.chat.start();
  return visitor;
};

const settle = () => arrivals(server);

describe("D5 a draft from before it was known who is here", () => {
  test("is theirs", async () => {
    const told = Promise.withResolvers<void>();
    const { chat, thread } = visit("ann", told.promise);
    chat.draft(KEY, "Is it oak?");
    told.resolve();
    await settle();
    expect(thread(KEY).draft).toBe("Is it oak?");
    chat.stop();
    const back = visit("ann");
    await settle();
    expect(back.thread(KEY).draft).toBe("Is it oak?");
  });

  test("doesn't come back once it was sent, though it was written while the browser's records changed hands", async () => {
    const moved = Promise.withResolvers<void>();
    environment.storage.moved = moved.promise;
    const { chat, thread } = visit("ann");
    await settle();
    chat.draft(KEY, "Is it oak?");
    moved.resolve();
    await settle();
    expect(thread(KEY).draft).toBe("Is it oak?");
    chat.send(KEY, "Is it oak?");
    await settle();
    chat.stop();
    const back = visit("ann");
    await settle();
    expect(back.texts(KEY)).toEqual(["Is it oak?"]);
    expect(back.thread(KEY).draft).toBe("");
  });

  test("is never shown to who was here before", async () => {
    const ann = visit("ann");
    await settle();
    ann.chat.stop();
    const told = Promise.withResolvers<void>();
    const bea = visit("bea", told.promise);
    bea.chat.draft(KEY, "A present for Ann");
    told.resolve();
    await settle();
    expect(bea.thread(KEY).draft).toBe("A present for Ann");
    bea.chat.stop();
    const back = visit("ann");
    await settle();
    expect(back.thread(KEY).draft).toBe("");
  });

  test("nor is that of a note, which leaves their own draft of a message where it was", async () => {
    const ann = visit("ann");
    await settle();
    ann.chat.draft(KEY, "Is it oak?");
    ann.chat.stop();
    const told = Promise.withResolvers<void>();
    const bea = visit("bea", told.promise);
    bea.chat.draft(KEY, "Ann asks too much", true);
    told.resolve();
    await settle();
    expect(bea.thread(KEY).noteDraft).toBe("Ann asks too much");
    bea.chat.stop();
    const back = visit("ann");
    await settle();
    expect(back.thread(KEY).noteDraft).toBeUndefined();
    expect(back.thread(KEY).draft).toBe("Is it oak?");
  });
});
