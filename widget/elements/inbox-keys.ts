/** Pure: what a key means in the inbox. */

export type KeyAction = "next" | "previous" | "search" | "back" | "reply" | "help";

type Key = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Letters by their place on the keyboard: they work with a Cyrillic layout, too. */
const LETTERS: Readonly<Record<string, KeyAction>> = { KeyJ: "next", KeyK: "previous", KeyR: "reply" };
const SIGNS: Readonly<Record<string, KeyAction>> = { "/": "search", "?": "help" };

/**
 * @param typing the key goes into a field: only what no field wants is a shortcut then
 * @param letters whether single keys are (WCAG 2.1.4: one can turn them off)
 */
export const keyAction = (
  { key, code, ctrlKey, metaKey, altKey, shiftKey }: Key,
  typing: boolean,
  letters: boolean,
): KeyAction | undefined => {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return code === "KeyK" && !shiftKey ? "search" : undefined;
  if (key === "Escape") return "back";
  if (typing || !letters) return undefined;
  return SIGNS[key] ?? (shiftKey ? undefined : LETTERS[code]);
};

const BUTTONS = ["button", "checkbox", "radio", "submit", "reset", "range", "color", "file", "image"];

/** Whether what is pressed there goes into a field. */
export const isTyping = (target: EventTarget | undefined): boolean => {
  if (target instanceof HTMLInputElement) return !BUTTONS.includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
};
