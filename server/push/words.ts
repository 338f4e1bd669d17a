/** What a notification says, in the languages that the widget speaks. */

import type { Side } from "../protocol/model";
import type { PushPayload } from "../protocol/push";

type Lang = PushPayload["lang"];

interface Words {
  /** Of a sender without a name. */
  readonly nameless: Readonly<Record<Side, string>>;
  /** `quiet`: no words of messages go with it. */
  title(name: string, count: number, quiet: boolean): string;
}

const russian = new Intl.PluralRules("ru");
const RUSSIAN: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "новое сообщение", few: "новых сообщения" };

export const WORDS: Readonly<Record<Lang, Words>> = {
  en: {
    nameless: { buyer: "a buyer", seller: "the seller" },
    title: (name, count, quiet) => {
      if (count > 1) return `${count} new messages from ${name}`;
      return quiet ? `New message from ${name}` : name.replace(/^(a|the) /, (article) => capital(article));
    },
  },
  ru: {
    // The name stands first: after «от» it would have to be declined.
    nameless: { buyer: "Покупатель", seller: "Продавец" },
    title: (name, count, quiet) => {
      if (count > 1) return `${name}: ${count} ${RUSSIAN[russian.select(count)] ?? "новых сообщений"}`;
      return quiet ? `${name}: новое сообщение` : name;
    },
  },
};

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The best of ours for a BCP 47 locale. */
export const langOf = (locale: string): Lang => (/^ru\b/i.test(locale) ? "ru" : "en");
