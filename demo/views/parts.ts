/** What the storefront's pages share. */
import { type Product, priceOf, SELLERS, type Seller, sellerById } from "../catalogue";
import { type Content, type Html, html } from "../html";
import { avatarOf, BUYERS } from "../people";
import { bound } from "../typography";
import type { Words } from "../words";
import { address, languageSwitch, type Place, page, themeSwitch, wordsFor } from "./layout";

/** Where a seller's people answer. */
export const INBOX = "/demo/inbox";

export const pictureOf = (product: Product, number: number): string => `/demo/pictures/${product.id}-${number}.webp`;

/** The tag as a shop's owner pastes it; the page's script only adds who is signed in. */
const chatTag = (seller: Seller, { language }: Place, product?: Product): Html => html`
  <script type="module" src="/seller-chat.js"></script>
  <seller-chat
    seller-id="${seller.id}"
    seller-name="${seller.name}"
    seller-avatar="${avatarOf(seller.id)}"
    ${
      product &&
      html`product-id="${product.id}"
    product-title="${product.title[language]}"
    product-url="${address(`/shop/${product.id}`, language)}"
    product-image="${pictureOf(product, 1)}"
    product-price="${priceOf(product, language)}"`
    }
  ></seller-chat>`;

export const card = (product: Product, { language }: Place): Html => html`
  <li class="card">
    <a href="${address(`/shop/${product.id}`, language)}">
      <img src="${pictureOf(product, 1)}" alt="" width="800" height="1000" loading="lazy">
      <h3>${bound(product.title[language])}</h3>
    </a>
    <p class="maker">${sellerById(product.seller)?.name}</p>
    <p class="price">${priceOf(product, language)}</p>
  </li>`;

/** A page of the storefront. `seller`: whom its chat writes to. */
export function shopPage(
  place: Place,
  { title, seller, product, main }: { title: string; seller: Seller; product?: Product; main: Content },
): string {
  const words = wordsFor(place);
  const body = html`
    <a class="skip" href="#content">${words.skip}</a>
    ${demoBar(place, words, seller)}
    ${header(place, words, seller, product)}
    <main id="content">${main}</main>
    <footer class="footer"><p>${bound(words.footer)}</p></footer>
    <p class="toast" role="status" data-toast data-added="${words.added}"></p>
    <script type="module" src="/demo/shop.js"></script>
    ${chatTag(seller, place, product)}`;
  return page({ ...place, title, style: "shop", body });
}

const demoBar = ({ language }: Place, words: Words, seller: Seller): Html => html`
  <aside class="demo" aria-label="${words.demo}">
    <p class="what">${words.demo}</p>
    <fieldset class="who" data-who>
      <legend>${words.youAre}</legend>
      ${[
        { id: "guest", name: words.guest, face: false },
        ...BUYERS.map(({ id, name }) => ({ id, name: name[language], face: true })),
      ].map(
        ({ id, name, face }) => html`
          <label>
            <input type="radio" name="who" value="${id}"${id === "guest" && html` checked`}>
            ${face && html`<img src="${avatarOf(id)}" alt="" width="20" height="20">`}
            <span>${name.split(" ")[0]}</span>
          </label>`,
      )}
    </fieldset>
    <a class="other-side" href="${address(`${INBOX}?seller=${seller.id}`, language)}" target="_blank">
      <img src="${avatarOf(seller.id)}" alt="" width="20" height="20">
      <span>${words.sellerSide}<span class="unseen">: ${seller.name}, ${words.opensWindow}</span></span>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M6 3.500H3.500v9h9V10M9 3.500h3.500V7M12.500 3.500 7 9" fill="none" stroke="currentColor" stroke-width="1.500" stroke-linecap="round" stroke-linejoin="round"/></svg>
    </a>
  </aside>`;

function header(place: Place, words: Words, seller: Seller, product: Product | undefined): Html {
  const { language, path } = place;
  const here = product ? "" : path;
  return html`
    <header class="header">
      <a class="brand" href="${address("/", language)}">${words.shop}</a>
      <nav class="makers-nav" aria-label="${words.navigation}">
        <a href="${address("/", language)}"${here === "/" && html` aria-current="page"`}>${words.all}</a>
        ${SELLERS.map(
          ({ id, name }) =>
            html`<a href="${address(`/?maker=${id}`, language)}"${
              here !== "/" && seller.id === id && html` aria-current="${product ? "true" : "page"}"`
            }>${name}</a>`,
        )}
      </nav>
      ${languageSwitch(place, words)}
      ${themeSwitch(words)}
      <p class="cart"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M4 7h12l-1 9.500H5zM7 7V6a3 3 0 0 1 6 0v1" fill="none" stroke="currentColor" stroke-width="1.500" stroke-linejoin="round"/></svg><span class="unseen">${words.cart}: </span><span data-cart-count>0</span></p>
    </header>`;
}
