import { css } from "lit";

export const styles = css`
  [role="menu"] {
    position: fixed;
    inset: auto;
    min-inline-size: 176px;
    max-inline-size: calc(100vw - 16px);
    margin: 0;
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
    animation: unfold 120ms ease-out;
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
  [role="menuitem"] svg {
    color: var(--_muted);
  }
  .danger,
  .danger svg {
    color: var(--_danger);
  }
  .danger {
    font-weight: 600;
  }
  @keyframes unfold {
    from {
      opacity: 0;
      transform: scale(0.97);
    }
  }
`;
