import { afterEach, expect, test } from "bun:test";
import { connect, createServer, type Server, type Socket } from "node:net";
import { Line } from "./line";

/** Answers each piece with the same one. */
async function echo(): Promise<{ server: Server; port: number; ends: string[] }> {
  const ends: string[] = [];
  const server = createServer((socket) => {
    socket.on("data", (chunk) => socket.write(chunk));
    socket.on("end", () => ends.push("FIN"));
    socket.on("error", () => ends.push("RST"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0, ends };
}

class Caller {
  text = "";
  end: "FIN" | "RST" | undefined;
  readonly socket: Socket;

  constructor(line: Line) {
    this.socket = connect({ port: line.port, host: "127.0.0.1" });
    this.socket.on("data", (chunk) => {
      this.text += chunk;
    });
    this.socket.on("end", () => {
      this.end ??= "FIN";
    });
    this.socket.on("error", () => {
      this.end ??= "RST";
    });
  }
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await Bun.sleep(2);
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function called() {
  const [{ server, port, ends }, apart] = await Promise.all([echo(), echo()]);
  const line = await Line.open(() => port);
  const caller = new Caller(line);
  closing.push(
    () => caller.socket.destroy(),
    () => line.close(),
    () => server.close(),
    () => apart.server.close(),
  );
  caller.socket.write("hello");
  await until(() => caller.text === "hello");
  /** Meanwhile on a sound line, to another server, something goes there and back, three times. */
  const meanwhile = async () => {
    for (const _time of [1, 2, 3]) {
      const sound = await Line.open(() => apart.port);
      const other = new Caller(sound);
      other.socket.write("tick");
      await until(() => other.text === "tick");
      other.socket.destroy();
      await sound.close();
    }
  };
  return { line, caller, ends, meanwhile };
}

test("it carries both ways, and the end of a connection", async () => {
  const { line, caller, ends } = await called();
  caller.socket.end();
  await until(() => ends.includes("FIN") && line.size === 0);
});

test.each(["FIN", "RST"] as const)("a cut with %s is seen at both ends", async (how) => {
  const { line, caller, ends } = await called();
  expect(line.cut(how)).toBe(1);
  await until(() => caller.end === how && ends[0] === how);
  expect(line.size).toBe(0);
});

test("a half-open connection says nothing, and goes on where it stopped", async () => {
  const { line, caller, ends, meanwhile } = await called();
  const lift = line.impose({ stops: ["up", "down"] });
  caller.socket.write(" again");
  const other = new Caller(line);
  closing.push(() => other.socket.destroy());
  other.socket.write("new");
  await meanwhile();
  expect([caller.text, caller.end, other.text, ends]).toEqual(["hello", undefined, "", []]);
  lift();
  await until(() => caller.text === "hello again" && other.text === "new");
});

test("one that is half-open for good never moves again, also when it is ended, and new ones do", async () => {
  const { line, caller, ends } = await called();
  line.impose({ stops: ["up", "down"], forGood: true })();
  caller.socket.write(" again");
  caller.socket.end();
  const other = new Caller(line);
  closing.push(() => other.socket.destroy());
  other.socket.write("new");
  await until(() => other.text === "new");
  expect([caller.text, caller.end, ends]).toEqual(["hello", undefined, []]);
});

test("one direction alone can stop", async () => {
  const { line, caller, meanwhile } = await called();
  const lift = line.impose({ stops: ["down"] });
  caller.socket.end(" and goodbye");
  await meanwhile();
  expect(caller.text).toBe("hello");
  lift();
  await until(() => caller.text === "hello and goodbye");
});

test("it delays and throttles", async () => {
  const { line, caller } = await called();
  line.impose({ delay: 40 });
  line.impose({ rate: 200 });
  const began = performance.now();
  caller.socket.write("0123456789");
  await until(() => caller.text === "hello0123456789");
  expect(performance.now() - began).toBeGreaterThan(2 * (40 + 50) - 10);
});

test("a proxy that doesn't know WebSockets refuses them, and carries the rest", async () => {
  const { line } = await called();
  line.impose({ noUpgrade: true });
  const [upgrade, post] = [new Caller(line), new Caller(line)];
  closing.push(
    () => upgrade.socket.destroy(),
    () => post.socket.destroy(),
  );
  upgrade.socket.write("GET /v1/ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
  post.socket.write("POST /v1/poll HTTP/1.1\r\n\r\n");
  await until(() => post.text.startsWith("POST") && upgrade.end === "FIN");
  expect(upgrade.text).toStartWith("HTTP/1.1 403");
});

test("without a network nothing new gets through", async () => {
  const { line } = await called();
  line.impose({ down: true });
  const caller = new Caller(line);
  await until(() => caller.end === "RST");
});

test("where nobody listens, the caller hears of it", async () => {
  const line = await Line.open(() => 1);
  closing.push(() => line.close());
  const caller = new Caller(line);
  await until(() => caller.end === "RST");
});
