/** The demo: a storefront, its sellers' inbox, and a backend that signs tokens for anybody. Never in production. */
import { type AnyElysia, Elysia, t } from "elysia";
import { AutoSeller } from "./auto-seller";
import { FEATURED, productById, SELLERS, sellerById } from "./catalogue";
import { demoFiles } from "./files";
import { languageOf } from "./language";
import { type Claims, claimsOf } from "./people";
import { seed } from "./seed";
import { inboxPage } from "./views/inbox-page";
import type { Place } from "./views/layout";
import { INBOX } from "./views/parts";
import { notFoundPage, productPage } from "./views/product-page";
import { frontPage, makerPage } from "./views/shop-page";

export { AUTO_SELLERS as UNSEEN } from "./people";

export interface DemoOptions {
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
  return {
    pages: await pages(options),
    inbox: `${INBOX}?seller=${FEATURED.id}`,
    async start(server) {
      await seed({ ...options, server });
      sellers = SELLERS.map((seller) => new AutoSeller(seller, { ...options, server }));
      await Promise.all(sellers.map((seller) => seller.start()));
    },
    async stop() {
      await Promise.all(sellers.map((seller) => seller.stop()));
    },
  };
}

/**
 * As strict as a shop may be: nothing inline, nothing from elsewhere, no markup made from strings but Lit's (S10).
 * `trusted-types` names Lit's policy, without which its templates are refused.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

async function pages({ sign }: Pick<DemoOptions, "sign">) {
  const files = await demoFiles();
  return new Elysia({ name: "seller-chat-demo" })
    .onError(({ code, status }) => {
      if (code === "VALIDATION" || code === "PARSE")
        return status(400, { code: "bad_frame", message: "Name who it is for." });
    })
    .get("/", ({ request, query }) => {
      const seller = sellerById(query.maker ?? "");
      return seller
        ? document(makerPage(placeOf(request, `/?maker=${seller.id}`), seller))
        : document(frontPage(placeOf(request, "/"), FEATURED));
    })
    .get("/shop", ({ request }) => document(frontPage(placeOf(request, "/"), FEATURED)))
    .get("/shop/:product", ({ request, params }) => {
      const product = productById(params.product);
      const seller = product && sellerById(product.seller);
      const place = placeOf(request, `/shop/${encodeURIComponent(params.product)}`);
      return product && seller
        ? document(productPage(place, product, seller))
        : document(notFoundPage(place, FEATURED), 404);
    })
    .get(INBOX, ({ request, query }) => {
      const seller = sellerById(query.seller ?? "") ?? FEATURED;
      return document(inboxPage(placeOf(request, `${INBOX}?seller=${seller.id}`), seller));
    })
    .post(
      "/demo/token",
      async ({ body: { who, language }, request, status }) => {
        const claims = claimsOf(who, language ?? "en", new URL(request.url).origin);
        return claims
          ? { token: await sign(claims) }
          : status(404, { code: "not_found", message: "There is nobody of that name." });
      },
      { body: t.Object({ who: t.String(), language: t.Optional(t.Union([t.Literal("ru"), t.Literal("en")])) }) },
    )
    .get("/demo/*", ({ request, params, status }) => {
      const file = files.get(`/demo/${params["*"]}`);
      if (!file) return status(404, { code: "not_found", message: "There is no such file." });
      const headers = {
        "content-type": file.type,
        etag: file.etag,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      };
      const known = request.headers.get("if-none-match") === file.etag;
      return known ? new Response(null, { status: 304, headers }) : new Response(file.body, { headers });
    });
}

const placeOf = (request: Request, path: string): Place => ({ language: languageOf(request), path });

const document = (markup: string, status = 200): Response =>
  new Response(markup, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
      vary: "accept-language",
    },
  });
