/** The chunk that is loaded when somebody wants the settings, or help: registers the dialogs and what they are made of. */
import { define } from "./define";
import { InboxHelp } from "./inbox-help";
import { InboxHoursEditor } from "./inbox-hours-editor";
import { InboxReplyEditor } from "./inbox-reply-editor";
import { InboxSettings } from "./inbox-settings";

define({
  "inbox-help": InboxHelp,
  "inbox-hours-editor": InboxHoursEditor,
  "inbox-reply-editor": InboxReplyEditor,
  "inbox-settings": InboxSettings,
});
