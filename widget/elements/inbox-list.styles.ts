import { css } from "lit";

export const styles = css`
  :host {
    display: block;
    min-block-size: 0;
  }
  .scroller {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  /* Each row is put in its place: inbox-window.ts says which are there at all, 64 pixels each. */
  ul {
    position: relative;
    flex: none;
    margin-block-end: 8px;
  }
  li {
    position: absolute;
    inset-inline: 8px;
    block-size: 64px;
    contain: strict;
  }
  li button {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    block-size: 64px;
    padding-inline: 8px 12px;
    border-radius: 12px;
    text-align: start;
  }
  li button:hover {
    background: color-mix(in oklch, var(--_wash), transparent 40%);
  }
  li button[aria-current="true"] {
    background: var(--_wash);
  }
  li button:focus-visible {
    outline-offset: -2px;
  }
  .text {
    flex: 1;
    min-inline-size: 0;
  }
  .top,
  .bottom {
    display: flex;
    align-items: baseline;
    gap: 8px;
  }
  .bottom {
    position: relative;
    align-items: center;
    block-size: 20px;
  }
  .last {
    flex: 1;
    text-align: start;
  }
  .name {
    flex: 0 1 auto;
    font-weight: 500;
    line-height: 20px;
  }
  /* The title has what the name leaves, at least eight letters; else it goes on a second line that isn't shown. */
  .what {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    min-inline-size: 0;
    block-size: 20px;
    overflow: hidden;
  }
  .name:has(+ .topic) {
    max-inline-size: max(60%, (180px - 100%) * 999);
  }
  .topic {
    flex: 1 1 64px;
    min-inline-size: 64px;
    line-height: 20px;
  }
  .topic,
  .last,
  time {
    color: var(--_muted);
    font-size: 13px;
  }
  time {
    flex: none;
    margin-inline-start: auto;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .unread .name {
    font-weight: 600;
  }
  .unread .last {
    color: var(--_ink);
  }
  .badge {
    position: relative;
    flex: none;
    min-inline-size: 20px;
    padding-inline: 6px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  mark {
    border-radius: 3px;
    background: color-mix(in oklch, var(--_accent) 18%, transparent);
    color: var(--_ink);
    font-weight: 600;
  }
  .mark {
    display: flex;
    flex: none;
    color: var(--_muted);
  }
  .assignee {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    font-size: 8px;
  }
  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    margin: auto;
    padding-block: 24px;
  }
  .action {
    min-block-size: 40px;
    padding-inline: 16px;
    border-radius: 20px;
    background: var(--_theirs);
    font-size: 14px;
    font-weight: 600;
  }
  .action:hover {
    background: var(--_line);
  }
  .skeleton {
    padding: 0 16px;
    animation: appear 200ms 150ms both;
  }
  .skeleton div {
    display: grid;
    grid-template: 1fr 1fr / 40px 1fr;
    gap: 6px 12px;
    align-items: center;
    block-size: 64px;
    padding-block: 14px;
  }
  .skeleton i {
    grid-row: span 2;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--_theirs);
  }
  .skeleton b {
    inline-size: 45%;
    block-size: 10px;
    border-radius: 5px;
    background: var(--_theirs);
  }
  .skeleton b:last-child {
    inline-size: 80%;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
