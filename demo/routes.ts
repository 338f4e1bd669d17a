/** What the demo answers over HTTP. */
import { Elysia, t } from "elysia";
import { FEATURED, productById, sellerById } from "./catalogue";
import { demoFiles } from "./files";
import { languageOf } from "./language";
import { type Claims, claimsOf } from "./people";
import { inboxPage } from "./views/inbox-page";
import type { Place } from "./views/layout";
import { INBOX } from "./views/parts";
import { notFoundPage, productPage } from "./views/product-page";
import { frontPage, makerPage } from "./views/shop-page";

/**
 * As strict as a shop may be: nothing inline, nothing from elsewhere, no markup made from strings but Lit's (S10).
 * `trusted-types` names Lit's policy, without which its templates are refused. Pictures carry the address that the server
 * told (`localhost`), whatever name the browser has for it (`127.0.0.1`).
 */
const policy = (site: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${site}`,
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html seller-chat-worker",
  ].join("; ");

/**
 * The pages, their files, and a backend that signs tokens for anybody.
 *
 * @param site where browsers find the demo, as far as it is known; else as they ask for it
 */
export async function routes(sign: (claims: Claims) => Promise<string>, site: () => string | undefined) {
  const files = await demoFiles();
  const siteOf = (request: Request) => site() ?? new URL(request.url).origin;
  const document = (request: Request, markup: string, status = 200) =>
    new Response(markup, { status, headers: { ...HEADERS, "content-security-policy": policy(siteOf(request)) } });
  return new Elysia({ name: "seller-chat-demo" })
    .onError(({ code, status }) => {
      if (code === "VALIDATION" || code === "PARSE")
        return status(400, { code: "bad_frame", message: "Name who it is for." });
    })
    .get("/", ({ request, query }) => {
      const seller = sellerById(query.maker ?? "");
      return seller
        ? document(request, makerPage(placeOf(request, `/?maker=${seller.id}`), seller))
        : document(request, frontPage(placeOf(request, "/"), FEATURED));
    })
    .get("/shop", ({ request }) => document(request, frontPage(placeOf(request, "/"), FEATURED)))
    .get("/shop/:product", ({ request, params }) => {
      const product = productById(params.product);
      const seller = product && sellerById(product.seller);
      const place = placeOf(request, `/shop/${encodeURIComponent(params.product)}`);
      return product && seller
        ? document(request, productPage(place, product, seller))
        : document(request, notFoundPage(place, FEATURED), 404);
    })
    .get(INBOX, ({ request, query }) => {
      const seller = sellerById(query.seller ?? "") ?? FEATURED;
      return document(request, inboxPage(placeOf(request, `${INBOX}?seller=${seller.id}`), seller));
    })
    .get("/demo/token", async ({ request }) => {
      const claims = claimsOf(FEATURED.id, languageOf(request), siteOf(request));
      return { token: claims && (await sign(claims)) };
    })
    .post(
      "/demo/token",
      async ({ body: { who, language }, request, status }) => {
        const claims = claimsOf(who, language ?? "en", siteOf(request));
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

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache",
  vary: "accept-language",
};
