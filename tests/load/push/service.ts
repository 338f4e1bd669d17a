/** A push service that takes everything, in a process of its own: `bun service.ts <certificate> <key>` prints its port. */
const [cert = "", key = ""] = process.argv.slice(2);
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  tls: { cert: Bun.file(cert), key: Bun.file(key) },
  fetch: async (request) => {
    await request.arrayBuffer();
    return new Response(null, { status: 201 });
  },
});
console.log(server.port);
