/** What people build first: a message is posted, and everybody asks every two seconds what is new. */
import { keysFrom } from "../../../server/auth/keys";
import { verifyToken } from "../../../server/auth/tokens";
import { connect, inTransaction, type NewMessage, type Sender } from "./messages";

/** A person's conversations, and the last `seq` that they have of each. */
interface Cursors {
  readonly conversations: readonly string[];
  readonly seqs: readonly number[];
}

interface News extends NewMessage {
  readonly seq: number;
  readonly sender: string;
  readonly at: Date;
}

const keys = keysFrom(process.env.AUTH_SECRET ?? "");
const sql = connect();

async function senderOf(request: Request): Promise<Sender> {
  const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
  const { id, sellers } = await verifyToken(token, keys);
  return { id, sellers: sellers.map((seller) => seller.id) };
}

const selectNews = ({ id, sellers }: Sender, { conversations, seqs }: Cursors) => sql<News[]>`
  select m.conversation_id as conversation, m.id, m.seq, m.sender, m.text, m.created_at as at
  from unnest(${conversations as string[]}::uuid[], ${seqs as number[]}::bigint[]) as known(id, seq)
  join chat.conversation c on c.id = known.id and (c.buyer_id = ${id} or c.seller_id = any (${sellers as string[]}))
  join chat.message m on m.conversation_id = known.id and m.seq > known.seq
`;

Bun.serve({
  port: Number(process.env.PORT),
  hostname: "127.0.0.1",
  routes: {
    "/messages": {
      POST: async (request) => {
        const sender = await senderOf(request);
        const message: NewMessage = JSON.parse(await request.text());
        const stored = await inTransaction(sql, message, sender);
        return stored ? Response.json({ id: message.id, ...stored }) : new Response(null, { status: 404 });
      },
    },
    "/news": {
      POST: async (request) => {
        const sender = await senderOf(request);
        const cursors: Cursors = JSON.parse(await request.text());
        return Response.json(await selectNews(sender, cursors));
      },
    },
  },
  fetch: () => new Response(),
});
