import { httpUrl } from "../../widget/elements/http-url";
import { segments } from "../../widget/elements/links";
import { ok, same } from "./support/assert";
import "./support/harness";

const links = (text: string) => segments(text).flatMap(({ href }) => href ?? []);

describe("links", () => {
  const cases: readonly [text: string, found: readonly string[]][] = [
    ["no address here", []],
    ["see https://shop.example/lamp.", ["https://shop.example/lamp"]],
    ["(https://shop.example/a_(b))", ["https://shop.example/a_(b)"]],
    ["«https://shop.example/лампа», да?", ["https://shop.example/%D0%BB%D0%B0%D0%BC%D0%BF%D0%B0"]],
    ["http://a.example/?q=1&r=2#x, https://b.example!", ["http://a.example/?q=1&r=2#x", "https://b.example/"]],
    ["HTTPS://SHOP.EXAMPLE/Lamp", ["https://shop.example/Lamp"]],
    ["https://", []],
    ["https://exa mple", ["https://exa/"]],
    ["xhttps://shop.example", []],
    ["two\nhttps://a.example\nlines", ["https://a.example/"]],
  ];
  for (const [text, found] of cases) {
    it(`finds ${found.length} in ${JSON.stringify(text)}`, () => {
      same(links(text), found);
      same(
        segments(text)
          .map((segment) => segment.text)
          .join(""),
        text,
      );
    });
  }

  const refused = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://a.example",
    "//a.example",
    "/relative",
    "",
  ];
  for (const address of refused) {
    it(`S5 makes no anchor of ${JSON.stringify(address)}`, () => {
      same(links(address), []);
      ok(httpUrl(address) === undefined);
    });
  }

  it("resolves the page's own addresses, and only those to http(s)", () => {
    same(httpUrl("/img/lamp.jpg", "https://shop.example/a/b"), "https://shop.example/img/lamp.jpg");
    ok(httpUrl("javascript:alert(1)", "https://shop.example") === undefined);
  });
});
