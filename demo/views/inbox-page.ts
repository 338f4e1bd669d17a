/** The seller's side: the inbox, full page, under a slim bar. */
import { SELLERS, type Seller } from "../catalogue";
import { html } from "../html";
import { avatarOf } from "../people";
import { address, languageSwitch, type Place, page, themeSwitch, wordsFor } from "./layout";
import { INBOX } from "./parts";

export function inboxPage(place: Place, seller: Seller): string {
  const words = wordsFor(place);
  const { language } = place;
  return page({
    ...place,
    title: words.inboxTitle(seller.name),
    style: "inbox",
    body: html`
      <header class="bar">
        <h1><img src="${avatarOf(seller.id)}" alt="" width="28" height="28"><span>${words.inboxTitle(seller.name)}</span></h1>
        <nav class="sellers" aria-label="${words.navigation}">
          ${SELLERS.map(
            ({ id, name }) =>
              html`<a href="${address(`${INBOX}?seller=${id}`, language)}"${id === seller.id && html` aria-current="page"`}>${name}</a>`,
          )}
        </nav>
        <a class="storefront" href="${address(`/?maker=${seller.id}`, language)}" target="_blank">${words.storefront}<span class="unseen"> (${words.opensWindow})</span></a>
        ${languageSwitch(place, words)}
        ${themeSwitch(words)}
      </header>
      <main>
        <script type="module" src="/demo/inbox.js"></script>
        <script type="module" src="/seller-inbox.js"></script>
        <seller-inbox seller-id="${seller.id}" page></seller-inbox>
      </main>`,
  });
}
