/** What PostgreSQL does for a search, statement by statement inside the function. */
import postgres from "postgres";
import type { Where } from "../../support/database";
import { LARGE } from "./fill";

/** Plans of what took longest, one of each search. */
export async function plansOf(where: Where, queries: readonly string[]): Promise<string> {
  let plans: string[] = [];
  const sql = postgres({
    ...where,
    max: 1,
    onnotice: ({ message = "" }) => void plans.push(message.split("plan:\n")[1] ?? ""),
  });
  await sql.unsafe(`
    load 'auto_explain';
    set auto_explain.log_level = notice;
    set auto_explain.log_min_duration = 0;
    set auto_explain.log_nested_statements = on;
    set auto_explain.log_analyze = on;
    set auto_explain.log_timing = off;
  `);
  let text = "";
  for (const query of queries) {
    plans = [];
    await sql.begin(async (tx) => {
      await tx`select set_config('role', 'seller_chat_app', true), set_config('chat.asker', 'agent', true),
        set_config('chat.sellers', ${`{${LARGE}}`}, true)`;
      await tx`select * from chat.search(${LARGE}, ${query}, null, null, false, null, null, null, 31)`;
    });
    // The two statements of the function; the others are the functions that it calls.
    const own = plans.filter((plan) => /message_search/.test(plan) && !/Function Scan on search/.test(plan));
    text += `\n«${query}»\n\n\`\`\`\n${own.map(shorter).join("\n\n")}\n\`\`\`\n`;
  }
  await sql.end();
  return text;
}

/** Without the text of the query, and lines no longer than a page. */
const shorter = (plan: string): string =>
  plan
    .slice(plan.search(/^(Limit|Aggregate|Nested|Sort|CTE|Result)/m))
    .split("\n")
    .map((line) => (line.length > 160 ? `${line.slice(0, 159)}…` : line))
    .join("\n");
