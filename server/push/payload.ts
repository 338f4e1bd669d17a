/** What one browser is told, in as many bytes as a push takes. */
import type { Letter } from "../db/pushes";
import { PUSH_BYTES } from "../protocol/limits";
import type { PushPayload } from "../protocol/push";
import { langOf, WORDS } from "./words";

/** Bytes of JSON that title and body take at most; no platform shows more. */
const TITLE = 200;
const BODY = 1_000;
/** Least bytes of a body for which anything else gives way. */
const BODY_LEAST = 200;
/** Longer addresses are left out. */
const ADDRESS = 1_200;

/** `inbox`: where a seller's click leads when the subscription names no page. */
export function compose(letter: Letter, act: string, inbox: string | undefined): PushPayload {
  const { conversation, side, absence, count, unread, others, seq, at, quiet } = letter;
  const lang = langOf(letter.locale);
  const { nameless, title } = WORDS[lang];
  const name = cut(letter.sender_name ?? "", TITLE / 2) || nameless[side === "buyer" ? "seller" : "buyer"];
  const icon = address(letter.sender_picture);
  const page = side === "buyer" ? (letter.topic_url ?? letter.page) : (letter.page ?? inbox);
  const url = address(page);
  return {
    v: 1,
    tag: `seller-chat ${conversation}`,
    conversation,
    absence,
    side,
    title: title(name, count, quiet),
    body: quiet ? "" : letter.text,
    ...(icon ? { icon } : {}),
    count,
    unread,
    ...(others ? { others: [...others] } : {}),
    seq,
    at: at.toISOString(),
    ...(url ? { url: url.includes("#") ? url : `${url}#seller-chat=${conversation}` } : {}),
    act,
    lang,
  };
}

function address(text: string | null | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const { href, protocol } = new URL(text);
  return href.length <= ADDRESS && (protocol === "https:" || protocol === "http:") ? href : undefined;
}

/** As it goes out: the body is cut, and before it would be nothing, what is missed least gives way. */
export function encode(payload: PushPayload, most = PUSH_BYTES): Buffer {
  const { body, others, icon, url, ...rest } = payload;
  const bare = { ...rest, body: "" };
  const forms = [
    { ...bare, ...(url ? { url } : {}), ...(icon ? { icon } : {}), ...(others ? { others } : {}) },
    { ...bare, ...(url ? { url } : {}), ...(icon ? { icon } : {}) },
    { ...bare, ...(url ? { url } : {}) },
  ];
  const room = (form: object) => Math.min(BODY, most - Buffer.byteLength(JSON.stringify(form)));
  const form = forms.find((each) => room(each) >= BODY_LEAST) ?? bare;
  return Buffer.from(JSON.stringify({ ...form, body: cut(body, room(form)) }));
}

/** Less than half of it, for a service that takes less than it should. */
export const SMALL = 1_500;

const segmenter = new Intl.Segmenter();
const ELLIPSIS = "…";

/** At most `most` bytes of it in JSON, never a part of what people see as one character. */
export function cut(text: string, most: number): string {
  if (bytes(text) <= most) return text;
  let kept = "";
  let left = most - bytes(ELLIPSIS);
  for (const { segment } of segmenter.segment(text)) {
    left -= bytes(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}

const bytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;
