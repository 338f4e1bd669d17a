/** The demo's files: pictures and styles as they lie here, page scripts built from pages/. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

export interface File {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Changes with the content. */
  readonly etag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  webp: "image/webp",
};

const HERE = import.meta.dir;

/** By address, `/demo/shop.css`. Only what is listed here is ever served. */
export async function demoFiles(): Promise<ReadonlyMap<string, File>> {
  const files = new Map<string, File>();
  const add = (address: string, body: ArrayBuffer) => {
    const type = TYPES[address.split(".").pop() ?? ""];
    if (type)
      files.set(`/demo/${address}`, { body: new Uint8Array(body), type, etag: `"${Bun.hash(body).toString(36)}"` });
  };
  for (const folder of ["pictures", "avatars", "styles"]) {
    for (const name of readdirSync(join(HERE, folder))) {
      const body = await Bun.file(join(HERE, folder, name)).arrayBuffer();
      add(folder === "styles" ? name : `${folder}/${name}`, body);
    }
  }
  for (const [name, body] of await pageScripts()) add(name, body);
  return files;
}

/** Plain scripts without imports, small enough that sharing chunks would cost more than it saves. */
async function pageScripts(): Promise<[string, ArrayBuffer][]> {
  const { outputs } = await Bun.build({
    entrypoints: ["theme", "shop", "inbox"].map((name) => join(HERE, "pages", `${name}.ts`)),
    target: "browser",
    format: "iife",
    minify: true,
  });
  return Promise.all(
    outputs.map(
      async (output): Promise<[string, ArrayBuffer]> => [output.path.replace(/^.*\//, ""), await output.arrayBuffer()],
    ),
  );
}
