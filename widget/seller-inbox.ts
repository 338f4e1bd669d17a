/** Registers `<seller-inbox>`, with all but what opens over it: whoever opens an inbox wants to see it. */
import "./elements/conversation-elements";
import { define } from "./elements/define";
import { InboxActions } from "./elements/inbox-actions";
import { InboxBar } from "./elements/inbox-bar";
import { InboxDetails } from "./elements/inbox-details";
import { InboxList } from "./elements/inbox-list";
import { InboxNotes } from "./elements/inbox-notes";
import { InboxReplies } from "./elements/inbox-replies";
import { InboxSide } from "./elements/inbox-side";
import { InboxTalk } from "./elements/inbox-talk";
import { SellerInbox } from "./elements/seller-inbox";
import { SellerSwitch } from "./elements/seller-switch";

define({
  "inbox-actions": InboxActions,
  "inbox-bar": InboxBar,
  "inbox-details": InboxDetails,
  "inbox-list": InboxList,
  "inbox-notes": InboxNotes,
  "inbox-replies": InboxReplies,
  "inbox-side": InboxSide,
  "inbox-talk": InboxTalk,
  "seller-inbox": SellerInbox,
  "seller-switch": SellerSwitch,
});
