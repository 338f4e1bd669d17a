import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ChatClient, ChatState } from "../client/state";

/** Loads the client's code and makes one for the host's present server and person. */
type Connect = () => Promise<ChatClient>;

/** Whether a visitor without an identity becomes a guest, or costs nothing. */
type Guests = "create" | "known";

type State =
  | { readonly name: "off" }
  | { readonly name: "loading"; readonly wait: Promise<ChatClient> }
  | { readonly name: "on"; readonly client: ChatClient; readonly unsubscribe: () => void };

const NOTHING: ChatState = { link: { state: "idle" }, threads: new Map(), inboxes: new Map(), links: new Map() };

/**
 * Binds a client to an element: started when it is first needed, each of its states is an update of the host, stopped
 * while the host is out of the document and started again when it comes back.
 */
export class LiveClient implements ReactiveController {
  private current: State = { name: "off" };
  private wanted: "nothing" | Guests = "nothing";

  /** `ready` is called with each new client, before it starts: what is to be open or listed on it. */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly connect: Connect,
    private readonly ready: (client: ChatClient) => void,
  ) {
    host.addController(this);
  }

  get client(): ChatClient | undefined {
    return this.current.name === "on" ? this.current.client : undefined;
  }

  /** Nobody is signed in, as far as the client has found out. */
  get nobody(): boolean {
    return this.current.name === "on" && this.current.client.state.link.state === "idle";
  }

  get state(): ChatState {
    return this.client?.state ?? NOTHING;
  }

  hostConnected(): void {
    if (this.wanted !== "nothing") this.start(this.wanted);
  }

  hostDisconnected(): void {
    this.drop();
  }

  start(guests: Guests): void {
    const more = this.wanted !== "create" && guests === "create";
    if (more || this.wanted === "nothing") this.wanted = guests;
    if (this.current.name === "on" && more) this.current.client.start("create");
    if (this.current.name === "off" && this.host.isConnected) this.load();
  }

  /** Another server: begins anew, if it had begun. */
  restart(): void {
    if (this.wanted === "nothing") return;
    this.drop();
    this.start(this.wanted);
  }

  private load(): void {
    const wait = this.connect();
    const loading: State = { name: "loading", wait };
    this.current = loading;
    wait.then(
      (client) => {
        if (this.current === loading) this.turnOn(client);
      },
      (error: unknown) => {
        if (this.current === loading) this.current = { name: "off" };
        console.error("seller-chat: the chat could not be loaded", error);
      },
    );
  }

  private turnOn(client: ChatClient): void {
    const unsubscribe = client.subscribe(() => this.host.requestUpdate());
    this.current = { name: "on", client, unsubscribe };
    this.ready(client);
    client.start(this.wanted === "create" ? "create" : "known");
    this.host.requestUpdate();
  }

  private drop(): void {
    if (this.current.name === "on") {
      this.current.unsubscribe();
      this.current.client.stop();
    }
    this.current = { name: "off" };
  }
}
