/** The inbox page's script: signs in the person who sits there. */
import { bindTheme } from "./theme-switch";
import { tokenFor } from "./token";

/** What we use of the element. */
interface SellerInbox extends HTMLElement {
  getToken?: () => Promise<string | undefined>;
}

const inbox = document.querySelector<SellerInbox>("seller-inbox");
const seller = inbox?.getAttribute("seller-id");

bindTheme(inbox);
if (inbox && seller) inbox.getToken = () => tokenFor(seller);
