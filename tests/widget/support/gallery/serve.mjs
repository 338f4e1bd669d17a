/** Builds the gallery and serves it under a strict CSP, on a free port. */
const here = import.meta.dir;

export const serveGallery = async () => {
  const build = await Bun.build({
    entrypoints: [`${here}/gallery.ts`],
    splitting: true,
    conditions: ["production"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files = new Map(build.outputs.map((file) => [file.path.replace("./", "/"), file]));
  files.set("/gallery.css", Bun.file(`${here}/gallery.css`));
  files.set("/lamp.svg", Bun.file(`${here}/lamp.svg`));
  return Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) => {
      const { pathname } = new URL(url);
      const picture = /^\/pictures\/([\w-]+\.webp)$/.exec(pathname)?.[1];
      if (picture === "gone.webp") return new Response("", { status: 404 });
      if (picture) return new Response(Bun.file(`${here}/../../../../demo/pictures/${picture}`));
      return new Response(files.get(pathname) ?? Bun.file(`${here}/gallery.html`));
    },
  });
};
