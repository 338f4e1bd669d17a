import { expect } from "bun:test";
import { PATIENCE } from "./windows";

/**
 * Waits until what one sees is what it should be; else fails with what was seen last. For what no locator can wait for, also
 * on a page whose policy lets nothing be evaluated in it, as `waitForFunction` does.
 *
 * @param wanted as for `toEqual`, matchers too
 */
export async function becomes(look: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    const late = performance.now() > end;
    try {
      expect(seen).toEqual(wanted);
      return;
    } catch (fault) {
      if (late) throw fault;
    }
    await Bun.sleep(20);
  }
}
