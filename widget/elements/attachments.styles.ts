import { css } from "lit";

/** The looks of what attachments.ts renders. */
export const attachmentStyles = css`
  .pictures {
    display: grid;
    gap: 2px;
    background: var(--_paper);
  }
  .pictures.two,
  .pictures.three,
  .pictures.four {
    grid-template-columns: 1fr 1fr;
  }
  .pictures.three chat-attachment-picture:first-child {
    grid-row: span 2;
  }
  .files {
    display: grid;
    gap: 4px;
    inline-size: 240px;
    max-inline-size: 100%;
    white-space: normal;
  }
  .pictures + .files {
    inline-size: auto;
    padding: 8px 12px;
  }
  .bubble .file {
    display: grid;
    grid-template: auto auto / 40px minmax(0, 1fr);
    align-content: center;
    column-gap: 10px;
    min-block-size: 44px;
    border-radius: 12px;
    color: inherit;
    text-decoration: none;
  }
  a.file:hover .file-icon {
    background: color-mix(in oklch, currentColor 22%, transparent);
  }
  .file-icon {
    grid-row: span 2;
    align-self: center;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 12px;
    background: color-mix(in oklch, currentColor 12%, transparent);
  }
  .file-icon .ring svg {
    inline-size: 32px;
    block-size: 32px;
  }
  .file-name {
    display: flex;
    min-inline-size: 0;
    font-weight: 500;
    line-height: 20px;
    white-space: pre;
  }
  .tail {
    flex: none;
  }
  .file-size {
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
`;
