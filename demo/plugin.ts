/** The demo: a storefront, its sellers' inbox, and sellers who answer by themselves. Never in production. */
import type { AnyElysia } from "elysia";
import { AutoSeller } from "./auto-seller";
import { FEATURED, SELLERS } from "./catalogue";
import type { Claims } from "./people";
import { routes } from "./routes";
import { seed } from "./seed";
import { INBOX } from "./views/parts";

export { AUTO_SELLERS as UNSEEN } from "./people";

/** Signs in whoever opens `/dashboard`, as the store's backend would: here it is always the workshop of the month. */
export const TOKEN_URL = "/demo/token";

interface DemoOptions {
  /** Signs a token as a store's backend would: HS256 with the server's secret, `exp` an hour from now. */
  readonly sign: (claims: Claims) => Promise<string>;
  /** Whether a person sits at the seller's inbox. Nobody in `UNSEEN` counts. */
  readonly staffed: (seller: string) => boolean;
}

export interface Demo {
  /** The storefront, the inbox pages and the token endpoint; to be mounted beside the chat. */
  readonly pages: AnyElysia;
  /** Where a seller's inbox is, relative to the server. */
  readonly inbox: string;
  /**
   * Says what was said before, then lets the sellers answer by themselves. The server listens at `server`
   * (`http://localhost:3000`) by now. @throws Error when it can't be reached
   */
  start(server: string): Promise<void>;
  stop(): Promise<void>;
}

export async function createDemo(options: DemoOptions): Promise<Demo> {
  let sellers: readonly AutoSeller[] = [];
  let site: string | undefined;
  return {
    pages: await routes(options.sign, () => site),
    inbox: `${INBOX}?seller=${FEATURED.id}`,
    async start(server) {
      site = server;
      await seed({ ...options, server });
      sellers = SELLERS.map((seller) => new AutoSeller(seller, { ...options, server }));
      await Promise.all(sellers.map((seller) => seller.start()));
    },
    async stop() {
      await Promise.all(sellers.map((seller) => seller.stop()));
    },
  };
}
