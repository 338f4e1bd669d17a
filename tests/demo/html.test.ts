import { expect, test } from "bun:test";
import { html } from "../../demo/html";

test("S5 what is put into markup is text", () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  expect(String(html`<p>${evil}</p>`)).toBe("<p>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>");
  expect(String(html`<a title="${'" onclick="x'}">`)).toBe('<a title="&quot; onclick=&quot;x">');
});

test("markup within markup stays markup, also in lists", () => {
  expect(String(html`<ul>${["a", "<b>"].map((item) => html`<li>${item}</li>`)}</ul>`)).toBe(
    "<ul><li>a</li><li>&lt;b&gt;</li></ul>",
  );
});

test("nothing leaves nothing, zero stays", () => {
  expect(String(html`[${undefined}${null}${false}${[]}${0}]`)).toBe("[0]");
});
