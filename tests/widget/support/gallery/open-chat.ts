import type { SellerChat } from "../../../../widget/elements/seller-chat";
import { NOW, seller, topic } from "../fixtures";
import type { ScriptedClient } from "../scripted-client";

/** An open chat with this client, as most scenes begin. */
export function openChat(theme: "light" | "dark", client: ScriptedClient): SellerChat {
  document.body.dataset.theme = theme;
  const chat: SellerChat = document.createElement("seller-chat");
  Object.assign(chat, { sellerId: seller.id, sellerName: seller.name, productId: topic.id, theme, open: true });
  Object.assign(chat, { productTitle: topic.title, productPrice: topic.price });
  chat.connect = async () => client;
  chat.now = () => NOW;
  document.body.append(chat);
  return chat;
}

/** Resolves when the panel has come to rest: what is placed by something in it would lie beside it later. */
export async function atRest(panel: () => Element | null | undefined): Promise<void> {
  for (;;) {
    const dialog = panel()?.shadowRoot?.querySelector("dialog");
    if (dialog?.open) {
      await Promise.all(dialog.getAnimations().map(({ finished }) => finished));
      return;
    }
    await new Promise(requestAnimationFrame);
  }
}

export const panelOf = (chat: SellerChat) => () => chat.shadowRoot?.querySelector("chat-panel");
