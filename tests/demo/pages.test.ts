import { beforeAll, describe, expect, test } from "bun:test";
import { PRODUCTS, SELLERS } from "../../demo/catalogue";
import type { Claims } from "../../demo/people";
import { createDemo, type Demo } from "../../demo/plugin";

let pages: Demo["pages"];
const get = (path: string, headers: Record<string, string> = {}) =>
  pages.handle(new Request(`http://shop.test${path}`, { headers }));
const token = (body: object) =>
  pages.handle(
    new Request("http://shop.test/demo/token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

beforeAll(async () => {
  const sign = async (claims: Claims) => JSON.stringify(claims);
  ({ pages } = await createDemo({ sign, staffed: () => false }));
});

const ADDRESSES = [
  "/",
  "/shop",
  "/shop/nothing",
  ...SELLERS.flatMap(({ id }) => [`/?maker=${id}`, `/demo/inbox?seller=${id}`]),
  ...PRODUCTS.map(({ id }) => `/shop/${id}`),
];

describe("every page", () => {
  test("S10 allows nothing inline, and has nothing inline", async () => {
    for (const address of ADDRESSES) {
      const answer = await get(address);
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("style-src 'self';");
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html");
      const markup = await answer.text();
      expect(markup).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    }
  });

  test("refers only to files that exist", async () => {
    const missing = new Set<string>();
    const seen = new Set<string>();
    for (const address of ADDRESSES) {
      const markup = await (await get(address)).text();
      for (const [, file = ""] of markup.matchAll(
        /(?:src|href|seller-avatar|product-image)="(\/demo\/[^"?]+\.\w+)"/g,
      )) {
        if (!seen.has(file) && (await get(file)).status !== 200) missing.add(file);
        seen.add(file);
      }
    }
    expect([...missing]).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
  });

  test("speaks the language that is asked for, and names the other one", async () => {
    for (const address of ADDRESSES) {
      const join = address.includes("?") ? "&" : "?";
      const russian = await (await get(`${address}${join}lang=ru`)).text();
      expect(russian).toContain('<html lang="ru">');
      expect(russian).toContain('hreflang="en"');
      expect(russian).not.toContain("undefined");
      expect(await (await get(`${address}${join}lang=en`)).text()).not.toMatch(/[а-яё]/i);
    }
  });
});

test.each([
  ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
  ["de, en-GB;q=0.8, ru;q=0.9", "ru"],
  ["fr", "en"],
  ["ru;q=0, en", "en"],
  ["", "en"],
])("without `lang`, %p is answered in %p", async (accepted, language) => {
  expect(await (await get("/", { "accept-language": accepted })).text()).toContain(`<html lang="${language}">`);
});

test("the tag on a product page is what a shop's owner would paste", async () => {
  const markup = await (await get("/shop/noon?lang=ru")).text();
  const tag = /<seller-chat[^>]*>/.exec(markup)?.[0].replace(/\s+/g, " ").replaceAll("\u00a0", " ");
  expect(tag).toBe(
    '<seller-chat seller-id="svet" seller-name="Svet" seller-avatar="/demo/avatars/svet.svg" product-id="noon" ' +
      'product-title="Лампа «Полдень», латунь" product-url="/shop/noon?lang=ru" ' +
      'product-image="/demo/pictures/noon-1.webp" product-price="12 400 ₽" >',
  );
  expect(markup).toContain('<script type="module" src="/seller-chat.js"></script>');
});

test("S5 what an address says never becomes markup", async () => {
  const evil = encodeURIComponent('"><script src="//evil.test/x.js"></script>');
  for (const address of [`/shop/${evil}`, `/?maker=${evil}`, `/?lang=${evil}`, `/demo/inbox?seller=${evil}`]) {
    expect(await (await get(address)).text()).not.toContain("evil.test/x");
  }
});

test("an unknown product is a 404 with the shop around it", async () => {
  const answer = await get("/shop/nothing?lang=en");
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("There is no such thing");
});

describe("files", () => {
  test("are asked for again by their tag", async () => {
    const first = await get("/demo/shop.css");
    const again = await get("/demo/shop.css", { "if-none-match": first.headers.get("etag") ?? "" });
    expect([first.status, again.status]).toEqual([200, 304]);
  });

  test("outside the list don't exist", async () => {
    for (const path of ["/demo/plugin.ts", "/demo/pictures/..%2fplugin.ts", "/demo/", "/demo/toString"]) {
      expect((await get(path)).status).toBe(404);
    }
  });

  test("no picture is heavier than 40 KB", async () => {
    const pictures = [...new Bun.Glob("*").scanSync({ cwd: `${import.meta.dir}/../../demo/pictures` })];
    for (const name of pictures) {
      expect(Number((await (await get(`/demo/pictures/${name}`)).arrayBuffer()).byteLength)).toBeLessThanOrEqual(
        40_960,
      );
    }
  });
});

describe("POST /demo/token", () => {
  const claims = async (body: object): Promise<unknown> => {
    const { token: signed }: { token: string } = JSON.parse(await (await token(body)).text());
    return JSON.parse(signed);
  };

  test("signs a buyer in under their name in the page's language", async () => {
    expect(await claims({ who: "anna", language: "ru" })).toEqual({
      sub: "demo:anna",
      name: "Анна Белова",
      picture: "http://shop.test/demo/avatars/anna.svg",
    });
    expect(await claims({ who: "anna", language: "en" })).toMatchObject({ name: "Anna Belova" });
  });

  test("lets the person at an inbox act for that seller alone", async () => {
    expect(await claims({ who: "svet" })).toEqual({
      sub: "demo:svet",
      name: "Nina",
      picture: "http://shop.test/demo/avatars/svet.svg",
      sellers: [{ id: "svet", name: "Svet", picture: "http://shop.test/demo/avatars/svet.svg" }],
    });
  });

  test("knows nobody else", async () => {
    expect((await token({ who: "demo:auto:svet" })).status).toBe(404);
    const bad = await token({ name: "anna" });
    expect([bad.status, await bad.json()]).toEqual([400, { code: "bad_frame", message: "Name who it is for." }]);
  });
});
