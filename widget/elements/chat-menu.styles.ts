import { css } from "lit";

export const styles = css`
  /* Where a browser knows no popovers, the menu would stand open. */
  :host {
    display: none;
  }
  @supports selector(:popover-open) {
    :host {
      display: block;
    }
  }
  [popover] {
    min-inline-size: 208px;
  }
  /* As wide as the menu is without it. */
  .failed {
    inline-size: 0;
    min-inline-size: 100%;
    padding: 2px 19px 12px;
    color: var(--_danger);
    font-size: 13px;
    line-height: 18px;
    text-wrap: pretty;
  }
`;
