/** What several change about a conversation at once, and in which order it is told. */
import { expect, test } from "bun:test";
import { InTurn } from "../../server/live/in-turn";
import { Reopenings } from "../../server/live/reopenings";
import type { Status } from "../../server/protocol/model";

const ONE = "conversation";
type Event = ["begin"] | ["set", rev: number, status: Status, told: Status] | ["spoke", rev: number, told?: Status];

test.each<[string, Event[]]>([
  ["a message, then the closing", [["spoke", 2], ["begin"], ["set", 2, "closed", "closed"]]],
  ["the closing, then a message", [["begin"], ["set", 1, "closed", "closed"], ["spoke", 2]]],
  ["a message behind the closing, told before it", [["begin"], ["spoke", 2], ["set", 1, "closed", "open"]]],
  ["a message before the closing, told behind it", [["begin"], ["set", 2, "closed", "closed"], ["spoke", 2, "closed"]]],
  ["two of them, around it", [["begin"], ["set", 2, "closed", "closed"], ["spoke", 2, "closed"], ["spoke", 3]]],
  [
    "closed again behind the message",
    [["begin"], ["spoke", 2], ["set", 1, "closed", "open"], ["begin"], ["set", 2, "closed", "closed"]],
  ],
  [
    "a message before the closing, told when somebody else's change is under way, which comes to nothing",
    [["begin"], ["set", 2, "closed", "closed"], ["begin"], ["spoke", 2, "closed"]],
  ],
])("%s: what is told last is what holds", (_, events) => {
  const reopenings = new Reopenings(() => 0);
  for (const event of events) {
    if (event[0] === "begin") reopenings.begin(ONE);
    else if (event[0] === "set") expect(reopenings.set(ONE, event[1], event[2])).toBe(event[3]);
    else expect(reopenings.spoke(ONE, event[1])).toBe(event[2]);
  }
});

test("what was told long ago is forgotten", () => {
  let now = 0;
  const reopenings = new Reopenings(() => now);
  reopenings.begin(ONE);
  reopenings.set(ONE, 2, "closed");
  now = 10_000;
  reopenings.sweep();
  expect(reopenings.spoke(ONE, 2)).toBeUndefined();
});

test("works of one key follow each other, also after one that failed; others don't wait", async () => {
  const turns = new InTurn();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string, before?: Promise<void>) => async () => {
    await before;
    done.push(name);
  };
  const works = [
    turns.run("a", work("a1", gate.promise)),
    turns.run("a", () => Promise.reject(new Error("a2"))).catch((error: Error) => done.push(error.message)),
    turns.run("a", work("a3")),
    turns.run("b", work("b1")),
  ];
  await works[3];
  expect(done).toEqual(["b1"]);
  gate.resolve();
  await Promise.all(works);
  expect(done).toEqual(["b1", "a1", "a2", "a3"]);
});
