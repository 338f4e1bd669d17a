/**
 * Serves the gallery under a strict CSP and takes its pictures: `bun shots.mjs [--serve] [folder] [name …]`.
 * Chromium is CHROMIUM, one with this machine's fonts, else the tests' own.
 */
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { findChromium } from "../../../support/chromium.mjs";
import { serveGallery } from "./serve.mjs";

const [folder = "/tmp/shots", ...only] = process.argv.slice(2).filter((word) => word !== "--serve");

const server = await serveGallery();

const DESK = { width: 500, height: 700 };
const PHONE = { width: 390, height: 844, phone: true };
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 820, height: 800 };

/** name: [scene, theme, locale, viewport, reader's action] */
const shots = {
  launcher: ["launcher", "light", "ru", { width: 320, height: 160 }],
  "launcher-badge": ["badge", "light", "ru", { width: 320, height: 160 }],
  "launcher-pill": ["pill", "dark", "ru", { width: 320, height: 160 }],
  "launcher-pill-en": ["pill", "light", "en", { width: 320, height: 160 }],
  "panel-light": ["talk", "light", "ru", DESK],
  "panel-dark": ["talk", "dark", "ru", DESK],
  "panel-en": ["talk", "light", "en", DESK],
  "panel-typing": ["typing", "light", "ru", DESK],
  "panel-accent": ["accent", "light", "ru", DESK],
  "offline-dark": ["offline", "dark", "ru", DESK],
  "offline-light": ["offline", "light", "ru", DESK],
  empty: ["empty", "light", "ru", DESK],
  "empty-dark": ["empty", "dark", "en", DESK],
  loading: ["loading", "light", "ru", DESK],
  long: ["long", "light", "ru", DESK],
  failed: ["failed", "light", "ru", DESK],
  "failed-dark": ["failed", "dark", "ru", DESK],
  refused: ["refused", "light", "ru", DESK],
  picture: ["picture", "light", "ru", DESK],
  scrolled: ["scrolled", "light", "ru", DESK],
  counter: ["counter", "light", "ru", DESK],
  forced: ["failed", "dark", "ru", { ...DESK, forcedColors: "active" }],
  "phone-light": ["talk", "light", "ru", PHONE],
  "phone-dark": ["offline", "dark", "ru", PHONE],
  "files-light": ["files", "light", "ru", DESK],
  "files-dark": ["files", "dark", "ru", DESK],
  "files-phone": ["files", "light", "ru", PHONE],
  "files-grid": ["filesGrid", "light", "ru", DESK],
  "files-shapes": ["filesShapes", "dark", "ru", DESK],
  "files-names": ["filesNames", "light", "ru", DESK],
  "files-progress": ["filesProgress", "light", "ru", DESK],
  "files-progress-dark": ["filesProgress", "dark", "en", DESK],
  "files-refused": ["filesRefused", "light", "ru", DESK],
  "files-absent": ["filesAbsent", "light", "ru", DESK],
  "files-chosen": ["filesChosen", "light", "ru", DESK],
  "files-chosen-phone": ["filesChosen", "dark", "ru", { width: 360, height: 740, phone: true }],
  "files-misfit": ["filesMisfit", "light", "ru", DESK],
  "files-drop": ["filesDrop", "light", "ru", DESK],
  "files-drop-dark": ["filesDrop", "dark", "ru", DESK],
  "files-inbox": ["filesInbox", "light", "ru", WIDE],
  "files-viewer": ["filesViewer", "light", "ru", { width: 1100, height: 760 }],
  "files-viewer-phone": ["filesViewer", "light", "ru", { width: 360, height: 740, phone: true }],
  "quotes-light": ["quotes", "light", "ru", DESK],
  "quotes-dark": ["quotes", "dark", "ru", DESK],
  "quotes-phone": ["quotes", "light", "ru", PHONE],
  "quotes-pictures": ["quotesPictures", "light", "ru", DESK],
  "quotes-long": ["quotesLong", "dark", "ru", DESK],
  "message-menu": ["messageMenu", "light", "ru", DESK],
  "message-menu-theirs": ["messageMenuTheirs", "dark", "en", DESK],
  "message-menu-phone": ["messageMenu", "light", "ru", PHONE],
  "message-remove": ["messageRemove", "light", "ru", DESK],
  replying: ["replying", "light", "ru", DESK],
  "replying-dark": ["replyingLong", "dark", "ru", { width: 360, height: 740, phone: true }],
  "editing-light": ["editing", "light", "ru", DESK],
  "editing-refused": ["editingRefused", "light", "ru", DESK],
  "editing-refused-dark": ["editingRefused", "dark", "ru", { width: 360, height: 740, phone: true }],
  "editing-dark": ["editing", "dark", "en", DESK],
  menu: ["menu", "light", "ru", DESK],
  "menu-dark": ["menu", "dark", "en", DESK],
  "menu-failed": ["menuFailed", "light", "ru", DESK],
  "menu-failed-dark": ["menuFailed", "dark", "en", PHONE],
  block: ["block", "light", "ru", DESK],
  "block-dark": ["block", "dark", "ru", DESK],
  "block-phone": ["block", "light", "ru", PHONE],
  "block-en": ["block", "light", "en", DESK],
  blocked: ["blocked", "light", "ru", DESK],
  "blocked-dark": ["blocked", "dark", "ru", PHONE],
  report: ["report", "light", "ru", DESK],
  "report-dark": ["reportChosen", "dark", "ru", DESK],
  "report-phone": ["reportChosen", "light", "en", PHONE],
  "report-thanks": ["reportThanks", "light", "ru", DESK],
  "contacts-warned": ["contactsWarned", "light", "ru", DESK],
  "contacts-warned-dark": ["contactsWarned", "dark", "ru", { width: 360, height: 740, phone: true }],
  "contacts-refused": ["contactsRefused", "light", "en", DESK],
  "contacts-masked": ["contactsMasked", "light", "ru", DESK],
  "answers-soon": ["answersSoon", "light", "ru", DESK],
  "answers-later": ["answersLater", "light", "ru", DESK],
  "answers-later-en": ["answersLater", "dark", "en", DESK],
  "answers-slowly": ["answersSlowly", "light", "ru", { width: 360, height: 740, phone: true }],
  "inbox-menu": ["inboxMenu", "light", "ru", WIDE],
  "inbox-blocked": ["inboxBlocked", "dark", "ru", WIDE],
  "bell-off": ["bellOff", "light", "ru", DESK],
  "bell-off-phone": ["bellOff", "dark", "ru", { width: 360, height: 740, phone: true }],
  "bell-on": ["bellOn", "light", "ru", DESK],
  "bell-on-dark": ["bellOn", "dark", "en", DESK],
  "bell-denied": ["bellDenied", "light", "ru", DESK],
  "bell-ios": ["bellIos", "light", "ru", PHONE],
  "bell-unsupported": ["bellUnsupported", "dark", "ru", DESK],
  "bell-failed": ["bellFailed", "light", "ru", DESK],
  "offer-light": ["offer", "light", "ru", DESK],
  "offer-dark": ["offer", "dark", "en", DESK],
  "offer-phone": ["offer", "light", "ru", { width: 360, height: 740, phone: true }],
  "push-window": ["pushWindow", "light", "ru", { width: 400, height: 520 }],
  "push-window-dark": ["pushWindow", "dark", "ru", { width: 400, height: 520 }],
  "push-window-denied": ["pushWindowDenied", "light", "ru", PHONE],
  "inbox-light": ["inbox", "light", "ru", WIDE],
  "inbox-dark": ["inbox", "dark", "ru", WIDE],
  "inbox-middle": ["inbox", "light", "en", NARROW],
  "inbox-colleague": ["inboxColleague", "light", "ru", WIDE],
  "inbox-colleague-dark": ["inboxColleague", "dark", "ru", PHONE],
  "inbox-many": ["inboxMany", "light", "ru", WIDE],
  "inbox-search": ["inboxSearch", "light", "ru", WIDE],
  "inbox-search-dark": ["inboxSearch", "dark", "ru", WIDE],
  "inbox-nothing": ["inboxNothing", "light", "ru", WIDE],
  "inbox-settings": ["inboxSettings", "light", "ru", WIDE],
  "inbox-settings-dark": ["inboxSettings", "dark", "en", WIDE],
  "inbox-hours": ["inboxHours", "light", "ru", WIDE],
  "inbox-hours-dark": ["inboxHours", "dark", "en", { width: 360, height: 740, phone: true }],
  "inbox-canned": ["inboxCanned", "light", "ru", WIDE],
  "inbox-closed": ["inboxClosed", "dark", "ru", WIDE],
  "inbox-trail": ["inboxTrail", "light", "ru", WIDE],
  "inbox-help": ["inboxHelp", "light", "ru", WIDE],
  "inbox-phone-notes": ["inboxNotes", "light", "ru", PHONE],
  "inbox-phone-settings": ["inboxSettings", "light", "ru", PHONE],
  "inbox-phone-canned": ["inboxCanned", "dark", "ru", PHONE],
  "inbox-none": ["inboxNone", "light", "ru", WIDE],
  "inbox-empty": ["inboxEmpty", "light", "ru", WIDE],
  "inbox-loading": ["inboxLoading", "light", "ru", WIDE],
  "inbox-signed-out": ["inboxSignedOut", "light", "ru", WIDE],
  "inbox-phone-list": ["inboxNone", "light", "ru", PHONE],
  "inbox-phone-list-dark": ["inboxNone", "dark", "ru", PHONE],
  "inbox-phone-talk": ["inbox", "light", "ru", PHONE],
  "inbox-phone-details": ["inboxDetails", "light", "ru", PHONE],
};

if (process.argv.includes("--serve")) {
  console.log(`${server.url}?scene=talk&theme=light&locale=ru`);
} else {
  await mkdir(folder, { recursive: true });
  const found = findChromium();
  if (!found) throw new Error("no Chromium runs on this machine");
  const { CHROMIUM } = process.env;
  const browser = await chromium.launch({ ...found, ...(CHROMIUM && { executablePath: CHROMIUM, env: process.env }) });
  for (const [name, [scene, theme, locale, { phone, forcedColors, ...viewport }]] of Object.entries(shots)) {
    if (only.length > 0 && !only.some((start) => name.startsWith(start))) continue;
    const page = await browser.newPage({
      viewport,
      deviceScaleFactor: 2,
      hasTouch: phone === true,
      isMobile: phone === true,
      colorScheme: theme,
      ...(forcedColors && { forcedColors }),
    });
    page.on("console", (line) => console.log(`${name}: ${line.text()}`));
    page.on("pageerror", (error) => console.log(`${name}: ${error}`));
    await page.goto(`${server.url}?scene=${scene}&theme=${theme}&locale=${locale}`);
    await page.waitForTimeout(700); // a picture, not a test: animations have ended
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
  }
  await browser.close();
  await server.stop(true);
}
