/** A limit: the sockets alone. */
Bun.serve({
  port: process.env.PORT ?? "0",
  hostname: "127.0.0.1",
  fetch: (request, server) => (server.upgrade(request) ? undefined : new Response()),
  websocket: {
    message(socket, text) {
      socket.send(text);
    },
  },
});
