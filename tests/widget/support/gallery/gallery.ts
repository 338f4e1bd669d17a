/** The elements in every state worth a look, with a scripted client: `?scene=chat&theme=dark&locale=ru`. */
import "../../../../widget/seller-chat";
import "../../../../widget/seller-inbox";
import { chatScenes } from "./chat-scenes";
import { fileScenes } from "./file-scenes";
import { inboxScenes } from "./inbox-scenes";
import { messageScenes } from "./message-scenes";
import { pushScenes } from "./push-scenes";
import { trustScenes } from "./trust-scenes";

const wish = new URLSearchParams(location.search);
const scene = { ...chatScenes, ...fileScenes, ...inboxScenes, ...messageScenes, ...pushScenes, ...trustScenes }[
  wish.get("scene") ?? "talk"
];
if (!scene) throw new Error("unknown scene");
document.documentElement.lang = wish.get("locale") ?? "ru";
scene(wish.get("theme") === "dark" ? "dark" : "light");
