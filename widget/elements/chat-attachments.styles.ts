import { css } from "lit";

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
    white-space: normal;
  }
  .pictures {
    display: grid;
    gap: 2px;
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
  }
  .pictures + .files {
    inline-size: auto;
    padding: 8px 12px;
  }
  .file {
    display: grid;
    grid-template: auto auto / 40px minmax(0, 1fr);
    column-gap: 10px;
    min-block-size: 44px;
    align-content: center;
    border-radius: 12px;
    color: inherit;
    text-decoration: none;
  }
  a.file:focus-visible {
    outline-color: currentColor;
  }
  a.file:hover .icon {
    background: color-mix(in oklch, currentColor 22%, transparent);
  }
  .icon {
    grid-row: span 2;
    align-self: center;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 12px;
    background: color-mix(in oklch, currentColor 12%, transparent);
  }
  .icon svg {
    max-inline-size: 32px;
    max-block-size: 32px;
  }
  .name {
    display: flex;
    min-inline-size: 0;
    font-weight: 500;
    line-height: 20px;
    white-space: pre;
  }
  .head {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tail {
    flex: none;
  }
  .size {
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
    opacity: 0.85;
  }
`;
