/** The storefront: all things, or those of one workshop. */
import { PRODUCTS, productsOf, SELLERS, type Seller } from "../catalogue";
import { type Html, html } from "../html";
import { avatarOf } from "../people";
import { bound } from "../typography";
import type { Words } from "../words";
import { address, type Place, wordsFor } from "./layout";
import { card, INBOX, shopPage } from "./parts";

/** @param featured whom the page's chat writes to when no workshop is chosen */
export function frontPage(place: Place, featured: Seller): string {
  const words = wordsFor(place);
  return shopPage(place, {
    title: `${words.shop} — ${words.tagline}`,
    seller: featured,
    main: html`
      ${hero(words)}
      <section class="catalogue" id="things" aria-labelledby="things-title">
        <h2 id="things-title">${words.catalogue}</h2>
        <p class="count">${words.things(PRODUCTS.length)}</p>
        <ul class="cards">${mixed().map((product) => card(product, place))}</ul>
      </section>
      ${makers(place, words)}`,
  });
}

export function makerPage(place: Place, seller: Seller): string {
  const words = wordsFor(place);
  const { language } = place;
  const things = productsOf(seller.id);
  return shopPage(place, {
    title: `${seller.name}, ${seller.kind[language]} — ${words.shop}`,
    seller,
    main: html`
      <section class="maker-intro">
        <img src="${avatarOf(seller.id)}" alt="" width="96" height="96">
        <div>
          <p class="eyebrow">${seller.kind[language]}, ${seller.city[language]}</p>
          <h1>${seller.name}</h1>
          <p class="lead">${bound(seller.about[language])}</p>
          <p class="actions"><button class="button" type="button" data-ask>${words.writeTo(seller.name)}</button></p>
        </div>
      </section>
      <section class="catalogue" aria-labelledby="things-title">
        <h2 id="things-title">${words.catalogue}</h2>
        <p class="count">${words.things(things.length)}</p>
        <ul class="cards">${things.map((product) => card(product, place))}</ul>
      </section>
      ${makers(place, words)}`,
  });
}

/** One thing of each workshop in turn, so that no row is all lamps. */
const mixed = () => {
  const shelves = SELLERS.map(({ id }) => productsOf(id));
  return [0, 1, 2].flatMap((row) => shelves.flatMap((shelf) => shelf[row] ?? []));
};

const hero = (words: Words): Html => html`
  <section class="hero">
    <img src="/demo/pictures/hero.webp" alt="${words.heroPicture}" width="1600" height="900" fetchpriority="high">
    <div class="words">
      <p class="eyebrow">${words.heroEyebrow}</p>
      <h1>${bound(words.heroTitle)}</h1>
      <p class="lead">${bound(words.heroText)}</p>
      <p class="actions">
        <a class="button" href="#things">${words.heroAction}</a>
        <button class="button quiet" type="button" data-ask>${words.heroAsk}</button>
      </p>
    </div>
  </section>`;

const makers = ({ language }: Place, words: Words): Html => html`
  <section class="makers" aria-labelledby="makers-title">
    <h2 id="makers-title">${words.makers}</h2>
    <p class="count">${bound(words.makersText)}</p>
    <ul>
      ${SELLERS.map(
        ({ id, name, kind, city, about }) => html`
          <li>
            <img src="${avatarOf(id)}" alt="" width="56" height="56" loading="lazy">
            <h3><a href="${address(`/?maker=${id}`, language)}">${name}</a></h3>
            <p class="kind">${kind[language]}, ${city[language]}</p>
            <p>${bound(about[language])}</p>
            <p><a class="inbox-link" href="${address(`${INBOX}?seller=${id}`, language)}" target="_blank">${words.inboxOf(name)}<span class="unseen"> (${words.opensWindow})</span></a></p>
          </li>`,
      )}
    </ul>
  </section>`;
