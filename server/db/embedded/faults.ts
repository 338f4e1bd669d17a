/** Why a start can't succeed, in a sentence that names DATA_DIR. */
import { StartError } from "../../errors";

export const cannotUse = (path: string, fault: unknown): StartError =>
  fault instanceof StartError
    ? fault
    : new StartError(`DATA_DIR: ${path} can't be used (${reason(fault)}).`, { cause: fault });

/** "EACCES: permission denied, mkdir '/x'" → "permission denied" */
const reason = (fault: unknown): string =>
  fault instanceof Error ? fault.message.replace(/^[A-Z]+: /, "").replace(/, \w+ '.*$/s, "") : String(fault);

/** The sentence with which PostgreSQL gave up. */
export function failed(data: string, log: string): StartError {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((text) => /FATAL|PANIC|error/.test(text)) ?? lines.at(-1) ?? "it said nothing";
  return new StartError(
    `DATA_DIR: PostgreSQL can't start on ${data}: ${line.replace(/^.*?(FATAL|PANIC|error): +/, "")}.`,
  );
}
