import { css } from "lit";

export const styles = css`
  section {
    padding-block: 16px;
  }
  section + section {
    border-block-start: 1px solid var(--_line);
  }
  h3 {
    margin-block-end: 4px;
    font-size: 15px;
    font-weight: 600;
    line-height: 20px;
  }
  .muted {
    margin-block-end: 8px;
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
  }
  footer {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    padding: 12px 24px max(12px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_line);
  }
  footer p {
    flex: 1;
    margin: 0;
  }
  .question {
    font-size: 14px;
    font-weight: 600;
  }
  .help {
    min-block-size: 40px;
    color: var(--_ring);
    font-size: 14px;
    font-weight: 600;
  }
  .help:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  footer button {
    min-block-size: 40px;
    padding-inline: 18px;
    border-radius: 20px;
    font-size: 14px;
    font-weight: 600;
  }
  .quiet:hover {
    background: var(--_theirs);
  }
  .save {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .save:hover {
    background: var(--_accent-hover);
  }
  .save:disabled {
    background: var(--_line);
    color: var(--_muted);
    opacity: 1;
  }
  @media (max-width: 559.98px) {
    footer {
      padding-inline: 16px;
    }
  }
`;
