/** From bytes of a stranger to a file that can be served: known by its bytes, made anew, with a row, then stored. */
import { availableParallelism } from "node:os";
import { addUpload, type Uploader } from "../chat/files";
import type { Database } from "../db/client";
import { ChatError } from "../errors";
import type { Log } from "../log";
import type { Attachment } from "../protocol/model";
import { kindOf } from "./kind";
import { fileName } from "./name";
import { remake } from "./picture";
import type { Received } from "./receive";
import { type FileStore, storeFails } from "./store";
import { Turns } from "./turns";

interface AcceptDeps {
  readonly db: Database;
  readonly store: FileStore;
  readonly log: Log;
}

/** One picture takes a processor, and up to a few hundred megabytes, for a second or two. */
const turns = new Turns(Math.max(1, availableParallelism() >> 1), 50);

/** `signal`: the client has gone. @throws ChatError `unsupported`, `too_large`, `not_found`, `forbidden`, `unauthorized`, `unavailable` */
export const accept = (
  { db, store, log }: AcceptDeps,
  asker: Uploader,
  { conversation, name, spool }: Received,
  signal: AbortSignal,
): Promise<Attachment> =>
  turns.take(async () => {
    if (signal.aborted) throw new ChatError("unavailable", "Nobody waits for this file any more.");
    const bytes = await spool.bytes();
    const { small, file, ...shape } = await convert(bytes);
    const { ending, ...rest } = shape;
    const attachment = { id: Bun.randomUUIDv7(), name: fileName(name, ending), size: file.byteLength, ...rest };
    await addUpload(db, asker, conversation, attachment);
    await store.put(attachment.id, "file", file).catch(storeFails(log));
    if (small) await store.put(attachment.id, "small", small).catch(storeFails(log));
    return attachment;
  });

async function convert(bytes: Uint8Array) {
  const kind = await kindOf(bytes);
  if (kind.kind === "pdf") return { file: bytes, small: undefined, type: PDF, ending: "pdf" };
  return { ...(await remake(bytes, kind.format)), type: PICTURE, ending: "webp" };
}

/** The two types that are ever served. A picture is one that we made ourselves. */
export const PICTURE = "image/webp";
const PDF = "application/pdf";
