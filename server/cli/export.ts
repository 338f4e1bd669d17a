/** Writes down everything of one person. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseConfig } from "../config";
import { type Exported, type ExportedAttachment, exportPerson } from "../db/privacy";
import { StartError } from "../errors";
import { createStore, type FileStore } from "../files/store";
import { type Command, UsageError } from "./command";
import { withDatabase } from "./database";
import { PERSON, personOf } from "./person";

export const exporting: Command = {
  usage: "--person ID [--out FOLDER]",
  about: "writes everything of a person as JSON and files into a new folder",

  async run(args, env) {
    const { values } = parseArgs({ args: [...args], options: { ...PERSON, out: { type: "string" } } });
    const person = personOf(values.person);
    const config = parseConfig(env);
    const folder = resolve(values.out ?? `export-${person.replace(/[^\w-]/g, "_")}`);
    const store = createStore(config);
    const receipt = await withDatabase(config, async (db) => {
      const everything = await exportPerson(db.writes, person);
      const counts = Object.fromEntries(Object.entries(everything).map(([kind, items]) => [kind, items.length]));
      if (Object.values(counts).every((count) => count === 0)) throw new StartError(`Nothing is known of ${person}.`);
      await makeEmpty(folder);
      const files = await saveFiles(store, join(folder, "files"), everything.attachments);
      const document = JSON.stringify(arrange(everything, files), null, 2);
      await writeFile(join(folder, "person.json"), `${document}\n`, PRIVATE);
      return { ...counts, files: files.size };
    });
    process.stdout.write(`${JSON.stringify({ exported: person, at: new Date(), folder, ...receipt }, null, 2)}\n`);
  },
};

const PRIVATE = { mode: 0o600, flag: "wx" };

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new UsageError(`--out ${folder} is not empty.`);
}

/** Gives each attachment's path in the export; those whose file is gone have none. */
async function saveFiles(
  store: FileStore,
  folder: string,
  attachments: readonly ExportedAttachment[],
): Promise<Map<string, string>> {
  const saved = new Map<string, string>();
  await mkdir(folder, { mode: 0o700 });
  for (const { id, name } of attachments) {
    const file = await store.read(id);
    if (!file) continue;
    const path = `${id}${/\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? ""}`;
    await writeFile(join(folder, path), await file.blob.bytes(), PRIVATE);
    saved.set(id, `files/${path}`);
  }
  return saved;
}

/** As a person would read it: conversations with what was said in them, then the rest. */
function arrange(
  { messages, earlierTexts, conversations, attachments, ...rest }: Exported,
  files: Map<string, string>,
) {
  const earlier = Map.groupBy(earlierTexts, ({ conversation, seq }) => `${conversation} ${seq}`);
  const said = Map.groupBy(messages, ({ conversation }) => conversation);
  const saidIn = (conversation: string) =>
    (said.get(conversation) ?? []).map(({ conversation: _, ...message }) => ({
      ...message,
      earlierTexts: (earlier.get(`${conversation} ${message.seq}`) ?? []).map(({ text, replacedAt }) => ({
        text,
        replacedAt,
      })),
    }));
  const own = new Set(conversations.map(({ id }) => id));
  const others = [...said.keys()].filter((id) => !own.has(id));
  return {
    ...rest,
    conversations: conversations.map((conversation) => ({ ...conversation, messages: saidIn(conversation.id) })),
    // What the buyers said there is the buyers'.
    writtenForSellers: others.map((id) => ({ conversation: id, messages: saidIn(id) })),
    attachments: attachments.map((attachment) => ({ ...attachment, file: files.get(attachment.id) ?? null })),
  };
}
