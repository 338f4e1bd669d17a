import { css, html, LitElement } from "lit";
import { contrast, type Rgb, textOn } from "../../widget/styles/contrast";
import { tokens } from "../../widget/styles/tokens";
import { near, ok, same } from "./support/assert";
import { paint } from "./support/color";
import { get, mount } from "./support/harness";

class Sample extends LitElement {
  static override styles = [
    tokens,
    css`
      .root {
        background: var(--_accent);
        color: var(--_on-accent);
      }
    `,
  ];
  override render() {
    return html`<div class="root">Aa</div>`;
  }
}
customElements.define("contrast-sample", Sample);

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const ACCENTS = ["#000", "#fff", "#ffb800", "#e11d48", "#16a34a", "#777", "#757575", "#0ea5e9", "yellow", "navy"];

describe("contrast", () => {
  it("is WCAG's", () => {
    near(contrast(WHITE, BLACK), 21, 0.01);
    near(contrast(WHITE, [118, 118, 118]), 4.54, 0.01);
  });

  it("is 4.5 or more on every grey", () => {
    for (let level = 0; level < 256; level++) {
      const grey: Rgb = [level, level, level];
      ok(contrast(grey, textOn(grey) === "white" ? WHITE : BLACK) >= 4.5, `${level}`);
    }
  });

  for (const accent of ACCENTS) {
    it(`is chosen alike by the style sheet and by the rule on ${accent}`, async () => {
      const sample = await mount<Sample>(html`<contrast-sample></contrast-sample>`);
      sample.style.setProperty("--seller-chat-accent", accent);
      const style = getComputedStyle(get(sample, ".root"));
      const expected = textOn(paint(accent));
      same(paint(style.color).join(), (expected === "white" ? WHITE : BLACK).join());
      ok(contrast(paint(style.backgroundColor), paint(style.color)) >= 4.5);
    });
  }

  for (const theme of ["light", "dark"]) {
    it(`reaches 4.5 for text in the ${theme} theme`, async () => {
      const sample = await mount<Sample>(html`<contrast-sample theme=${theme}></contrast-sample>`);
      const root = get(sample, ".root");
      const token = (name: string): Rgb => {
        root.style.color = `var(${name})`;
        return paint(getComputedStyle(root).color);
      };
      for (const ground of ["--_paper", "--_wash", "--_theirs"]) {
        for (const text of ["--_ink", "--_muted", "--_danger"]) {
          const found = contrast(token(ground), token(text));
          ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
        }
      }
      ok(contrast(token("--_accent"), token("--_on-accent")) >= 4.5);
      ok(contrast(token("--_badge"), WHITE) >= 4.5);
    });
  }
});
