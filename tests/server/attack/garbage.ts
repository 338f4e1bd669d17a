/** Frames and bodies as nobody should send them: random ones, and good ones with something wrong in them. */
import fc from "fast-check";

const STRANGE_TEXTS = [
  "",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u0645\u0631\u062d\u0628\u0627",
  "\u200b",
  "\r\n\t",
  "x".repeat(5_000),
  "я".repeat(9_000),
  "'; drop table chat.message; --",
  "{}",
  "{{7*7}}",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "__proto__",
  "constructor",
  "00000000-0000-7000-8000-000000000000",
  "2026-11-22T10:00:00.000Z",
  "99999-99-99T99:99:99Z",
];

const text = fc.oneof(fc.constantFrom(...STRANGE_TEXTS), fc.string({ unit: "binary", maxLength: 60 }), fc.uuid());
const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 0.5, 2 ** 31, 2 ** 53, 2 ** 63, 1e308, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double(),
  fc.integer(),
);
const anything = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 5 }),
  fc.dictionary(text, fc.oneof(text, number), { maxKeys: 5 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** An object with something wrong in it: a field another, gone, new, or two of them exchanged. */
export const mutated = (good: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(good, fc.constantFrom("replace", "delete", "add", "swap", "nothing"), fc.nat(), fc.nat(), text, anything)
    .map(([frame, how, n, m, name, value]) => {
      const fields = Object.keys(frame);
      const [one = "type", other = "type"] = [fields[n % fields.length], fields[m % fields.length]];
      if (how === "replace") return { ...frame, [one]: value };
      if (how === "delete") return Object.fromEntries(Object.entries(frame).filter(([field]) => field !== one));
      if (how === "add") return { ...frame, [name]: value };
      if (how === "swap") return { ...frame, [one]: frame[other], [other]: frame[one] };
      return frame;
    });

/** What goes over the line: the object, or its text with bytes turned, cut or repeated, or deep, or no JSON at all. */
export const garbled = (
  object: fc.Arbitrary<Record<string, unknown>>,
): fc.Arbitrary<string | Uint8Array<ArrayBuffer>> =>
  fc.oneof(
    { weight: 12, arbitrary: object.map((value) => JSON.stringify(value)) },
    {
      weight: 3,
      arbitrary: fc.tuple(object, fc.nat(), fc.string({ unit: "binary", maxLength: 4 })).map(([value, at, junk]) => {
        const whole = JSON.stringify(value);
        const cut = at % (whole.length + 1);
        return whole.slice(0, cut) + junk + whole.slice(cut + junk.length);
      }),
    },
    { weight: 1, arbitrary: fc.nat(300).map((depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`) },
    {
      weight: 1,
      arbitrary: object.map((value) => JSON.stringify(value).replace(/"type"/, '"__proto__":{"type":1},"type"')),
    },
    { weight: 1, arbitrary: object.map((value) => JSON.stringify(value).replace(/:\d+/, ":1e400")) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)) },
  );

/** Good frames of every kind but `hello`, about these conversations and sellers. */
export function goodFrames(conversations: readonly string[], sellers: readonly string[]) {
  const conversation = fc.constantFrom(...conversations);
  const seq = fc.integer({ min: 1, max: 5 });
  const ref = fc.oneof(fc.string({ minLength: 1, maxLength: 64 }), fc.nat());
  const words = fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.constantFrom("привет", "hello"));
  const frame = (type: string, fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys?: string[]) =>
    fc.record<Record<string, unknown>>(
      { type: fc.constant(type), ...fields },
      requiredKeys ? { requiredKeys } : {},
    ) as fc.Arbitrary<Record<string, unknown>>;
  return fc.oneof(
    frame("open", { ref, seller: fc.constantFrom(...sellers), topic: fc.record({ id: words, title: words }) }),
    frame("send", { id: fc.uuid(), conversation, text: words, replyTo: seq }, ["type", "id", "conversation", "text"]),
    frame("edit", { ref, conversation, seq, text: words }),
    frame("remove", { ref, conversation, seq }),
    frame("history", { ref, conversation, before: seq, limit: seq }, ["type", "ref", "conversation"]),
    frame("changes", { ref, conversation, after: seq }),
    frame(
      "inbox",
      { ref, seller: fc.constantFrom(...sellers), query: words, filter: fc.constantFrom("unread", "mine") },
      ["type", "ref"],
    ),
    frame("received", { conversation, seq }),
    frame("read", { conversation, seq }),
    frame("typing", { conversation }),
    frame("links", { ref, attachments: fc.array(fc.uuid(), { minLength: 1, maxLength: 3 }) }),
    frame("report", { ref, conversation, reason: fc.constantFrom("spam", "other"), text: words }),
    frame("status", { ref, conversation, status: fc.constantFrom("open", "closed") }),
    frame("assign", { ref, conversation, agent: fc.constantFrom("mallory", null) }),
    frame("note", { ref, id: fc.uuid(), conversation, text: words }),
    frame("notes", { ref, conversation }),
    frame("trail", { ref, conversation, seq }),
    frame("ping", {}),
  );
}
