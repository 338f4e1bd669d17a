/** The widget's files, as `scripts/build.ts` made them. Hashed names never change; the entries are asked for again. */
import { join } from "node:path";
import { Elysia } from "elysia";
import { ChatError } from "../errors";

/** Addresses that shops paste, and those of the dashboard. Everything else has a hash in its name. */
const ENTRIES = [
  ...["seller-chat.js", "seller-inbox.js", "push-worker.js", "push-window.js", "dashboard.js", "dashboard-worker.js"],
].flatMap((name) => [name, `${name}.map`]);
const CHUNK = /^[\w-][\w.-]*\.js(\.map)?$/;

const SOON = "public, max-age=300, stale-while-revalidate=86400";
const NEVER_CHANGES = "public, max-age=31536000, immutable";

export const assets = ({ folder }: { folder: string }) => {
  const serve = async (name: string, cache: string, request: Request): Promise<Response> => {
    const [encoding, ending] = packing(request.headers.get("accept-encoding") ?? "");
    const file = Bun.file(join(folder, name + ending));
    if (!(await file.exists())) throw new ChatError("not_found", "There is no such file.");
    return new Response(file, {
      headers: {
        "content-type": name.endsWith(".map") ? "application/json" : "text/javascript; charset=utf-8",
        ...(encoding && { "content-encoding": encoding }),
        vary: "accept-encoding",
        "access-control-allow-origin": "*", // a script tag of any store; what it may then ask for is another matter
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": cache,
        "x-content-type-options": "nosniff",
      },
    });
  };
  const routes = new Elysia().get("/chunks/:name", ({ params: { name }, request }) => {
    if (!CHUNK.test(name)) throw new ChatError("not_found", "There is no such file.");
    return serve(`chunks/${name}`, NEVER_CHANGES, request);
  });
  for (const name of ENTRIES) routes.get(`/${name}`, ({ request }) => serve(name, SOON, request));
  return routes;
};

/** The smallest form that this client takes, and how its file's name goes on. */
function packing(accepted: string): readonly [encoding: string | undefined, ending: string] {
  const takes = (coding: string) => new RegExp(`(^|[ ,])${coding}(?! *; *q=0(\\.0*)?( *,|$))( *[;,]|$)`).test(accepted);
  if (takes("br")) return ["br", ".br"];
  return takes("gzip") ? ["gzip", ".gz"] : [undefined, ""];
}
