/** A line between one client and the server: TCP that can be cut, stopped, slowed, or closed to WebSockets. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Up: from the client to the server. */
export type Direction = "up" | "down";

/** What may be wrong with a line. Several at once add up. */
export interface Condition {
  /** Bytes that way wait, and so does the end of a connection; nobody is told. */
  readonly stops?: readonly Direction[];
  /** A connection that was open when it began never moves again, as behind a router that has forgotten it. */
  readonly forGood?: boolean;
  /** Milliseconds for each piece. */
  readonly delay?: number;
  /** Bytes a second. */
  readonly rate?: number;
  /** A proxy in between doesn't know WebSockets. */
  readonly noUpgrade?: boolean;
  /** Nothing new gets through. */
  readonly down?: boolean;
}

const REFUSED = "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

export class Line {
  readonly #server: Server;
  readonly #conditions = new Set<Condition>();
  readonly #connections = new Set<Connection>();
  #waiting: (() => void)[] = [];

  private constructor(readonly target: () => number) {
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  /** @param target the server's port at this moment */
  static async open(target: () => number): Promise<Line> {
    const line = new Line(target);
    await new Promise<void>((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Connections that are open now. */
  get size(): number {
    return this.#connections.size;
  }

  /** Returns how to lift it. */
  impose(condition: Condition): () => void {
    this.#conditions.add(condition);
    if (condition.forGood) for (const connection of this.#connections) connection.lost = true;
    return () => {
      this.#conditions.delete(condition);
      for (const wake of this.#waiting.splice(0)) wake();
    };
  }

  /** Ends what is open, both ways. Returns how many connections that were. */
  cut(how: "RST" | "FIN"): number {
    const { size } = this.#connections;
    for (const connection of [...this.#connections]) connection.cut(how);
    return size;
  }

  /** Ends everything, for good. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut("RST");
    await closed;
  }

  /** Whether anything that is wrong with the line now is `what`. */
  is(what: "noUpgrade" | "down"): boolean {
    return [...this.#conditions].some((condition) => condition[what]);
  }

  /** Resolves when so many bytes have got through that way. */
  async pass(direction: Direction, bytes: number): Promise<void> {
    const slow = [...this.#conditions].reduce((ms, { delay = 0, rate }) => {
      return ms + delay + (rate === undefined ? 0 : (bytes / rate) * 1000);
    }, 0);
    if (slow > 0) await Bun.sleep(slow);
    while ([...this.#conditions].some(({ stops }) => stops?.includes(direction)))
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #accept(client: Socket): void {
    if (this.is("down")) {
      client.on("error", () => {});
      client.resetAndDestroy();
      return;
    }
    const connection = new Connection(this, client, () => this.#connections.delete(connection));
    this.#connections.add(connection);
  }
}

class Connection {
  /** Nothing passes any more, and nobody hears of it. */
  lost = false;
  readonly #line: Line;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #over: () => void;
  #first = true;

  constructor(line: Line, client: Socket, over: () => void) {
    this.#line = line;
    this.#client = client;
    this.#over = over;
    this.#server = connect({ port: line.target(), host: "127.0.0.1", allowHalfOpen: true });
    this.#pump("up", client, this.#server);
    this.#pump("down", this.#server, client);
  }

  cut(how: "RST" | "FIN"): void {
    this.#over();
    for (const socket of [this.#client, this.#server]) {
      if (how === "RST") socket.resetAndDestroy();
      else socket.destroySoon(); // FIN once what is written has left
    }
  }

  #pump(direction: Direction, from: Socket, to: Socket): void {
    from.on("data", async (chunk: Buffer) => {
      from.pause();
      if (direction === "up" && this.#refused(chunk)) return;
      await this.#line.pass(direction, chunk.length);
      if (this.lost || to.destroyed) return;
      to.write(chunk, () => from.resume());
    });
    from.on("end", async () => {
      await this.#line.pass(direction, 0);
      if (!this.lost) to.end();
    });
    from.on("error", async () => {
      await this.#line.pass(direction, 0);
      if (!this.lost) this.cut("RST");
    });
    from.on("close", () => {
      if (this.#client.destroyed && this.#server.destroyed) this.#over();
    });
  }

  #refused(chunk: Buffer): boolean {
    const first = this.#first;
    this.#first = false;
    if (!first || !this.#line.is("noUpgrade") || !/^upgrade: *websocket/im.test(chunk.toString("latin1"))) return false;
    this.#client.end(REFUSED);
    this.#server.destroy();
    return true;
  }
}
