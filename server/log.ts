/** Logs carry ids, never texts or tokens (S8). JSON for machines, a line a step for people. */
import pino, { type DestinationStream, type Logger } from "pino";
import pretty from "pino-pretty";
import type { Config } from "./config";

export type Log = Logger;

/** PostgreSQL's faults quote the values that they complain of, in the message too (S8). */
const err = (error: unknown) => {
  if (!(error instanceof Error)) return { type: typeof error };
  const fromDatabase = error.name === "PostgresError";
  return {
    type: error.name,
    ...("code" in error ? { code: String(error.code) } : {}),
    ...(fromDatabase
      ? { stack: error.stack?.replace(error.message, "…") }
      : { message: error.message, stack: error.stack }),
  };
};

/** `to`: where JSON goes; standard output. */
export function createLog(
  { logLevel, logFormat }: Pick<Config, "logLevel" | "logFormat">,
  to?: DestinationStream,
): Log {
  const base = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err } };
  if (logFormat === "json") return to ? pino(base, to) : pino(base);
  return pino(base, pretty({ translateTime: "SYS:HH:MM:ss.l", singleLine: true, sync: true }));
}
