import { expect, test } from "bun:test";
import { Ledger } from "./load/ledger";
import { median, percentiles } from "./load/percentiles";
import { hottest } from "./scenarios/profile";

test("a message counts once it is acked and delivered, in either order, within the window", () => {
  const ledger = new Ledger({ from: 100, to: 200 });
  ledger.send("before", 90);
  ledger.acked("before", 95);
  ledger.delivered("before", 110);
  ledger.send("within", 120);
  ledger.delivered("within", 125);
  expect(ledger.done).toBe(1);
  ledger.acked("within", 130);
  ledger.send("after", 190);
  ledger.acked("after", 195);
  expect(ledger.open).toBe(1);
  ledger.delivered("after", 200);
  expect(ledger).toMatchObject({ sent: 3, done: 2, open: 0, ackedAfter: [10, 5], deliveredAfter: [5, 10] });
});

test("what comes twice, or from nowhere, ends the measurement", () => {
  const ledger = new Ledger({ from: 0, to: 1 });
  ledger.send("once", 0);
  ledger.acked("once", 0);
  expect(() => ledger.acked("once", 0)).toThrow("acked twice");
  ledger.delivered("once", 0);
  expect(() => ledger.delivered("once", 0)).toThrow("never sent, or is done");
  expect(() => ledger.delivered("another's", 0)).toThrow("never sent, or is done");
});

test("percentiles are values that were seen", () => {
  const values = Array.from({ length: 1000 }, (_, n) => 1000 - n);
  expect(percentiles(values)).toEqual({ p50: 500, p99: 990, p999: 999 });
  expect(percentiles([7])).toEqual({ p50: 7, p99: 7, p999: 7 });
  expect(percentiles([]).p50).toBeNaN();
  expect(median([3, 1, 2])).toBe(2);
});

test("a profile adds up the samples of a function wherever it was called from", () => {
  const frame = (functionName: string, url: string) => ({ functionName, url });
  const profile = {
    nodes: [
      { id: 1, callFrame: frame("settle", new URL("../../server/live/dispatch.ts", import.meta.url).href) },
      { id: 2, callFrame: frame("sendText", "") },
      { id: 3, callFrame: frame("sendText", "") },
      { id: 4, callFrame: frame("", "file:///somewhere/node_modules/postgres/src/types.js") },
    ],
    samples: [1, 2, 3, 2, 4],
  };
  expect(hottest(profile)).toEqual([
    { function: "sendText", where: "native", share: 0.6 },
    { function: "settle", where: "server/live/dispatch.ts", share: 0.2 },
    { function: "(anonymous)", where: "postgres/src/types.js", share: 0.2 },
  ]);
});
