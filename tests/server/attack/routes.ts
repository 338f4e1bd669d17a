/** Every route, with ids of what is another's. */
import { form, PDF } from "../../support/files";
import { ADMIN_KEY, type Attacker, type Ids, type World } from "./world";

export interface Asked {
  /** For `:id` in the path. */
  readonly id?: string;
  readonly query?: string;
  readonly body?: object;
  /** The attacker's, unless said. */
  readonly token?: string;
}

export interface RouteAttempt {
  readonly name: string;
  make(ids: Ids, me: Attacker, world: World): Asked | Promise<Asked>;
  readonly status: number;
  /** Whether the answer is, word for word, what it is for something that doesn't exist. */
  readonly same: boolean;
}

const refused = (name: string, status: number, make: RouteAttempt["make"], same = true): RouteAttempt => ({
  name,
  make,
  status,
  same,
});

/** A signed address of a file of the attacker's own. */
async function address({ wire, upload }: Attacker): Promise<URL> {
  const { items } = await wire.ask({ type: "links", attachments: [upload] }, "links");
  return new URL(items[0]?.url ?? "", "http://server");
}
const changed = async (me: Attacker, change: (query: URLSearchParams) => void): Promise<string> => {
  const { searchParams } = await address(me);
  change(searchParams);
  return `?${searchParams}`;
};

const SETTINGS = { replies: [{ shortcut: "x", text: "x" }], hours: null, away: "x" };

/** Where a server must not be made to send (S6): its own network, and names that only look like a push service's. */
const ELSEWHERE = [
  "https://localhost/",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://10.0.0.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://metadata.google.internal/",
  "https://fcm.googleapis.com.example/",
  "https://fcm.googleapis.com@169.254.169.254/",
  "https://example/?https://fcm.googleapis.com/",
  "https://example/fcm.googleapis.com",
  "https://xfcm.googleapis.com/",
  "https://push.apple.com.example/",
  "https://evilpush.apple.com/",
  "https://notify.windows.com.example/",
  "https://fcm.googleapis.com:8443/",
  "http://fcm.googleapis.com/",
  "https://fcm.googleapis.com\t@localhost/",
  "https://fcm.googleapis.com\\@localhost/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:6379/_FLUSHALL",
  "javascript:alert(1)",
];

