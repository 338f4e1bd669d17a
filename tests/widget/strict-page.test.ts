import { ok, same } from "./support/assert";
import { until } from "./support/harness";

/** A page as strict as a store may be; its script mounts both elements and does what a person does. */
const strictPage = (): Promise<HTMLIFrameElement> => {
  const policy = [
    "default-src 'none'",
    `script-src ${location.origin}`,
    "style-src 'self'",
    `img-src ${location.origin}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
  const frame = document.createElement("iframe");
  const script = new URL("./support/strict-page.ts", import.meta.url).href;
  frame.srcdoc = `<!doctype html><html lang="en"><head>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    </head><body><script type="module" src="${script}"></script></body></html>`;
  frame.width = "900";
  frame.height = "700";
  document.body.append(frame);
  return new Promise((done) => frame.addEventListener("load", () => done(frame), { once: true }));
};

describe("a strict page", () => {
  it("S10 runs both elements under a strict CSP with Trusted Types, without a violation", async () => {
    const frame = await strictPage();
    const report = await until(() => frame.contentDocument?.documentElement.dataset.report);
    const { violations, errors, bubbles, ...files } = JSON.parse(report);
    same(violations, []);
    same(errors, []);
    ok(bubbles > 0, "nothing was shown");
    same(files, { pictures: 2, tray: true, viewer: true });
    frame.remove();
  });

  it("S10 would notice: an inline style is a violation there", async () => {
    const frame = await strictPage();
    const page = frame.contentDocument;
    if (!page) throw new Error("no page");
    const seen: string[] = [];
    page.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => seen.push(effectiveDirective));
    page.body.setAttribute("style", "color: red");
    await until(() => seen.length);
    same(seen, ["style-src-attr"]);
    frame.remove();
  });
});
