import { trailPlace } from "../../widget/elements/trail-place";
import { same } from "./support/assert";

const SIZE = { width: 240, height: 140 };
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

describe("where a message's fate is told", () => {
  const cases: readonly [
    name: string,
    anchor: Parameters<typeof trailPlace>[0],
    view: typeof DESK,
    left: number,
    top: number,
  ][] = [
    ["below, its end under what was pressed", { left: 900, right: 980, bottom: 300 }, DESK, 740, 308],
    ["below, within the window", { left: 100, right: 180, bottom: 300 }, PHONE, 8, 308],
    ["beside, where nothing fits below", { left: 900, right: 980, bottom: 720 }, DESK, 988, 652],
    ["before it, at the window's end", { left: 1180, right: 1264, bottom: 720 }, DESK, 932, 652],
    ["as low as the window lets it, on a phone", { left: 200, right: 374, bottom: 770 }, PHONE, 142, 696],
  ];
  for (const [name, anchor, view, left, top] of cases)
    it(`is ${name}`, () => same(trailPlace(anchor, SIZE, view), { left, top }));
});
