import { expect, test } from "bun:test";
import { EACH_ROUND, plan, type Step } from "./plan";
import { FEW, world } from "./world";

const WORLD = world(FEW);

/** The first round of a seed's plan. */
function round(seed: number): Step[] {
  const steps: Step[] = [];
  for (const step of plan(seed, WORLD)) {
    if (step.round > 1) return steps;
    steps.push(step);
  }
  return steps;
}

test("what happens, and when, follows from the seed", () => {
  expect(round(7)).toEqual(round(7));
  expect(round(7)).not.toEqual(round(8));
});

test("a round has every fault as often as it should, and time goes on", () => {
  const steps = round(7);
  const names = steps.flatMap((step) => ("fault" in step ? [step.fault.fault] : []));
  const counts = Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
  expect(counts).toEqual(EACH_ROUND);
  expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort((a, b) => a - b));
});

test("no text comes twice, and every deed is one of somebody who is in that talk", () => {
  const deeds = round(7).flatMap((step) => ("deed" in step ? [step.deed] : []));
  const texts = deeds.flatMap((deed) => ("text" in deed ? [deed.text] : []));
  expect(new Set(texts).size).toBe(texts.length);
  for (const { device, talk } of deeds) expect(WORLD.devices[device]?.talks).toContain(talk);
});

test("the world has a guest, somebody with two devices on each side, and a seller with two agents", () => {
  const people = WORLD.devices.map(({ person, side }) => `${side} ${person}`);
  expect(people).toContain("buyer undefined");
  for (const twice of ["buyer buyer0", "seller agent1"])
    expect(people.filter((each) => each === twice)).toHaveLength(2);
  expect(WORLD.devices.filter(({ sellers }) => sellers.includes("shop0"))).toHaveLength(2);
});
