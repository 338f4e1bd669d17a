/** The short form: every kind of fault at least once. `npm run test:faults` goes on for as long as one likes. */
import { expect, test } from "bun:test";
import { canBrowse } from "../support/browser";
import { FAULTS } from "./plan";
import { run } from "./run";
import { FEW, world } from "./world";

const SEED = 20_261_102;

test("D1 D2 D3 D4 D5 D6 D9 whatever breaks, no message is lost, doubled or out of order", async () => {
  console.log(`faults: seed ${SEED}; again with npm run test:faults -- --few --rounds 1 --seed ${SEED}`);
  const { violations, survived } = await run({
    seed: SEED,
    world: world(FEW),
    ends: ({ round }) => round > 1,
    browsers: canBrowse,
  });
  expect(violations).toEqual([]);
  for (const fault of FAULTS)
    if (canBrowse || fault !== "tab closed") expect([fault, survived.get(fault)]).not.toEqual([fault, 0]);
}, 300_000);
