import { expect, spyOn, test } from "bun:test";
import { type Hours, isZone, openBetween, shiftAt } from "../../../server/chat/hours";

const at = (time: string) => Date.parse(time);
const shown = (moment: number | undefined) => moment && new Date(moment).toISOString().replace(".000", "");
const H = 60;
const week = (zone: string, ...days: Hours["days"]): Hours => ({ zone, days });
const work = { from: 9 * H, to: 18 * H };
/** Monday to Friday, 9 to 18. */
const office = (zone: string) => week(zone, work, work, work, work, work, null, null);
const day = { from: 0, to: 24 * H };
const always = (zone: string) => week(zone, day, day, day, day, day, day, day);
const every = (zone: string, from: number, to: number) =>
  week(zone, ...Array.from({ length: 7 }, () => ({ from, to })));

const CASES: [string, Hours, string, boolean, string | undefined][] = [
  // Moscow is UTC+3 all year; 2026-11-23 is a Monday.
  ["in the morning", office("Europe/Moscow"), "2026-11-23T05:59:59.999Z", false, "2026-11-23T06:00:00Z"],
  ["as it opens", office("Europe/Moscow"), "2026-11-23T06:00:00Z", true, "2026-11-23T15:00:00Z"],
  ["as it closes", office("Europe/Moscow"), "2026-11-23T15:00:00Z", false, "2026-11-24T06:00:00Z"],
  ["over the weekend", office("Europe/Moscow"), "2026-11-20T15:00:00Z", false, "2026-11-23T06:00:00Z"],
  ["UTC's Sunday is their Monday", office("Asia/Tokyo"), "2026-11-22T23:30:00Z", false, "2026-11-23T00:00:00Z"],
  [
    "UTC's Monday is their Sunday",
    office("America/Los_Angeles"),
    "2026-11-23T07:00:00Z",
    false,
    "2026-11-23T17:00:00Z",
  ],
  ["half hours", office("Asia/Kolkata"), "2026-11-23T03:00:00Z", false, "2026-11-23T03:30:00Z"],
  [
    "one day a week, just missed",
    week("UTC", work, null, null, null, null, null, null),
    "2026-11-23T18:00:00Z",
    false,
    "2026-11-30T09:00:00Z",
  ],
  ["never", week("UTC", null, null, null, null, null, null, null), "2026-11-23T12:00:00Z", false, undefined],
  ["always, at midnight", always("Europe/Moscow"), "2026-11-22T21:00:00Z", true, "2026-11-23T21:00:00Z"],
  // Berlin moves its clocks at 01:00 UTC, on 2026-03-29 from 2 to 3, on 2026-10-25 from 3 to 2.
  ["the evening before spring", office("Europe/Berlin"), "2026-03-27T18:00:00Z", false, "2026-03-30T07:00:00Z"],
  ["the evening before autumn", office("Europe/Berlin"), "2026-10-23T18:00:00Z", false, "2026-10-26T08:00:00Z"],
  [
    "opens at a time that spring skips",
    every("Europe/Berlin", 150, 600),
    "2026-03-29T00:30:00Z",
    false,
    "2026-03-29T01:30:00Z",
  ],
  [
    "closes at a time that comes twice in autumn",
    every("Europe/Berlin", 0, 150),
    "2026-10-25T00:29:00Z",
    true,
    "2026-10-25T00:30:00Z",
  ],
  ["a day of 23 hours", always("Europe/Berlin"), "2026-03-28T23:00:00Z", true, "2026-03-29T22:00:00Z"],
  ["a day of 25 hours", always("Europe/Berlin"), "2026-10-24T22:00:00Z", true, "2026-10-25T23:00:00Z"],
  // Clocks that move at midnight: 2026-09-06 in Chile has no 00:30.
  [
    "midnight that is skipped",
    every("America/Santiago", 0, 600),
    "2026-09-06T03:59:00Z",
    false,
    "2026-09-06T04:00:00Z",
  ],
];
test.each(CASES)("hours: %s", (_, hours, now, open, until) => {
  const shift = shiftAt(hours, at(now));
  expect([shift.open, shown(shift.until)]).toEqual([open, until]);
});

test.each<[string, string, string, number]>([
  ["within a day", "2026-11-23T07:00:00Z", "2026-11-23T09:30:00Z", 2.5],
  ["asked at night, answered at ten", "2026-11-22T22:00:00Z", "2026-11-23T07:00:00Z", 1],
  ["over a night", "2026-11-23T14:00:00Z", "2026-11-24T07:00:00Z", 2],
  ["over a weekend", "2026-11-20T14:00:00Z", "2026-11-23T06:15:00Z", 1.25],
  ["a whole week", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z", 45],
  ["all at night", "2026-11-23T16:00:00Z", "2026-11-23T22:00:00Z", 0],
])("working time: %s", (_, from, to, expected) => {
  expect(openBetween(office("Europe/Moscow"), at(from), at(to)) / 3_600_000).toBe(expected);
});

test("zones are names that Intl knows", () => {
  for (const zone of ["Europe/Moscow", "America/Argentina/Buenos_Aires", "UTC", "Asia/Kolkata"])
    expect(isZone(zone)).toBe(true);
  for (const zone of ["", "+03:00", "Moscow", "Europe/Moskau", "x".repeat(64)]) expect(isZone(zone)).toBe(false);
});

test("a clock is kept once a zone, however its name is written: it has 2^n ways", () => {
  isZone("Asia/Tbilisi");
  const made = spyOn(Intl, "DateTimeFormat");
  expect([isZone("asia/tbilisi"), isZone("ASIA/TBILISI"), isZone("Asia/tBILISI")]).toEqual([true, true, true]);
  expect(made).toHaveBeenCalledTimes(0);
  made.mockRestore();
});
