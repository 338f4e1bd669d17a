/** Every number the two ends must agree on. Durations are milliseconds, sizes bytes unless said. */

export const TEXT_LENGTH = 4000; // UTF-16 units; the operator's MAX_TEXT replaces it
export const ID_LENGTH = 128;
export const REF_LENGTH = 64;
export const TITLE_LENGTH = 300;
export const URL_LENGTH = 2000;
export const PRICE_LENGTH = 64;
export const TOKEN_LENGTH = 8192;
export const ATTACHMENTS = 10;
/** Of one file. */
export const ATTACHMENT_BYTES = 20 * 1024 * 1024;
/** The longest side, in pixels, of the small picture that lists and bubbles show. */
export const SMALL_SIDE = 512;
/** Uploads of one person. */
export const UPLOADS_BURST = 30;
export const UPLOADS_A_MINUTE = 6;
/** What they may weigh (MiB), at once and again within an hour; and those of all guests of one address. */
export const UPLOAD_MIB_AN_HOUR = 200;
export const GUEST_UPLOAD_MIB_AN_HOUR = 1000;
/** An upload ends after this time without a byte, or in all. */
export const UPLOAD_IDLE = 15_000;
export const UPLOAD_WITHIN = 300_000;
/** Files that one `links` asks for. */
export const LINKS = 100;
export const REPORT_LENGTH = 2000; // UTF-16 units

export const PAGE = 30;
export const PAGE_MOST = 100;
export const CURSORS = 100;
/** A resume that would carry more changes than this answers `reset` instead. */
export const RESUME_CHANGES = 500;
/** Changes, and characters, that one `hello` brings back; what was missed beyond them answers `reset`, too. */
export const RESUME_ALL = 5_000;
export const RESUME_TEXT = 1_000_000;
/** Characters of all texts in one page; a longer one ends early, and says `more`. */
export const PAGE_TEXT = 300_000;

/** A client that has neither sent nor received for this long sends `ping`. */
export const HEARTBEAT = 25_000;
/** And expects some frame within this time. */
export const PONG_WITHIN = 5_000;
/** The server closes a socket that was silent for this long. */
export const SILENCE = 62_500;
export const HELLO_WITHIN = 5_000;
/** How long `POST /v1/poll` holds when nothing is new. */
export const POLL_WAIT = 25_000;

export const BAD_FRAMES_A_MINUTE = 20;
/** Frames of any kind on one link; above it the link is closed. */
export const FRAMES_A_SECOND = 50;
export const FRAMES_BURST = 500;
/** `typing` is passed on this often from one link (ms). */
export const TYPING_EVERY = 1_000;
/** Links from one address that have not said `hello` yet. */
export const SOCKETS_UNKNOWN = 50;
/** `inbox` with a `query`: as somebody types. */
export const SEARCHES_A_SECOND = 5;
export const SEARCHES_BURST = 20;
export const SENDS_A_SECOND = 20;
export const SENDS_BURST = 100;
export const SOCKETS_A_PERSON = 20;
export const SOCKETS_AN_ADDRESS = 1_000;
/** `hello` of one person: each reads what they missed. */
export const HELLOS_A_MINUTE = 120;
export const HELLOS_BURST = 100;
/** Requests that read, of one person; and what makes the server look a conversation up. */
export const READS_A_SECOND = 20;
export const READS_BURST = 200;
export const CONVERSATIONS_AN_HOUR = 30;
export const REPORTS_AN_HOUR = 10;
/** Tokens from one address that were refused. */
export const REFUSALS_BURST = 200;
export const REFUSALS_A_SECOND = 5;
/** New guests, and claims, from one address. */
export const GUESTS_BURST = 30;
export const GUESTS_A_MINUTE = 1;
/** Wrong operator's keys from one address; then one a minute. */
export const WRONG_KEYS = 10;
export const POLL_FRAMES = 100;

/** Of a push before its encryption (RFC 8291: services take 4,096 bytes after it). */
export const PUSH_BYTES = 3_993;
/** Browsers in which one person is notified; the oldest gives way. */
export const SUBSCRIPTIONS_A_PERSON = 20;
/** Subscribing, renewing and unsubscribing, of a person or an address. */
export const SUBSCRIBES_BURST = 60;
export const SUBSCRIBES_A_MINUTE = 6;
/** How long `mute` lasts, and a notification's `act` is good for. */
export const MUTED = 3_600_000;
export const ACT_LASTS = 86_400_000;

/** Characters of the newest message that a list shows. */
const LINE = 200;
/** A conversation's `lastText`: the message's words, else the name of its first file; no character in half. */
export const lineOf = (message: { text: string; attachments: readonly { name: string }[] }): string => {
  const [file] = message.attachments;
  const text = message.text || (file ? `📎 ${file.name}` : "");
  return text.length <= LINE ? text : [...text.slice(0, 2 * LINE)].slice(0, LINE).join("");
};

/** The longest frame a client may send, for a given longest text. */
export const frameBytes = (textLength: number): number => Math.max(16_384, 4 * textLength);
