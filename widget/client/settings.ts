/** A seller's settings and agents over HTTP, as the server has them. */
import type { AgentsAnswer, CannedReply, SellerSettings } from "../../server/protocol/rest";
import type { ChatClient, Party } from "./state";

export type { CannedReply, OpenHours, SellerSettings } from "../../server/protocol/rest";

const path = (seller: string, what: "settings" | "agents"): string =>
  `/v1/sellers/${encodeURIComponent(seller)}/${what}`;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isReply = (value: unknown): value is CannedReply => isObject(value) && "shortcut" in value && "text" in value;

/** The server checks them field by field; here it only counts that it is the server which answers. */
const isSettings = (value: unknown): value is SellerSettings =>
  isObject(value) && "replies" in value && Array.isArray(value.replies) && value.replies.every(isReply);
const isAgents = (value: unknown): value is AgentsAnswer =>
  isObject(value) && "agents" in value && Array.isArray(value.agents);

const settingsOf = (answer: unknown): SellerSettings => {
  if (isSettings(answer)) return answer;
  throw new Error("these are no settings");
};

/** @throws as `ChatClient.request` */
export const readSettings = async (client: ChatClient, seller: string): Promise<SellerSettings> =>
  settingsOf(await client.request("GET", path(seller, "settings")));

/** Answers what was stored. @throws as `ChatClient.request` */
export const writeSettings = async (
  client: ChatClient,
  seller: string,
  settings: SellerSettings,
): Promise<SellerSettings> => settingsOf(await client.request("PUT", path(seller, "settings"), settings));

/** Who acts for a seller. @throws as `ChatClient.request` */
export const readAgents = async (client: ChatClient, seller: string): Promise<readonly Party[]> => {
  const answer = await client.request("GET", path(seller, "agents"));
  return isAgents(answer) ? answer.agents : [];
};
