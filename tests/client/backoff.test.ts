import { expect, test } from "bun:test";
import { BACKOFF, backoffDelay } from "../../widget/client/backoff";

test("D6 full jitter: anything from 0 to a bound that doubles from 0.3 s up to 20 s", () => {
  const bound = (attempt: number) => backoffDelay(attempt, 1, BACKOFF);
  expect([0, 1, 2, 5, 6, 7, 1_000].map(bound)).toEqual([300, 600, 1_200, 9_600, 19_200, 20_000, 20_000]);
  expect(backoffDelay(9, 0, BACKOFF)).toBe(0);
  expect(backoffDelay(9, 0.25, BACKOFF)).toBe(5_000);
});

test("the page may set both ends", () => {
  expect(backoffDelay(0, 1, { min: 50, max: 100 })).toBe(50);
  expect(backoffDelay(5, 1, { min: 50, max: 100 })).toBe(100);
});
