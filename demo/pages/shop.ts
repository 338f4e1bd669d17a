/** The storefront's script: who is signed in, the theme, the cart, and buttons that open the chat. */
import type { SellerChat } from "../../widget/elements/seller-chat";
import { recall, remember } from "./memory";
import { bindTheme } from "./theme-switch";
import { tokenFor } from "./token";

const chat = document.querySelector<SellerChat>("seller-chat");

bindTheme(chat);
signIn();
fillCart();
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => chat?.setAttribute("open", ""));
}

/** A guest has no token; a buyer's comes from the store's backend. Another person is another visit: the page loads anew. */
function signIn(): void {
  const choices = [...document.querySelectorAll<HTMLInputElement>("[data-who] input")];
  const who = choices.find(({ value }) => value === recall("who")) ?? choices.find(({ value }) => value === "guest");
  if (who) who.checked = true;
  if (chat && who && who.value !== "guest") chat.getToken = () => tokenFor(who.value);
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      remember("who", choice.value);
      location.reload();
    });
  }
}

function fillCart(): void {
  const counter = document.querySelector("[data-cart-count]");
  const toast = document.querySelector<HTMLElement>("[data-toast]");
  const show = (count: number) => {
    if (counter) counter.textContent = String(count);
  };
  let count = Number(recall("cart") ?? 0);
  show(count);
  document.querySelector("[data-cart]")?.addEventListener("click", () => {
    count += 1;
    remember("cart", String(count));
    show(count);
    if (toast) toast.textContent = toast.dataset.added ?? "";
  });
  toast?.addEventListener("animationend", () => {
    toast.textContent = "";
  });
}
