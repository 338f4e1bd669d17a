/** Registers `<seller-inbox>`, with everything: whoever opens an inbox wants to see it. */
import "./elements/panel-elements";
import { define } from "./elements/define";
import { InboxDetails } from "./elements/inbox-details";
import { InboxList } from "./elements/inbox-list";
import { SellerInbox } from "./elements/seller-inbox";
import { SellerSwitch } from "./elements/seller-switch";

define({
  "inbox-details": InboxDetails,
  "inbox-list": InboxList,
  "seller-inbox": SellerInbox,
  "seller-switch": SellerSwitch,
});
