/** Logs carry ids, never texts or tokens (S8). JSON for machines, a line a step for people. */
import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { Config } from "./config";

export type Log = Logger;

export function createLog({ logLevel, logFormat }: Pick<Config, "logLevel" | "logFormat">): Log {
  const base = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (logFormat === "json") return pino(base);
  return pino(base, pretty({ translateTime: "SYS:HH:MM:ss.l", singleLine: true, sync: true }));
}
