/** One thing: its pictures, its price, who made it. */
import { type Product, priceOf, productsOf, type Seller } from "../catalogue";
import { type Html, html } from "../html";
import { avatarOf } from "../people";
import { bound } from "../typography";
import type { Words } from "../words";
import { address, type Place, wordsFor } from "./layout";
import { card, pictureOf, shopPage } from "./parts";

export function productPage(place: Place, product: Product, seller: Seller): string {
  const words = wordsFor(place);
  const { language } = place;
  const title = product.title[language];
  return shopPage(place, {
    title: `${title} — ${words.shop}`,
    seller,
    product,
    main: html`
      <nav class="breadcrumb" aria-label="${words.breadcrumb}">
        <a href="${address("/", language)}">${words.shop}</a>
        <a href="${address(`/?maker=${seller.id}`, language)}">${seller.name}</a>
      </nav>
      <article class="product">
        ${gallery(place, words, product)}
        <div class="about">
          <h1>${bound(title)}</h1>
          <p class="note">${bound(product.note[language])}</p>
          <p class="price">${priceOf(product, language)}</p>
          <p class="stock${product.stock > 0 && " here"}">${product.stock > 0 ? words.inStock(product.stock) : words.toOrder}</p>
          <p class="actions">
            <button class="button" type="button" data-cart>${words.addToCart}</button>
            <button class="button quiet" type="button" data-ask>${words.ask}</button>
          </p>
          <p class="description">${bound(product.description[language])}</p>
          ${facts(place, words, product)}
          <section class="maker-note" aria-labelledby="maker-title">
            <img src="${avatarOf(seller.id)}" alt="" width="44" height="44">
            <h2 id="maker-title">${words.askTitle}</h2>
            <p>${bound(words.askHint(seller.name, seller.city[language]))}</p>
          </section>
        </div>
      </article>
      <section class="catalogue more" aria-labelledby="more-title">
        <h2 id="more-title">${words.alsoFrom(seller.name)}</h2>
        <ul class="cards">
          ${productsOf(seller.id)
            .filter(({ id }) => id !== product.id)
            .map((other) => card(other, place))}
        </ul>
      </section>`,
  });
}

export function notFoundPage(place: Place, featured: Seller): string {
  const words = wordsFor(place);
  return shopPage(place, {
    title: `${words.notFound} — ${words.shop}`,
    seller: featured,
    main: html`
      <section class="nothing">
        <h1>${words.notFound}</h1>
        <p class="lead">${bound(words.notFoundText)}</p>
        <p class="actions"><a class="button" href="${address("/", place.language)}">${words.back}</a></p>
      </section>`,
  });
}

const gallery = ({ language }: Place, words: Words, product: Product): Html => html`
  <ul class="gallery" aria-label="${words.pictures}" tabindex="0">
    ${product.pictures.map(
      (alt, i) =>
        html`<li><img src="${pictureOf(product, i + 1)}" alt="${alt[language]}" width="800" height="1000"${
          i > 0 && html` loading="lazy"`
        }></li>`,
    )}
  </ul>`;

const facts = ({ language }: Place, words: Words, { facts }: Product): Html => {
  const rows: readonly (readonly [string, string])[] = [
    [words.facts.material, facts.material[language]],
    [words.facts.size, facts.size[language]],
    [words.facts.colours, facts.colours[language]],
    [words.facts.care, facts.care[language]],
    [words.delivery, words.deliveryText],
    [words.returns, words.returnsText],
  ];
  return html`<dl class="facts">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${bound(value)}</dd></div>`)}</dl>`;
};
