/** Element tests in a real Chromium: `npx wtr`, or `npx wtr --watch --files tests/widget/some.test.ts` while working. */
import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { defaultReporter } from "@web/test-runner";
import { chromeLauncher } from "@web/test-runner-chrome";
import { findChromium } from "./tests/support/chromium.mjs";

const chromium = findChromium();
if (!chromium) {
  console.log("No Chromium runs on this machine: the element tests are left out.");
  console.log("0 passed, 0 failed, 1 skipped");
  process.exit(0);
}

/**
 * The last line, for scripts/test.ts.
 * @type {import("@web/test-runner").Reporter}
 */
const total = {
  stop({ sessions }) {
    let [passed, failed, skipped] = [0, 0, 0];
    for (const session of sessions) {
      const tests = testsOf(session.testResults);
      // A file that broke before or outside its tests.
      if (!session.passed && tests.every((test) => test.passed || test.skipped)) failed += 1;
      for (const test of tests) {
        if (test.skipped) skipped += 1;
        else if (test.passed) passed += 1;
        else failed += 1;
      }
    }
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  },
};

/**
 * @param {import("@web/test-runner").TestSuiteResult | undefined} suite
 * @returns {import("@web/test-runner").TestResult[]}
 */
const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);

/** @type {import("@web/test-runner").TestRunnerConfig} */
export default {
  files: "tests/widget/**/*.test.ts",
  nodeResolve: { exportConditions: ["development", "browser"], extensions: [".ts", ".mjs", ".js"] },
  // The root's tsconfig: esbuild doesn't follow `extends` to the decorator flags.
  plugins: [
    esbuildPlugin({ ts: true, target: "es2022", tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)) }),
  ],
  browsers: [chromeLauncher({ launchOptions: chromium })],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith("Lit is in dev mode."),
  // A page in a page loads a hundred modules anew; two seconds are short for that on a busy machine.
  testFramework: { config: { timeout: 10_000 } },
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), total],
};
