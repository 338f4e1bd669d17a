/** The script of `/push`: the small window of Web Push (docs/push.md). */
import { define } from "./elements/define";
import { PushWindow } from "./elements/push-window";

define({ "push-window": PushWindow });
