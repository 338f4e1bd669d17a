/** What people build: Socket.IO, a room for each conversation, each message stored and committed by itself. */
import { createServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { keysFrom } from "../../../server/auth/keys";
import { verifyToken } from "../../../server/auth/tokens";
import { connect, inStatement, inTransaction, type NewMessage, type Sender } from "./messages";

interface FromClient {
  send(message: NewMessage, ack: (answer: { id: string; seq: number; at: string }) => void): void;
}
interface ToClient {
  message(message: NewMessage & { seq: number; at: string; sender: string }): void;
}
interface Data {
  sender: Sender;
}
type Link = Socket<FromClient, ToClient, Record<string, never>, Data>;

const keys = keysFrom(process.env.AUTH_SECRET ?? "");
const store = process.env.STORE === "statement" ? inStatement : inTransaction;
const sql = connect();
const http = createServer((_request, response) => response.end());
const io = new Server<FromClient, ToClient, Record<string, never>, Data>(http, { serveClient: false });

io.use(async (socket, next) => {
  const { id, sellers } = await verifyToken(String(socket.handshake.auth.token), keys);
  socket.data.sender = { id, sellers: sellers.map((seller) => seller.id) };
  await socket.join(await conversationsOf(socket.data.sender));
  next();
});

io.on("connection", (socket: Link) => {
  const { sender } = socket.data;
  socket.on("send", async (message, ack) => {
    const stored = await store(sql, message, sender);
    if (!stored) return;
    const { id, conversation, text } = message;
    const told = { seq: stored.seq, at: stored.at.toISOString() };
    ack({ id, ...told });
    socket.to(conversation).emit("message", { id, conversation, text, sender: sender.id, ...told });
  });
});

const conversationsOf = async ({ id, sellers }: Sender): Promise<string[]> => {
  const rows = await sql<{ id: string }[]>`
    select id from chat.conversation where buyer_id = ${id} or seller_id = any (${sellers as string[]})
  `;
  return rows.map((row) => row.id);
};

http.listen(Number(process.env.PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
