import { remember } from "./memory";

/** Makes the page's switch work, and keeps the theme of the chat the same as the page's. */
export function bindTheme(chat: Element | null): void {
  const root = document.documentElement;
  const button = document.querySelector("[data-theme-switch]");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => {
    button?.setAttribute("aria-pressed", String(isDark()));
    chat?.setAttribute("theme", root.dataset.theme ?? "auto");
  };
  button?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  show();
}
