/** The options of `sellerChat()`. They go through the environment's parser, so that each rule stands in one place. */
import { type Config, parseConfig } from "../config";
import type { Environment } from "./variables";

/** @param mode NODE_ENV @throws StartError whose sentence names the variable: MAX_TEXT for `maxText` */
export function configFrom(options: Partial<Config>, mode?: string): Config {
  const config = parseConfig({ ...variables(options), NODE_ENV: mode, DEMO: "off" });
  // A variable with nothing in it counts as unset, which lets loopback in; an empty list lets nobody in.
  return options.allowedOrigins?.length === 0 ? { ...config, allowedOrigins: [] } : config;
}

/** `{ s3: { accessKeyId } }` as `S3_ACCESS_KEY_ID`. */
function variables(options: object, prefix = ""): Environment {
  const named: Record<string, string | undefined> = {};
  for (const [option, value] of Object.entries(options)) {
    const name = prefix + option.replace(/[A-Z]/g, "_$&").toUpperCase();
    if (isGroup(value)) Object.assign(named, variables(value, `${name}_`));
    else named[name] = written(value);
  }
  return named;
}

const isGroup = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function written(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value); // of a list: with commas
}
