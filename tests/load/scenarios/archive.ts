/** One conversation of ten thousand messages: how long until a buyer sees it. */
import type { Archive } from "../load/archive";
import type { Plan } from "../plan";
import { pairs, TEXT } from "../stage/cast";
import { KEYS, type Stage } from "../stage/stage";
import { SERVERS } from "../systems/systems";

const TEMPLATE = "archive";

export async function longConversation(stage: Stage, plan: Plan): Promise<Archive> {
  const { people, conversations } = await pairs(KEYS, 1, 1);
  await stage.cluster.template(TEMPLATE, { people, conversations });
  return stage.withDatabase(TEMPLATE, async (database) => {
    await lengthen(stage, database, plan.archive);
    const { command, environment } = SERVERS["seller-chat"];
    const server = await stage.start(command, { ...environment, ...stage.cluster.environment(database) });
    const load = stage.startLoad();
    const [person] = people;
    const seller = conversations[0]?.seller ?? "";
    try {
      if (!person) throw new Error("The cast has nobody.");
      const seen = await load.ask({ do: "archive", url: server.url, person, seller, opens: plan.opens });
      if (seen.messages !== plan.archive) throw new Error(`${seen.messages} of ${plan.archive} messages were seen.`);
      return seen;
    } finally {
      await load.stop();
      await server.stop();
    }
  });
}

/** To so many messages, from both sides in turn. */
async function lengthen(stage: Stage, database: string, messages: number): Promise<void> {
  const sql = stage.cluster.owner(database);
  await sql`
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select id, n, gen_random_uuid(), n, case n % 2 when 0 then 'seller' else 'buyer' end,
      case n % 2 when 0 then seller_id else buyer_id end, ${TEXT}, now()
    from chat.conversation, generate_series(2, ${messages}::integer) as n
  `;
  await sql`update chat.conversation set rev = ${messages}, last_seq = ${messages}`;
  await sql`vacuum analyze`;
  await sql.end();
}
