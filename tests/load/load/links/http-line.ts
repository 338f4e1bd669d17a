/** One HTTP/1.1 connection that stays open, one request at a time: what a browser keeps for each tab. */

type Line = Bun.Socket<HttpLine | undefined>;

export class HttpLine {
  #received: Buffer[] = [];
  #answered: ((body: string) => void) | undefined;
  #socket: Line | undefined;

  private constructor(readonly url: URL) {}

  static async open(url: string): Promise<HttpLine> {
    const line = new HttpLine(new URL(url));
    await line.#connect();
    return line;
  }

  async #connect(): Promise<Line> {
    const { hostname, port } = this.url;
    this.#socket = await Bun.connect<HttpLine | undefined>({
      hostname,
      port: Number(port),
      socket: HANDLERS,
      data: this,
    });
    return this.#socket;
  }

  /** Resolves with the body of a 200; anything else throws and ends the process. */
  async post(path: string, token: string, body: string): Promise<string> {
    const head = [
      `POST ${path} HTTP/1.1`,
      "Host: 127.0.0.1",
      `Authorization: Bearer ${token}`,
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    const request = Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
    const socket = this.#socket ?? (await this.#connect());
    if (socket.write(request) < request.length) throw new Error(`${path} does not fit into the socket's buffer.`);
    return new Promise((resolve) => {
      this.#answered = resolve;
    });
  }

  /** A server may end a connection on which nothing is asked; the next request opens another, as in a browser. */
  closed(): void {
    if (this.#answered) throw new Error("The server closed a connection in the middle of a request.");
    this.#socket = undefined;
  }

  received(data: Buffer): void {
    this.#received.push(Buffer.from(data));
    const all = this.#received.length === 1 ? (this.#received[0] ?? data) : Buffer.concat(this.#received);
    const body = bodyOf(all);
    if (body === undefined) return;
    this.#received = [];
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(body);
  }

  close(): void {
    if (!this.#socket) return;
    this.#socket.data = undefined;
    this.#socket.end();
  }
}

const HANDLERS: Bun.SocketHandler<HttpLine | undefined> = {
  data: (socket, data) => socket.data?.received(data),
  close: (socket) => socket.data?.closed(),
};

/** Undefined while it is not whole. @throws Error for anything but a 200. */
function bodyOf(response: Buffer): string | undefined {
  const end = response.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = response.toString("latin1", 0, end);
  if (!head.startsWith("HTTP/1.1 200")) throw new Error(head);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
  return response.length < end + 4 + length ? undefined : response.toString("utf8", end + 4, end + 4 + length);
}
