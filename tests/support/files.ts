/** A server with a folder of its own for files, and what tests do with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { Config } from "../../server/config";
import type { Log } from "../../server/log";
import type { Attachment } from "../../server/protocol/model";
import type { Fault } from "../../server/protocol/rest";
import { startServer, type TestServer } from "./server";
import type { Wire } from "./wire";

export type FileServer = Awaited<ReturnType<typeof startFileServer>>;

export async function startFileServer(options: { config?: Partial<Config>; now?: () => number; log?: Log } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "seller-chat-files-"));
  const server = await startServer({ ...options, config: { dataDir, ...options.config } });
  return {
    ...server,
    dataDir,
    async stop(): Promise<void> {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Paths of everything that is stored, from the folder of files. */
export const storedFiles = async ({ dataDir }: FileServer): Promise<string[]> =>
  Array.fromAsync(new Bun.Glob("files/**/*").scan({ cwd: dataDir, dot: true })).then((paths) => paths.sort());

export const form = (conversation: string, bytes: Uint8Array | string, name: string, type = "image/png"): FormData => {
  const form = new FormData();
  form.append("conversation", conversation);
  form.append("file", new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name, { type }));
  return form;
};

export interface Uploader {
  /** The token's claims. */
  readonly sub: string;
  readonly sellers?: string[];
}

/** Posts what is given, as this person. */
export const post = async (server: TestServer, person: Uploader, body: Bun.BodyInit, headers = {}): Promise<Response> =>
  fetch(`${server.url}/v1/attachments`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${await server.token({ ...person })}`, ...headers },
  });

export const uploaded = async (response: Response): Promise<Attachment> => {
  const answer: unknown = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(answer));
  return answer as Attachment;
};

export const refused = async (response: Response): Promise<Fault & { status: number }> => ({
  ...((await response.json()) as Fault),
  status: response.status,
});

/** A picture that compresses badly enough to look like a photograph. */
export const photograph = (width = 64, height = 48) =>
  sharp({
    create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  });

export const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

/** A form by hand, with `b` as its boundary: each part as what its head says, and its body. */
export const raw = (...parts: [head: string, body: string][]): string =>
  `${parts.map(([head, body]) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`).join("")}--b--\r\n`;

/** The part of such a form that holds `PDF`. */
export const FILE: [string, string] = ['name="file"; filename="a.pdf"', PDF.toString("latin1")];

/** The links that this person gets for these files. */
export const linksOf = async (wire: Wire, ...attachments: string[]) =>
  (await wire.ask({ type: "links", attachments }, "links")).items;

/** A buyer and a seller who have talked already. */
export async function pair(server: TestServer, buyer = "anna", seller = "svet") {
  const anna = await server.signIn({ sub: buyer, name: "Анна" });
  const svet = await server.signIn({ sub: `agent of ${seller}`, sellers: [seller] });
  const { conversation } = await anna.open(seller);
  await anna.say(conversation.id, "Добрый день");
  await svet.next("message");
  return {
    anna,
    svet,
    conversation: conversation.id,
    buyer: { sub: buyer },
    agent: { sub: `agent of ${seller}`, sellers: [seller] },
  };
}
