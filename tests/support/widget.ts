/** The widget, built once to a process for all tests that only serve it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../../scripts/build";

export interface BuiltWidget {
  /** Nobody writes to it. */
  readonly folder: string;
  /** What the build wrote, relative to `folder`. */
  readonly written: readonly string[];
}

let built: Promise<BuiltWidget> | undefined;

export function builtWidget(): Promise<BuiltWidget> {
  built ??= build();
  return built;
}

async function build(): Promise<BuiltWidget> {
  const folder = await mkdtemp(join(tmpdir(), "seller-chat-widget-"));
  return { folder, written: await buildWidget(folder) };
}

/** Called once, after the last test of the process (`preload.ts`). */
export async function removeBuiltWidget(): Promise<void> {
  if (built) await rm((await built).folder, { recursive: true });
}
