/** What became of a message. */
import { ChatError } from "../errors";
import type { ClientFrameOf } from "../protocol/client-frames";
import type { Live } from "./live";
import type { Session } from "./session";

export const trail = async (_live: Live, _session: Session, _frame: ClientFrameOf<"trail">): Promise<void> => later();

const later = (): Promise<void> => Promise.reject(new ChatError("unavailable", "This server can't do that yet."));