/** `open`: nothing there is anybody's. Frames are in a table of their own. */
export const ROUTES: Record<string, readonly RouteAttempt[] | "open" | "frames"> = {
  "GET /v1/ws": "frames",
  "POST /v1/poll": "frames",
  "GET /chunks/:name": "open",
  "GET /seller-chat.js": "open",
  "GET /seller-chat.js.map": "open",
  "GET /seller-inbox.js": "open",
  "GET /seller-inbox.js.map": "open",
  "GET /dashboard": "open",
  "GET /dashboard-icon-192.png": "open",
  "GET /dashboard-icon-512.png": "open",
  "GET /dashboard-icon-maskable-512.png": "open",
  "GET /dashboard-worker.js": "open",
  "GET /dashboard-worker.js.map": "open",
  "GET /dashboard.css": "open",
  "GET /dashboard.js": "open",
  "GET /dashboard.js.map": "open",
  "GET /dashboard.webmanifest": "open",
  "GET /push": "open",
  "GET /push-window.js": "open",
  "GET /push-window.js.map": "open",
  "GET /push-worker.js": "open",
  "GET /push-worker.js.map": "open",
  "GET /status": "open",
  "GET /metrics": "open",
  "GET /healthz": "open",
  "GET /readyz": "open",
  "GET /v1/push/key": "open",
  "POST /v1/guests": "open",
  "OPTIONS /v1/*": "open",
  "ALL /v1/*": "open",
  "POST /v1/guests/claim": [
    refused("of a user, who is no guest", 403, (_, me, { petr }) => ({ body: { guest: petr.token, token: me.token } })),
    refused("of another guest, by a token one wrote oneself", 403, async (_, me, { server }) => ({
      body: { guest: await server.token({ sub: "guest:0199" }), token: me.token },
    })),
    refused("for somebody who is a guest", 403, (_, __, { attackers }) => {
      const { token } = attackers["a guest"];
      return { body: { guest: token, token } };
    }),
    refused("for somebody whose token one doesn't have", 401, (_, __, { attackers }) => ({
      body: { guest: attackers["a guest"].token, token: `${attackers["a buyer"].token.slice(0, -6)}AAAAAA` },
    })),
  ],
  "POST /v1/admin/revoke": [
    refused("with a person's token", 401, (i) => ({ body: { person: i.buyer } })),
    refused("with nearly the key", 401, (i) => ({ body: { person: i.buyer }, token: `${ADMIN_KEY.slice(0, -1)}x` })),
  ],
  "POST /v1/attachments": [
    refused("into another's conversation", 404, (i) => ({
      body: form(i.conversation, PDF, "x.pdf", "application/pdf"),
    })),
  ],
  "GET /v1/attachments/:id": [
    refused("without a signature", 403, (i) => ({ id: i.file })),
    refused("with the signature of one's own file", 403, async (i, me) => ({
      id: i.file,
      query: (await address(me)).search,
    })),
    refused("of an upload that wasn't sent", 403, async (i, me) => ({
      id: i.upload,
      query: (await address(me)).search,
    })),
    refused("of one's own, for longer", 403, async (_, me) => ({
      id: me.upload,
      query: await changed(me, (query) => query.set("expires", "9999999999")),
    })),
    refused("of one's own, another variant", 403, async (_, me) => ({
      id: me.upload,
      query: await changed(me, (query) => query.set("variant", "small")),
    })),
    refused("of one's own, twice", 403, async (i, me) => ({
      id: `${me.upload}/../${i.file}`,
      query: (await address(me)).search,
    })),
  ],
  "GET /v1/sellers/:id/settings": [
    refused("of another seller", 403, (i) => ({ id: i.seller })),
    refused("of one whose id is a buyer's", 403, (i) => ({ id: i.buyer })),
  ],
  "PUT /v1/sellers/:id/settings": [refused("of another seller", 403, (i) => ({ id: i.seller, body: SETTINGS }))],
  "GET /v1/sellers/:id/agents": [refused("of another seller", 403, (i) => ({ id: i.seller }))],
  "POST /v1/push/subscriptions": [
    // Whether a browser has this endpoint can be learned by who knows it already; nobody but its push service and we do.
    refused(
      "of another's browser",
      403,
      (_, me, { annas }) => ({ body: { ...me.browser, endpoint: annas.endpoint, side: "buyer" } }),
      false,
    ),
    ...ELSEWHERE.map((endpoint) =>
      refused(`at ${JSON.stringify(endpoint)}`, 403, (_, me) => ({
        body: { endpoint, keys: me.browser.keys, side: "buyer" },
      })),
    ),
  ],
  "DELETE /v1/push/subscriptions": [
    refused("of another's browser", 204, (i) => ({ body: { endpoint: i.endpoint } })),
    refused("of another's browser, as a seller", 204, (i) => ({ body: { endpoint: i.endpoint, side: "seller" } })),
  ],
  "POST /v1/push/renewals": [
    refused("of another's browser, by a secret of one's own", 404, (i, { browser: { endpoint, keys } }) => ({
      body: { old: { endpoint: i.endpoint, auth: keys.auth }, endpoint, keys },
    })),
    refused(
      "into another's browser",
      404,
      (_, { browser: { endpoint, keys } }, { annas }) => ({
        body: { old: { endpoint, auth: keys.auth }, endpoint: annas.endpoint, keys },
      }),
      false,
    ),
    ...ELSEWHERE.map((there) =>
      refused(`to ${JSON.stringify(there)}`, 403, (_, { browser: { endpoint, keys } }) => ({
        body: { old: { endpoint, auth: keys.auth }, endpoint: there, keys },
      })),
    ),
  ],
  "POST /v1/push/actions": (["read", "mute", "reply"] as const).flatMap((act) => {
    const body = act === "reply" ? { do: act, id: crypto.randomUUID(), text: "x" } : { do: act };
    return [
      refused(`${act}, by one's own notification made another's`, 401, async (i, me, { acts }) => {
        const [subscription, , ...rest] = (await acts(me.id, me.own)).split(".");
        return { body: { ...body, act: [subscription, i.conversation, ...rest].join(".") } };
      }),
      // Signed by us: what if we ever made one?
      refused(
        `${act}, by a notification of another's conversation in one's own browser`,
        401,
        async (i, me, { acts }) => ({
          body: { ...body, act: await acts(me.id, i.conversation) },
        }),
      ),
      refused(`${act}, by a notification of another's to which a user's token is added`, 401, (_, me) => ({
        body: { ...body, act: me.token },
      })),
    ];
  }),
};
