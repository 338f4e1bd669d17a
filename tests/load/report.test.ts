import { expect, test } from "bun:test";
import { bars } from "./report/bars";
import { count, figure, percent } from "./report/format";
import { page } from "./report/page";
import { picture } from "./report/picture";
import { decades, Scale } from "./report/scale";
import { lines, timesOf } from "./report/summary";
import { markdown, talkTable } from "./report/table";
import { RESULTS } from "./support/results";

test("a figure is the median of its rounds, a ratio the median of the rounds' ratios", () => {
  expect(lines(RESULTS.rounds).find(({ system, busy }) => system === "seller-chat" && busy === 512)).toMatchObject({
    rate: 21_400,
    cost: { server: 40, database: 30, load: 15 },
  });
  // The machine was half as fast in one round, and nobody gains or loses by it.
  expect(timesOf(RESULTS.rounds, 512, "seller-chat", "socket.io")).toBeCloseTo(21_400 / 2_400);
});

test("a bar says what was wanted, what was seen, and whether it is met", () => {
  expect(bars(RESULTS).map(({ seen, met }) => [seen, met])).toEqual([
    ["40.0 %", true],
    ["8.9×, p99 38.0 ms against 290 ms", true],
    ["11.8 ms", true],
    ["7.71 KB", true],
    ["5.20 s", true],
  ]);
  const slow = { ...RESULTS, crowd: { ...RESULTS.crowd, bytesEach: 9_000, comebacks: [{ last: 10_000, median: 1 }] } };
  expect(bars(slow).map(({ met }) => met)).toEqual([true, true, true, false, false]);
});

test("a higher rate at a higher p99 does not meet the bar", () => {
  const rounds = RESULTS.rounds.map((round) => ({
    ...round,
    talks: round.talks.map((talk) =>
      talk.system === "socket.io" ? { ...talk, delivery: { p50: 1, p99: 2, p999: 3 } } : talk,
    ),
  }));
  expect(bars({ ...RESULTS, rounds })[1]?.met).toBe(false);
});

test("the page and the picture hold every system and every number of busy sockets", () => {
  const written = page(RESULTS);
  expect(talkTable(RESULTS).match(/^\|/gm)).toHaveLength(2 + 15 + 1);
  for (const part of ["Socket.IO", "Polling", "echo", "bare batched inserts", "24,900", "A processor", "2026-11-22"]) {
    expect(written).toMatch(part);
  }
  for (const level of ["1 busy", "64 busy", "512 busy", "2,000 busy"]) expect(picture(RESULTS)).toContain(`>${level}<`);
});

test("the picture is well-formed, has a dark side, and no figure that is none", () => {
  const drawn = picture(RESULTS);
  const tags = [...drawn.matchAll(/<(\/?)([a-z]+)(?:"[^"]*"|[^>"])*?(\/?)>/g)];
  const open: string[] = [];
  for (const [, closes, name = "", empty] of tags) {
    if (closes) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
  }
  expect(open).toEqual([]);
  expect(drawn).toContain("prefers-color-scheme: dark");
  expect(drawn).not.toMatch(/NaN|undefined|Infinity/);
});

test("figures keep three digits that count", () => {
  const values = [0, 1, 12.345, 0.012345, 123.4, 12_345.6, Number.NaN, Number.POSITIVE_INFINITY];
  expect(values.map(figure)).toEqual(["0", "1.00", "12.3", "0.0123", "123", "12,346", "–", "–"]);
  expect(count(2000)).toBe("2,000");
  expect(percent(0.4)).toBe("40.0 %");
});

test("an axis spans whole decades", () => {
  expect(decades(2.1, 3600)).toEqual([1, 10, 100, 1000, 10_000]);
  expect(decades(1, 1)).toEqual([1, 10]);
  const scale = new Scale([0, 10], [100, 0]);
  expect([0, 5, 10].map((value) => scale.at(value))).toEqual([100, 50, 0]);
});

test("a table's columns are as wide as their widest cell", () => {
  expect(markdown(["a", "b"], [["long", "1"]], "lr")).toBe("| a    |   b |\n| ---- | --: |\n| long |   1 |\n");
});
