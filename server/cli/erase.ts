/** Removes one person: their words and files, everywhere. */
import { parseArgs } from "node:util";
import { parseConfig } from "../config";
import { forgetFiles } from "../db/attachments";
import { erasePerson } from "../db/privacy";
import { createStore } from "../files/store";
import type { Command } from "./command";
import { withDatabase } from "./database";
import { PERSON, personOf } from "./person";

export const erase: Command = {
  usage: "--person ID",
  about: "removes a person: texts, files, name and subscriptions; the other side keeps a removed place",

  async run(args, env) {
    const { values } = parseArgs({ args: [...args], options: PERSON });
    const person = personOf(values.person);
    const config = parseConfig(env);
    const store = createStore(config);
    const receipt = await withDatabase(config, async (db) => {
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
