/** Removes one person: their words and files, everywhere. */
import { parseArgs } from "node:util";
import { parseConfig } from "../config";
import { forgetFiles } from "../db/attachments";
import { erasePerson, isKnown } from "../db/privacy";
import { StartError } from "../errors";
import { createStore } from "../files/store";
import { type Command, UsageError } from "./command";
import { withDatabase } from "./database";
import { PERSON, personOf } from "./person";

export const erase: Command = {
  usage: "--person ID [--yes]",
  about: "removes a person: texts, files, name and subscriptions; the other side keeps a removed place",

  async run(args, env) {
    const { values } = parseArgs({ args: [...args], options: { ...PERSON, yes: { type: "boolean" } } });
    const person = personOf(values.person);
    if (!values.yes && !process.stdin.isTTY) throw new UsageError("--yes is needed where nobody can be asked.");
    const config = parseConfig(env);
    const store = createStore(config);
    const receipt = await withDatabase(config, async (db) => {
      if (!(await isKnown(db.writes, person))) throw new StartError(`Nothing is known of ${person}.`);
      if (!values.yes && !(await confirms(person))) throw new StartError("Nothing was erased.");
      const { files, ...erased } = await erasePerson(db.writes, person);
      // The database has forgotten them already; what can't be removed now, the server's own sweep removes.
      const left = await store.remove(files).then(
        () => forgetFiles(db.writes, files).then(() => 0),
        () => files.length,
      );
      return { ...erased, files: files.length - left, filesLeftToTheServer: left };
    });
    process.stdout.write(`${JSON.stringify({ erased: person, at: new Date(), ...receipt }, null, 2)}\n`);
  },
};

/** Asked beside the receipt, which may go into a file. */
async function confirms(person: string): Promise<boolean> {
  process.stderr.write(`All that ${person} said and sent is removed for good. Type the id again to go on: `);
  for await (const line of console) return line.trim() === person;
  return false;
}
