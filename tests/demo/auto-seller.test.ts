import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { AutoSeller } from "../../demo/auto-seller";
import { FEATURED } from "../../demo/catalogue";
import type { Claims } from "../../demo/people";
import { startServer, type TestServer } from "../support/server";

const NOON = { id: "noon", title: "Noon table lamp" };

/** Time that passes when the test says so. */
class Patience {
  readonly #waiting = new Set<() => void>();
  #arrived: (() => void)[] = [];

  readonly wait = (_milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const pass = () => {
        this.#waiting.delete(pass);
        resolve();
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", () => {
        this.#waiting.delete(pass);
        reject(signal.reason);
      });
      this.#waiting.add(pass);
      for (const tell of this.#arrived.splice(0)) tell();
    });

  /** Resolves when somebody waits. */
  async busy(): Promise<void> {
    while (this.#waiting.size === 0) await new Promise<void>((resolve) => this.#arrived.push(resolve));
  }

  /** Lets one wait pass, as soon as there is one. */
  async pass(): Promise<void> {
    await this.busy();
    for (const pass of [...this.#waiting]) pass();
  }
}

let server: TestServer;
let seller: AutoSeller;
let patience: Patience;
/** What `staffed` answers, and whom it tells that it was asked. */
let staffed = false;
let asked = () => {};

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

beforeEach(async () => {
  staffed = false;
  patience = new Patience();
  seller = new AutoSeller(FEATURED, {
    server: server.url,
    sign: (claims: Claims) => server.token(claims),
    staffed: () => {
      asked();
      return staffed;
    },
    wait: patience.wait,
  });
  await seller.start();
});
afterEach(() => seller.stop());

const buyer = (name: string) => server.signIn({ sub: `${name} ${crypto.randomUUID()}`, name });

test("receives, reads, types, and then answers, like a person", async () => {
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  await anna.say(conversation.id, "Is it still in stock?");
  expect(await anna.next("receipt")).toMatchObject({ side: "seller", received: 1, read: 0 });
  await patience.pass();
  expect(await anna.next("receipt")).toMatchObject({ side: "seller", received: 1, read: 1 });
  expect(await anna.next("typing")).toMatchObject({ side: "seller", conversation: conversation.id });
  await patience.pass();
  const { message } = await anna.next("message");
  expect(message).toMatchObject({ seq: 2, side: "seller", sender: { name: "Svet" } });
  expect(message.text.replaceAll("\u00a0", " ")).toBe("Hello! Yes, we have it: 3 left. (automatic)");
});

test("answers once to everything that was written in the meantime", async () => {
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  await anna.say(conversation.id, "Is it still in stock?");
  await patience.busy();
  await anna.say(conversation.id, "And how much is it?");
  await anna.next("receipt", ({ received }) => received === 2);
  await patience.pass();
  await anna.next("typing");
  await patience.pass();
  const { message } = await anna.next("message");
  expect(message.seq).toBe(3);
  expect(message.text.replaceAll("\u00a0", " ")).toBe(
    "Yes, we have it: 3 left. €139, with the box included. (automatic)",
  );
});

/** Resolves when it is asked whether somebody is there. */
const nextAsked = () =>
  new Promise<void>((resolve) => {
    asked = resolve;
  });

test("keeps silent while somebody sits at the inbox", async () => {
  staffed = true;
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  await anna.say(conversation.id, "Is it still in stock?");
  await patience.busy();
  const again = nextAsked();
  await patience.pass();
  await again;
  await seller.stop();
  await anna.settled();
  expect(anna.frames.filter(({ type }) => type !== "presence")).toEqual([]);
});

test("answers after all when who sat there has left", async () => {
  staffed = true;
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  await anna.say(conversation.id, "Is it still in stock?");
  await patience.busy();
  staffed = false;
  await patience.pass();
  await anna.next("receipt", ({ received }) => received === 1);
  await patience.pass();
  await anna.next("typing");
  await patience.pass();
  expect((await anna.next("message")).message.side).toBe("seller");
});

test("leaves alone what a person has read", async () => {
  const nina = await server.signIn({ sub: "nina", name: "Nina", sellers: ["svet"] });
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  await anna.say(conversation.id, "Is it still in stock?");
  await nina.next("message");
  nina.send({ type: "read", conversation: conversation.id, seq: 1 });
  await anna.next("receipt", ({ read }) => read === 1);
  await patience.pass();
  // It looks at conversations in the order of the questions, so by Boris's turn Anna's is over.
  const boris = await buyer("Boris");
  const other = await boris.open("svet", NOON);
  await boris.say(other.conversation.id, "Is it still in stock?");
  await patience.pass();
  await boris.next("typing");
  await anna.settled();
  expect(anna.frames.filter(({ type }) => type === "typing" || type === "message")).toEqual([]);
  nina.close();
});

test("gives way to a person who comes while it is writing", async () => {
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  await anna.say(conversation.id, "Is it still in stock?");
  await patience.pass();
  await anna.next("typing");
  staffed = true;
  const again = nextAsked();
  await patience.pass();
  await again;
  await seller.stop();
  await anna.settled();
  expect(anna.frames.filter(({ type }) => type === "message")).toEqual([]);
});

test("catches up with what was written while its link was down", async () => {
  const anna = await buyer("Anna");
  const { conversation } = await anna.open("svet", NOON);
  for (const session of server.live.sessions) {
    if (session.signedIn?.identity.id === "demo:auto:svet") session.close(1012, "a test");
  }
  await patience.busy(); // it waits before it comes back
  await anna.say(conversation.id, "Is it still in stock?");
  await patience.pass();
  expect(await anna.next("receipt")).toMatchObject({ side: "seller", received: 1 });
  await patience.pass();
  await anna.next("typing");
  await patience.pass();
  expect((await anna.next("message")).message.text).toContain("Yes");
});
