import { css } from "lit";

export const styles = css`
  [popover] {
    min-inline-size: 176px;
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
`;
