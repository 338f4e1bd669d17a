/** Composes the parts. Never listens, never reads the environment. */
import { resolve } from "node:path";
import { Elysia } from "elysia";
import { Housekeeping } from "./app/housekeeping";
import { Acts } from "./auth/acts";
import { FileAddresses } from "./auth/file-addresses";
import { Gate } from "./auth/gate";
import { KeySet } from "./auth/key-set";
import type { Keys } from "./auth/keys";
import { Steps } from "./chat/steps";
import type { Config } from "./config";
import type { Database } from "./db/client";
import { ChatError } from "./errors";
import { FileHealth } from "./files/health";
import { createStore } from "./files/store";
import { FileSweep } from "./files/sweep";
import { addressOf } from "./http/address";
import { admin } from "./http/admin";
import { assets } from "./http/assets";
import { attachments } from "./http/attachments";
import { cors } from "./http/cors";
import { dashboard } from "./http/dashboard";
import { faults } from "./http/faults";
import { guests } from "./http/guests";
import { polling } from "./http/poll";
import { push } from "./http/push";
import { pushWindow } from "./http/push-window";
import { settings } from "./http/settings";
import { status } from "./http/status";
import { Live } from "./live/live";
import { originRule } from "./live/origins";
import { RevocationWatch } from "./live/revocations";
import { upgrade } from "./live/socket";
import type { Log } from "./log";
import { createMetrics } from "./metrics";
import { resolveHost } from "./push/hosts";
import { Pushes } from "./push/pushes";
import { Sender } from "./push/sender";
import { Vapid } from "./push/vapid";

interface AppDeps {
  readonly config: Pick<
    Config,
    | "allowedOrigins"
    | "publicUrl"
    | "dashboardTokenUrl"
    | "guests"
    | "sellers"
    | "rateLimits"
    | "maxText"
    | "trustProxy"
    | "authJwksUrl"
    | "authIssuer"
    | "authAudience"
    | "adminKey"
    | "contactGuard"
    | "dataDir"
    | "retentionDays"
    | "s3"
    | "vapid"
    | "vapidSubject"
    | "pushHosts"
  >;
  readonly db: Database;
  readonly keys: Keys;
  readonly log: Log;
  /** Where the built widget lies. */
  readonly widget?: string;
  readonly unseen?: ReadonlySet<string>;
  readonly now?: () => number;
}

export function createApp({ widget = WIDGET, ...deps }: AppDeps) {
  const { config, db, keys, log } = deps;
  const metrics = createMetrics();
  const allows = originRule(config);
  const { authJwksUrl, authIssuer: issuer, authAudience: audience } = config;
  const keySet = authJwksUrl ? new KeySet(authJwksUrl, { log }) : undefined;
  if (keySet && audience === undefined) log.warn(ANY_AUDIENCE);
  const gate = new Gate({ ...keys, keySet, issuer, audience }, db);
  const { now = Date.now } = deps;
  const store = createStore(config);
  const files = new FileHealth({ store, log, now });
  const sweep = new FileSweep({ db, store, log, now });
  const addresses = new FileAddresses(keys.file, config.publicUrl ?? "", now);
  const acts = new Acts(keys.act, now);
  const vapid = new Vapid({ sql: db.aside, given: config.vapid, subject: subjectOf(config) });
  const sender = new Sender({ vapid, hosts: config.pushHosts, resolve: resolveHost, now });
  const inbox = config.publicUrl && `${config.publicUrl}/dashboard`;
  const pushes = new Pushes({ sql: db.aside, sender, vapid, act: (act) => acts.make(act), inbox, log, metrics, now });
  const steps = new Steps({ sql: db.aside, log, now });
  const live = new Live({
    ...deps,
    gate,
    allows,
    metrics,
    addresses,
    onRemoved: () => void sweep.removed(),
    onStored: (conversation, side, seq) => pushes.note(conversation, side, seq),
    onMarked: (row) => {
      pushes.received(row.conversation, row.side, row.received);
      steps.note(row);
    },
  });
  const plugin = new Elysia({ name: "seller-chat" })
    .use(faults(log, metrics))
    .use(assets({ folder: widget }))
    .use(pushWindow({ allows }))
    .use(dashboard(config))
    .get("/v1/ws", ({ request, server }) => {
      if (!server) throw new Error("WebSockets need a listening server.");
      return upgrade(live, allows, request, server, addressOf(request, server, config.trustProxy));
    })
    .use(status({ live, db, metrics, files }))
    .use(cors(allows, live.refusedOrigins))
    .use(guests({ ...config, gate, db, live, log }))
    .use(admin({ ...config, db, live, log }))
    .use(attachments({ ...config, gate, db, live, log, metrics, store, addresses }))
    .use(polling({ live, trustProxy: config.trustProxy }))
    .use(settings({ gate, db, live }))
    .use(push({ ...config, gate, acts, db, live, vapid, allows, log }))
    .all("/v1/*", () => {
      throw new ChatError("not_found", "There is nothing at this address.");
    });
  const revocations = new RevocationWatch({ db, live, log });
  const { unseen: automatic = new Set() } = deps;
  const housekeeping = new Housekeeping({ db, sweep, log, now, retentionDays: config.retentionDays, automatic });
  return {
    plugin,
    live,
    revocations,
    /** Runs every hour by itself. */
    sweep,
    /** To be started where the server isn't composed for a test. */
    pushes,
    /** Says `bye`, commits and acks what was submitted, closes every link. */
    async drain(): Promise<void> {
      housekeeping.stop();
      revocations.stop();
      await live.drain();
      await Promise.all([pushes.stop(), steps.flush(), sweep.stop()]);
    },
  };
}

const ANY_AUDIENCE =
  "AUTH_AUDIENCE is not set: any token that a key of AUTH_JWKS_URL signed is taken, also one for another application";

/** Push services want to know where to complain; what is none of ours to give is an address that nobody has. */
const subjectOf = ({ vapidSubject, publicUrl }: Pick<Config, "vapidSubject" | "publicUrl">): string =>
  vapidSubject ?? (publicUrl?.startsWith("https:") ? publicUrl : "mailto:nobody@seller-chat.invalid");

const WIDGET = resolve(import.meta.dir, "../dist/widget");
