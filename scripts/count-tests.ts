/** What a runner's last words say. `undefined`: it broke down before it came to them. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** `bun test` ends with lines such as " 21 pass", " 1 skip", " 0 fail", " 1 error" (a file that can't be loaded). */
export function countBun(output: string): Counts | undefined {
  const number = (word: string) => Number(output.match(new RegExp(`^ *(\\d+) ${word}s?$`, "m"))?.[1] ?? Number.NaN);
  const passed = number("pass");
  const failed = number("fail");
  if (Number.isNaN(passed) || Number.isNaN(failed)) return undefined;
  return { passed, failed: failed + (number("error") || 0), skipped: (number("skip") || 0) + (number("todo") || 0) };
}

/** The line that web-test-runner.config.mjs prints. */
export function countElements(output: string): Counts | undefined {
  const found = output.match(/^(\d+) passed, (\d+) failed, (\d+) skipped$/m);
  return found ? { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) } : undefined;
}

export const sum = (counts: readonly (Counts | undefined)[]): Counts => {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const each of counts) {
    total.passed += each?.passed ?? 0;
    total.failed += each?.failed ?? 0;
    total.skipped += each?.skipped ?? 0;
  }
  return total;
};
