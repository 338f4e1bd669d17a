/** `npm run check`: everything that a machine sees without running a test. Silent where there is nothing to say. */
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");
const program = (path: string, ...args: string[]) => [process.execPath, resolve(ROOT, "node_modules", path), ...args];
const types = (project: string) => program("typescript/bin/tsc", "-p", `tsconfig/${project}.json`);

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  "types of the protocol": types("protocol"),
  "types of the server": types("server"),
  "types of the widget": types("widget"),
  "types of the workers": types("worker"),
  "style (biome)": program("@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
  "size of the widget": [process.execPath, "scripts/size.ts"],
};

const results = await Promise.all(
  Object.entries(CHECKS).map(async ([name, command]) => {
    const child = Bun.spawn([...command], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    const [out, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    if (code !== 0) console.error(`✗ ${name}\n${out}${error}`);
    return code === 0;
  }),
);
if (results.every(Boolean)) console.log(`✓ ${Object.keys(CHECKS).join(", ")}`);
else process.exitCode = 1;
