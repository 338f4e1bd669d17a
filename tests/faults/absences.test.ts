/** The short form; `npm run test:faults -- --push` has 200 absences and every way to die. */
import { expect, test } from "bun:test";
import { runAbsences } from "./absences";

test("D8 server and database die between message and push: 20 absences, each exactly one notification", async () => {
  const report = await runAbsences({ seed: 20_261_122, buyers: 20, deaths: ["between message and claim"] });
  expect(report).toEqual({ absences: 20, repeated: 0, violations: [] });
}, 120_000);
