import type { ReactiveControllerHost } from "lit";
import { readAgents, readSettings, type SellerSettings, writeSettings } from "../client/settings";
import type { ChatClient, Party } from "../client/state";

/** How far saving has come. */
export type Saving = "no" | "under way" | "failed";

/** What the agents of one seller share: settings, and each other. Read when the seller comes into view. */
export class SellerDesk {
  /** Absent until known, or where they can't be read. */
  settings: SellerSettings | undefined;
  agents: readonly Party[] = [];
  saving: Saving = "no";
  private seller: string | undefined;

  constructor(private readonly host: Pick<ReactiveControllerHost, "requestUpdate">) {}

  /** Reads what belongs to this seller, once. Needs a live link: before, nobody may ask. */
  show(client: ChatClient, seller: string): void {
    if (seller === this.seller) return;
    this.settings = undefined;
    this.agents = [];
    this.saving = "no";
    this.seller = seller;
    void this.read(client, seller);
  }

  /** Another agent may have changed something. */
  async read(client: ChatClient, seller: string): Promise<void> {
    const none = () => undefined;
    const [settings, agents] = await Promise.all([
      readSettings(client, seller).catch(none),
      readAgents(client, seller).catch(none),
    ]);
    if (seller !== this.seller) return;
    this.settings = settings ?? this.settings;
    this.agents = agents ?? this.agents;
    this.host.requestUpdate();
  }

  /** @returns whether the server has it */
  async save(client: ChatClient, seller: string, settings: SellerSettings): Promise<boolean> {
    this.saving = "under way";
    this.host.requestUpdate();
    const stored = await writeSettings(client, seller, settings).catch(() => undefined);
    if (seller !== this.seller) return stored !== undefined;
    this.saving = stored ? "no" : "failed";
    this.settings = stored ?? this.settings;
    this.host.requestUpdate();
    return stored !== undefined;
  }
}
