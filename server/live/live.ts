/** Everything that is connected to this node, and what it shares: the hub, the writer, the limits. */
import type { FileAddresses } from "../auth/file-addresses";
import type { Gate } from "../auth/gate";
import { BlocksCache } from "../chat/blocks";
import { type Parties, PartiesCache } from "../chat/parties";
import { SearchIndex } from "../chat/search-index";
import { isRevoked, tokenRevoked } from "../chat/standing";
import { GroupCommit } from "../chat/writer";
import type { Config } from "../config";
import type { MarkedRow } from "../db/batch";
import type { Database } from "../db/client";
import type { Revocation } from "../db/revocations";
import { ChatError } from "../errors";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import { CLOSE } from "../protocol/codes";
import {
  frameBytes,
  HELLO_WITHIN,
  SILENCE,
  SOCKETS_A_PERSON,
  SOCKETS_AN_ADDRESS,
  SOCKETS_UNKNOWN,
} from "../protocol/limits";
import type { Message, Side } from "../protocol/model";
import { type AllRates, allRates } from "./all-rates";
import { Away } from "./away";
import { encode } from "./frames";
import { type Audience, Hub, type Listener } from "./hub";
import { InTurn } from "./in-turn";
import type { OriginRule } from "./origins";
import { Presence } from "./presence";
import { RefusedOrigins } from "./refused-origins";
import { Reopenings } from "./reopenings";
import { Session, type Sink } from "./session";
import { Tally } from "./tally";
import { TimesCache } from "./times";

interface LiveDeps {
  readonly config: Pick<Config, "maxText" | "sellers" | "rateLimits" | "contactGuard">;
  readonly allows: OriginRule;
  readonly db: Database;
  readonly gate: Gate;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly addresses: FileAddresses;
  /** A message was removed, and its files are to go. */
  readonly onRemoved: () => void;
  /** A message was stored for this side. */
  readonly onStored: (conversation: string, side: Side, seq: number) => void;
  /** A side's positions have moved. */
  readonly onMarked: (row: MarkedRow) => void;
  readonly now?: () => number;
  /** People whose presence doesn't count, such as a seller that answers by itself. */
  readonly unseen?: ReadonlySet<string>;
}

/** Of a message that was stored. */
type Stored = Pick<Message, "seq" | "rev">;

const SWEEP = 1000;
/** When somebody may come again where there was no room (ms). */
const FULL = 10_000;

/** A client may close with any code, and each would be a series of its own. */
const OWN_CODES: ReadonlySet<number> = new Set([...Object.values(CLOSE), 1000, 1001, 1005, 1006]);

export class Live {
  readonly hub = new Hub();
  readonly presence: Presence;
  readonly times: TimesCache;
  readonly searchIndex: SearchIndex;
  readonly parties: PartiesCache;
  readonly blocks: BlocksCache;
  readonly writer: GroupCommit<Listener>;
  /** Of conversations, beside their log. */
  readonly changes = new InTurn();
  readonly reopenings: Reopenings;
  readonly allows: OriginRule;
  readonly db: Database;
  readonly gate: Gate;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly addresses: FileAddresses;
  readonly onRemoved: () => void;
  readonly now: () => number;
  readonly maxText: number;
  readonly frameBytes: number;
  readonly sellers: Config["sellers"];
  readonly contactGuard: Config["contactGuard"];
  readonly rates: AllRates;
  readonly refusedOrigins: RefusedOrigins;
  readonly sessions = new Set<Session>();
  readonly limited: boolean;
  readonly #onStored: LiveDeps["onStored"];
  readonly #away = new Away(this);
  readonly #unseen: ReadonlySet<string>;
  /** By address: links, and those of them that have not said who they are. */
  readonly #links = new Tally();
  readonly #unknown = new Tally();
  readonly #sweeper: Timer;
  draining = false;

