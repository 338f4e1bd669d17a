/** What a seller sets for all of their agents, and who those are. */
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Elysia } from "elysia";
import type { Gate } from "../auth/gate";
import { readAgents, readSettings, replaceSettings } from "../chat/settings";
import { assertFit } from "../chat/text";
import type { Asker, Database } from "../db/client";
import { asker } from "../db/people";
import { ChatError } from "../errors";
import type { Live } from "../live/live";
import { ID_LENGTH } from "../protocol/limits";
import { type AgentsAnswer, SellerSettings } from "../protocol/rest";
import { jsonBody } from "./body";

const check = TypeCompiler.Compile(SellerSettings);

export const settings = ({ gate, db, live }: { gate: Gate; db: Database; live: Live }) => {
  const asks = async (request: Request, seller: string): Promise<Asker> => {
    const rate = request.method === "GET" ? live.rates.reads : live.rates.sends;
    if (seller.length > ID_LENGTH) throw new ChatError("not_found", "There is no such seller.");
    assertFit(seller);
    return asker(await gate.authenticate(request, ({ id }) => rate.take(id)));
  };
  return new Elysia()
    .get(
      "/v1/sellers/:id/settings",
      async ({ request, params: { id } }): Promise<SellerSettings> => readSettings(db, await asks(request, id), id),
    )
    .get(
      "/v1/sellers/:id/agents",
      async ({ request, params: { id } }): Promise<AgentsAnswer> => ({
        agents: await readAgents(db, await asks(request, id), id),
      }),
    )
    .put(
      "/v1/sellers/:id/settings",
      async ({ request, params: { id } }): Promise<SellerSettings> => {
        const who = await asks(request, id);
        const body = await jsonBody(request, check, "{replies, hours, away}");
        const stored = await replaceSettings(db, who, id, body, live.maxText);
        await live.times.changed(id);
        return stored;
      },
      { parse: "none" },
    );
};
