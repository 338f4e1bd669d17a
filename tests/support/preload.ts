/** Runs around every `bun test` (bunfig.toml). */
import { afterAll } from "bun:test";
import { stopTestDatabases } from "./database";
import { removeBuiltWidget } from "./widget";

afterAll(stopTestDatabases);
afterAll(removeBuiltWidget);