  constructor(deps: LiveDeps) {
    const { config, allows, db, gate, log, metrics, addresses, onRemoved, now = Date.now, unseen = new Set() } = deps;
    this.db = db;
    this.gate = gate;
    this.log = log;
    this.metrics = metrics;
    this.addresses = addresses;
    this.onRemoved = onRemoved;
    this.#onStored = deps.onStored;
    this.now = now;
    this.maxText = config.maxText;
    this.frameBytes = frameBytes(config.maxText);
    this.sellers = config.sellers;
    this.contactGuard = config.contactGuard;
    this.limited = config.rateLimits;
    this.#unseen = unseen;
    this.allows = allows;
    this.rates = allRates(config.rateLimits, now);
    this.searchIndex = new SearchIndex(db.aside, log);
    this.times = new TimesCache({
      db,
      log,
      now,
      watched: (seller) => this.hub.size(`presence ${seller}`) > 0,
      onChange: (seller) => this.presence.tell(seller),
    });
    this.presence = new Presence(this.hub, undefined, (seller) => this.times.shown(seller));
    this.refusedOrigins = new RefusedOrigins(log, now);
    this.parties = new PartiesCache(db);
    this.blocks = new BlocksCache(db, now);
    this.reopenings = new Reopenings(now);
    this.writer = new GroupCommit<Listener>(db.writes, {
      log,
      metrics,
      onMarked: (row, origin) => {
        this.#tellReceipt(row, origin);
        deps.onMarked(row);
      },
    });
    this.#sweeper = setInterval(() => this.sweep(), SWEEP);
    this.#sweeper.unref();
  }

  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  connect(sink: Sink): Session {
    const session = new Session(this, sink);
    this.sessions.add(session);
    const links = this.#links.up(sink.address);
    const unknown = this.#unknown.up(sink.address);
    this.log.info({ session: session.id, address: sink.address }, "connection opened");
    if (this.draining) this.#sayBye(session);
    if (this.limited && unknown > SOCKETS_UNKNOWN) {
      session.sendAway("too many links that nobody signed in on", HELLO_WITHIN);
    } else if (this.limited && links > SOCKETS_AN_ADDRESS) session.sendAway("too many links from one address", FULL);
    return session;
  }

  /** A session is signed in, or has ended before it was. */
  known(session: Session): void {
    this.#unknown.down(session.sink.address);
  }

  /** @throws ChatError `rate_limited` when this person has as many links as they may. */
  admit(session: Session, person: string): void {
    if (this.limited && this.hub.size(`person ${person}`) >= SOCKETS_A_PERSON) {
      throw new ChatError("rate_limited", "Too many windows are open; please close one.", FULL);
    }
    this.#join(session, `person ${person}`);
  }

