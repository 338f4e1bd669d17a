/** Files come in with a token, and go out to whoever holds a signed address (S7). */
import { Elysia } from "elysia";
import type { FileAddresses } from "../auth/file-addresses";
import type { Gate } from "../auth/gate";
import type { Identity } from "../auth/tokens";
import { assertMayUpload } from "../chat/files";
import { selectFile } from "../db/attachments";
import type { Database } from "../db/client";
import { asker as askerOf } from "../db/people";
import { asChatError, ChatError } from "../errors";
import { accept } from "../files/accept";
import { receive } from "../files/receive";
import { serve } from "../files/serve";
import { type FileStore, storeFails } from "../files/store";
import type { Live } from "../live/live";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import { ATTACHMENT_BYTES } from "../protocol/limits";
import { type Attachment, UUID } from "../protocol/model";
import { addressOf } from "./address";

interface AttachmentDeps {
  readonly gate: Gate;
  readonly db: Database;
  readonly live: Live;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly store: FileStore;
  readonly addresses: FileAddresses;
  readonly trustProxy: boolean;
}

const MIB = 1024 * 1024;
/** Seconds that a request may wait in silence for its picture to be made. */
const PROCESSING = 120;

export const attachments = ({ gate, db, live, log, metrics, store, addresses, trustProxy }: AttachmentDeps) => {
  /** What isn't said beforehand counts as the most. Guests cost nothing to make, so they count by address as well. */
  const count = (request: Request, { id, guest }: Identity, address: string): void => {
    const size = Number(request.headers.get("content-length") ?? ATTACHMENT_BYTES);
    const mebibytes = Math.min(ATTACHMENT_BYTES, size) / MIB;
    live.rates.uploads.take(id);
    live.rates.uploadSizes.take(id, mebibytes);
    if (guest) live.rates.guestUploadSizes.take(address, mebibytes);
  };

  const upload = async (request: Request, address: string, patient: () => void): Promise<Attachment> => {
    const identity = await gate.authenticate(request, (who) => count(request, who, address));
    const asker = { ...askerOf(identity), issuedAt: identity.issuedAt };
    const received = await receive(request, { admit: (conversation) => assertMayUpload(db, asker, conversation) });
    patient();
    try {
      const attachment = await accept({ db, store, log }, asker, received, request.signal);
      const { id, type, size } = attachment;
      metrics.uploads.inc({ type });
      metrics.uploadBytes.inc(received.spool.size);
      log.info({ attachment: id, person: asker.id, conversation: received.conversation, type, size }, "file uploaded");
      return attachment;
    } finally {
      await received.spool.close();
    }
  };

  return new Elysia()
    .post(
      "/v1/attachments",
      ({ request, server }) => {
        const patient = () => server?.timeout(request, PROCESSING);
        return upload(request, addressOf(request, server, trustProxy), patient).catch((error: unknown) => {
          metrics.uploadsRefused.inc({ code: asChatError(error)?.code ?? "internal" });
          throw error;
        });
      },
      { parse: "none" },
    )
    .get("/v1/attachments/:id", async ({ request, params: { id } }) => {
      const { variant, left } = addresses.check(id, new URL(request.url).searchParams);
      const known = UUID.test(id) ? await selectFile(db.writes, id) : undefined;
      const file = known && (await store.read(id, variant).catch(storeFails(log)));
      if (!known || !file) throw new ChatError("not_found", "There is no such file any more.");
      return serve(file, { ...known, left, range: request.headers.get("range") });
    });
};
