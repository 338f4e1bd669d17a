import { css } from "lit";

/** A menu in a popover: what chat-menu.ts and chat-message-menu.ts have in common. */
export const menuStyles = css`
  [role="menu"] {
    padding: 6px;
  }
  [role="menuitem"] {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 40px;
    padding: 8px 12px;
    border-radius: 9px;
    text-align: start;
    outline-offset: -2px;
    -webkit-user-select: none;
    user-select: none;
  }
  [role="menuitem"]:hover,
  [role="menuitem"]:focus {
    background: var(--_theirs);
  }
`;
