import { expect, test } from "bun:test";
import { countBun, countElements } from "../../scripts/count-tests";

test.each([
  [" 21 pass\n 0 fail\n 44 expect() calls\nRan 21 tests across 1 file. [3.75s]\n", [21, 0, 0]],
  [" 3 pass\n 1 skip\n 2 todo\n 2 fail\n", [3, 2, 3]],
  [" 3 pass\n 0 fail\n 1 error\nRan 3 tests", [3, 1, 0]],
  ["(fail) says 3 pass, 0 fail", undefined],
  ["Segmentation fault\n", undefined],
  ["", undefined],
] as const)("bun's %j is %j", (output, expected) => {
  const counts = countBun(output);
  expect(counts && [counts.passed, counts.failed, counts.skipped]).toEqual(expected && [...expected]);
});

test("the elements' line is found among other output", () => {
  expect(countElements("browser said: 1 passed\n12 passed, 3 failed, 1 skipped\n")).toEqual({
    passed: 12,
    failed: 3,
    skipped: 1,
  });
  expect(countElements("12 passed, 3 fai")).toBeUndefined();
});
