/** The widget's files, as `scripts/build.ts` made them. Hashed names never change; the two entries are asked for again. */
import { join } from "node:path";
import { Elysia } from "elysia";
import { ChatError } from "../errors";

const ENTRIES = /^(seller-chat|seller-inbox|push-worker)\.js$/;
const FILE = /^[\w.-]+\.(js|map)$/;

export const assets = ({ folder }: { folder: string }) => {
  const serve = async (name: string): Promise<Response> => {
    const file = Bun.file(join(folder, name));
    if (!FILE.test(name) || !(await file.exists())) throw new ChatError("not_found", "There is no such file.");
    return new Response(file, {
      headers: {
        "access-control-allow-origin": "*", // a script tag of any store; what it may then ask for is another matter
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": ENTRIES.test(name)
          ? "public, max-age=300, stale-while-revalidate=86400"
          : "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      },
    });
  };
  return new Elysia()
    .get("/seller-chat.js", () => serve("seller-chat.js"))
    .get("/seller-inbox.js", () => serve("seller-inbox.js"))
    .get("/chunks/:name", ({ params }) => serve(`chunks/${params.name}`));
};
