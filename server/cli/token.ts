/** Signs a token for trying things out, as the store's backend would. */
import { parseArgs } from "node:util";
import { keysFrom, readKeptSecret } from "../auth/keys";
import { type ClaimedSeller, signUser, verifyToken } from "../auth/tokens";
import { parseConfig } from "../config";
import { ChatError, StartError } from "../errors";
import { type Command, UsageError } from "./command";

const MOST_HOURS = 24 * 366;

export const token: Command = {
  usage: "--sub ID [--name NAME] [--picture URL] [--seller ID[:NAME]]… [--hours 1]",
  about: "signs a token with AUTH_SECRET, or with the secret kept in DATA_DIR",

  async run(args, env) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.sub === undefined) throw new UsageError("--sub is needed: whose token it is.");
    const hours = Number(values.hours);
    if (!(hours > 0 && hours <= MOST_HOURS)) throw new UsageError(`--hours must be above 0 and at most ${MOST_HOURS}.`);

    const { authSecret, dataDir, authIssuer: issuer, authAudience: audience } = parseConfig(env);
    const secret = authSecret ?? (await readKeptSecret(dataDir));
    if (secret === undefined)
      throw new StartError(
        `There is no secret to sign with: set AUTH_SECRET, or start the server once, which keeps one in ${dataDir} (DATA_DIR).`,
      );
    const keys = keysFrom(secret);
    const { sub, name, picture, seller = [] } = values;
    const sellers = seller.map(sellerOf);
    const claims = { sub, name, picture, ...(sellers.length > 0 ? { sellers } : {}), iss: issuer, aud: audience };
    const signed = await signUser(keys, claims, Math.ceil(hours * 3600));
    // The server's own words for what it would refuse.
    await verifyToken(signed, { ...keys, issuer, audience }).catch((error: unknown) => {
      throw error instanceof ChatError ? new UsageError(error.message) : error;
    });
    process.stdout.write(`${signed}\n`);
  },
};

const OPTIONS = {
  sub: { type: "string" },
  name: { type: "string" },
  picture: { type: "string" },
  seller: { type: "string", multiple: true },
  hours: { type: "string", default: "1" },
} as const;

/** `svet`, or `svet:Мастерская света`. */
function sellerOf(text: string): ClaimedSeller {
  const [id = "", ...name] = text.split(":");
  return { id, ...(name.length > 0 ? { name: name.join(":") } : {}) };
}
