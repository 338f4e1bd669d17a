import { css } from "lit";

/** The launcher's place; the panel is in the top layer and has its own. */
export const styles = css`
  :host {
    position: fixed;
    inset: auto calc(20px + env(safe-area-inset-right, 0px)) calc(20px + env(safe-area-inset-bottom, 0px)) auto;
    z-index: 2147483000;
    display: block;
    max-inline-size: calc(100vw - 40px);
  }
  :host([position="bottom-left"]) {
    inset: auto auto calc(20px + env(safe-area-inset-bottom, 0px)) calc(20px + env(safe-area-inset-left, 0px));
  }
  :host([position="inline"]) {
    position: static;
    display: inline-block;
    vertical-align: middle;
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
