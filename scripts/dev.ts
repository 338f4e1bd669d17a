/** `npm run dev`: the server again after each change of its files, the widget after each change of its own. */
import { watch } from "node:fs";
import { resolve } from "node:path";
import { updateWidget } from "./build";

const ROOT = resolve(import.meta.dir, "..");

const build = () => updateWidget().catch((fault: unknown) => console.error(fault)); // said; the next change may mend it
await build();
let due: Timer | undefined;
watch(resolve(ROOT, "widget"), { recursive: true }, () => {
  clearTimeout(due);
  due = setTimeout(build, 50); // an editor writes a file in several steps
});

const server = Bun.spawn([process.execPath, "--watch", "--no-clear-screen", "server/main.ts"], {
  cwd: ROOT,
  stdio: ["inherit", "inherit", "inherit"],
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => server.kill(name));
process.exit(await server.exited);
