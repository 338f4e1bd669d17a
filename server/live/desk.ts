/** What a seller's side does with a conversation beside writing in it. */
import { ChatError } from "../errors";
import type { ClientFrameOf } from "../protocol/client-frames";
import type { Live } from "./live";
import type { Session } from "./session";

export const setStatus = async (_live: Live, _session: Session, _frame: ClientFrameOf<"status">): Promise<void> =>
  later();

export const assign = async (_live: Live, _session: Session, _frame: ClientFrameOf<"assign">): Promise<void> => later();

export const writeNote = async (_live: Live, _session: Session, _frame: ClientFrameOf<"note">): Promise<void> =>
  later();

export const notes = async (_live: Live, _session: Session, _frame: ClientFrameOf<"notes">): Promise<void> => later();

const later = (): Promise<void> => Promise.reject(new ChatError("unavailable", "This server can't do that yet."));
