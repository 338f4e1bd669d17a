/** Reads an upload as it comes: a form with `conversation`, then one `file`. Its limits hold while it is read. */
import { once } from "node:events";
import { addAbortSignal } from "node:stream";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { ChatError } from "../errors";
import { ATTACHMENT_BYTES, UPLOAD_IDLE, UPLOAD_WITHIN } from "../protocol/limits";
import { UUID } from "../protocol/model";
import { Spool } from "./spool";

/** What came. `name` is as the client said; whoever takes it closes the spool. */
export interface Received {
  readonly conversation: string;
  readonly name: string;
  readonly spool: Spool;
}

interface ReceiveOptions {
  /** Asked before the file is taken. @throws ChatError when it won't be */
  admit(conversation: string): Promise<void>;
  /** Milliseconds without a byte, and in all. */
  readonly patience?: { readonly idle: number; readonly total: number };
}

/** Boundaries, headers and the other field. */
const AROUND = 16 * 1024;
const MOST_BODY = ATTACHMENT_BYTES + AROUND;
/** Name and value of `conversation`, a UUID; the file's headers hold a name of a few hundred bytes. */
const LIMITS = { fields: 1, files: 1, parts: 2, fieldSize: 64, fileSize: ATTACHMENT_BYTES, headerSize: 8192 };

/** @throws ChatError `bad_frame`, `too_large`, `unavailable` for one that is too slow, and what `admit` throws */
export async function receive(request: Request, { admit, patience = PATIENCE }: ReceiveOptions): Promise<Received> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BODY) throw tooLarge();
  const form = openForm(request.headers.get("content-type") ?? "");
  const spool = await Spool.open();
  const over = new AbortController(); // one of the three has failed: the others end, too
  try {
    const [part] = await Promise.all([
      take(form, spool, admit, over.signal),
      finished(form),
      pump(request.body, form, patience, over.signal),
    ]);
    return { ...part, spool };
  } catch (error) {
    await spool.close();
    throw error;
  } finally {
    over.abort();
  }
}

const PATIENCE = { idle: UPLOAD_IDLE, total: UPLOAD_WITHIN };

function openForm(type: string): BusboyInstance {
  if (!/^multipart\/form-data;/i.test(type)) throw badForm();
  try {
    return new Busboy({ headers: { "content-type": type }, limits: LIMITS });
  } catch {
    throw badForm(); // no boundary
  }
}

/** Rejects when the form is broken, or ends too early. */
const finished = (form: BusboyInstance): Promise<void> =>
  new Promise((resolve, reject) => {
    form.on("finish", resolve);
    form.on("error", () => reject(badForm()));
    for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const) form.on(limit, () => reject(badForm()));
  });

async function take(form: BusboyInstance, spool: Spool, admit: ReceiveOptions["admit"], signal: AbortSignal) {
  const { stream, name, conversation } = await filePart(form);
  addAbortSignal(signal, stream);
  await admit(conversation);
  for await (const bytes of stream) {
    await spool.append(bytes);
    if (stream.truncated) throw tooLarge();
  }
  if (stream.truncated) throw tooLarge();
  return { conversation, name };
}

const filePart = (form: BusboyInstance): Promise<{ stream: BusboyFileStream; name: string; conversation: string }> =>
  new Promise((resolve, reject) => {
    let conversation = "";
    form.on("field", (field, value) => {
      if (field === "conversation") conversation = value;
    });
    form.on("file", (field, stream, name) => {
      // The parser only emits it; without a listener that would end the process.
      stream.on("error", (error) => stream.destroy(error));
      if (field === "file" && UUID.test(conversation)) resolve({ stream, name: name ?? "", conversation });
      else reject(badForm());
    });
    form.on("finish", () => reject(badForm()));
  });

/** Gives the body to the form as fast as that takes it. */
async function pump(
  body: ReadableStream<Uint8Array> | null,
  form: BusboyInstance,
  { idle, total }: { idle: number; total: number },
  over: AbortSignal,
): Promise<void> {
  const reader = (body ?? new Blob().stream()).getReader();
  const tooSlow = new AbortController();
  const end = () => void reader.cancel().catch(() => {}); // the read that waits then says `done`
  for (const signal of [over, tooSlow.signal]) signal.addEventListener("abort", end, { once: true });
  const whole = setTimeout(() => tooSlow.abort(), total);
  let size = 0;
  try {
    for (;;) {
      const quiet = setTimeout(() => tooSlow.abort(), idle);
      const { done, value } = await reader.read().finally(() => clearTimeout(quiet));
      if (tooSlow.signal.aborted) throw new ChatError("unavailable", "The file came too slowly; try again.", 1000);
      if (over.aborted) return;
      if (done) break;
      size += value.byteLength;
      if (size > MOST_BODY) throw tooLarge();
      if (!form.write(value)) await once(form, "drain", { signal: over });
    }
    form.end();
  } catch (error) {
    // Also when the connection has ended, which is no fault of ours; nobody hears it then.
    throw error instanceof ChatError ? error : badForm();
  } finally {
    clearTimeout(whole);
    end();
  }
}

const badForm = () =>
  new ChatError("bad_frame", "The body must be a form (multipart/form-data) with `conversation`, then one `file`.");
const tooLarge = () => new ChatError("too_large", `A file holds at most ${ATTACHMENT_BYTES / 1024 / 1024} MiB.`);