  /** From here on the session hears what concerns its person; a renewed token may name other sellers than before. */
  listen(session: Session): void {
    const { identity, asker, sides } = session.person;
    const wanted = new Set<Audience>();
    if (sides.includes("buyer")) wanted.add(`buyer ${asker.id}`);
    if (sides.includes("seller")) for (const seller of asker.sellers) wanted.add(`seller ${seller}`);
    for (const audience of session.audiences) {
      if (!wanted.has(audience) && /^(buyer|seller) /.test(audience)) this.#part(session, audience, identity.id);
    }
    for (const audience of wanted) {
      if (session.audiences.has(audience)) continue;
      this.#join(session, audience);
      if (audience.startsWith("seller ") && !this.#unseen.has(identity.id)) this.presence.arrive(audience.slice(7));
    }
  }

  async watchPresence(session: Session, seller: string): Promise<void> {
    try {
      await this.times.find(seller);
    } catch (err) {
      this.log.warn({ err }, "a seller's hours can't be read"); // whether somebody is there is known all the same
    }
    this.#join(session, `presence ${seller}`);
    session.send(this.presence.frame(seller));
  }

  /** Sends a new, edited or removed message to everyone of both sides but the link it came from. */
  publish(parties: Parties, conversation: string, message: Message, except?: Listener): void {
    const text = encode({ type: "message", conversation, message });
    const links = this.hub.tellParties(parties, { text, conversation, rev: message.rev }, except);
    this.metrics.delivered.inc(links);
    this.log.debug({ conversation, id: message.id, seq: message.seq, links }, "message delivered");
  }

  /** What follows a new message, and keeps nobody waiting. */
  stored({ seq, rev, ...parties }: Parties & Stored, conversation: string, side: Side): void {
    this.searchIndex.add(conversation);
    this.#onStored(conversation, side === "buyer" ? "seller" : "buyer", seq);
    if (side === "seller") return;
    this.#away.answer(parties, conversation);
    const status = this.reopenings.spoke(conversation, rev);
    if (status) this.hub.tellParties(parties, { text: encode({ type: "changed", conversation, status }) });
  }

  /** Ends every link of a person; what is theirs may have changed hands. */
  end(person: string, reason: string): void {
    for (const session of this.sessions) {
      if (session.signedIn?.identity.id === person) session.close(CLOSE.unauthorized, reason);
    }
  }

  /** S9: ends the links whose token counts no more. One that was renewed since stays. */
  endRevoked(revocations: readonly Revocation[]): void {
    if (revocations.length === 0) return;
    const revoked = new Map(revocations.map(({ person, before }) => [person, before]));
    for (const session of this.sessions) {
      const identity = session.signedIn?.identity;
      const before = identity && revoked.get(identity.id);
      if (!before || !isRevoked(identity.issuedAt, before)) continue;
      session.fail(tokenRevoked());
      session.close(CLOSE.unauthorized, "token revoked");
    }
  }

  leave(session: Session, code: number, reason: string): void {
    this.sessions.delete(session);
    this.#links.down(session.sink.address);
    if (session.state === "new") this.known(session);
    const person = session.signedIn?.identity.id;
    for (const audience of session.audiences) this.#part(session, audience, person ?? "");
    this.metrics.closed.inc({ code: OWN_CODES.has(code) ? code : "client" });
    this.log.info({ session: session.id, person, code, reason }, "connection closed");
  }

  /** Says `bye`, lets what was submitted commit and be acked, then closes every link. */
  async drain(): Promise<void> {
    this.draining = true;
    for (const session of this.sessions) this.#sayBye(session);
    await this.writer.idle();
    for (const session of this.sessions) session.close(CLOSE.restart, "the server restarts");
    clearInterval(this.#sweeper);
    this.presence.stop();
    await this.searchIndex.stop();
  }

  #sayBye(session: Session): void {
    session.send({ type: "bye", reason: "restart", retryAfter: 500 });
  }

  #join(session: Session, audience: Audience): void {
    if (session.state === "closed") return; // while its frame was waited for; nobody would take it out again
    session.audiences.add(audience);
    this.hub.join(audience, session);
  }

  #part(session: Session, audience: Audience, person: string): void {
    session.audiences.delete(audience);
    this.hub.leave(audience, session);
    if (audience.startsWith("seller ") && !this.#unseen.has(person)) this.presence.leave(audience.slice(7));
  }

  #tellReceipt(row: MarkedRow, origin: Listener | undefined): void {
    const { conversation, side, received, read } = row;
    this.hub.tellParties(row, { text: encode({ type: "receipt", conversation, side, received, read }) }, origin);
  }

  /** Closes the silent (D6), the expired (S9) and those that never said who they are. */
  sweep(): void {
    const now = this.now();
    for (const session of this.sessions) {
      const person = session.signedIn;
      if (!person && now - session.openedAt > HELLO_WITHIN) session.close(CLOSE.timeout, "no hello");
      else if (person && now > person.identity.expiresAt) session.close(CLOSE.unauthorized, "token expired");
      else if (now - session.lastHeard > SILENCE) session.close(CLOSE.timeout, "silent");
    }
    for (const rates of Object.values(this.rates)) rates.sweep();
    this.reopenings.sweep();
    this.times.tick();
  }
}
