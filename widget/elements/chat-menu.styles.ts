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
  [role="menu"] {
    position: fixed;
    inset: auto;
    min-inline-size: 208px;
    max-inline-size: calc(100vw - 16px);
    margin: 0;
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
  }
  [role="menu"]:popover-open {
    animation: unfold 120ms ease-out;
  }
  [role="menuitem"] {
    display: block;
    inline-size: 100%;
    min-block-size: 40px;
    padding: 8px 12px;
    border-radius: 9px;
    text-align: start;
    outline-offset: -2px;
  }
  [role="menuitem"]:hover,
  [role="menuitem"]:focus {
    background: var(--_theirs);
  }
  @keyframes unfold {
    from {
      opacity: 0;
      transform: translateY(-4px);
    }
  }
`;
