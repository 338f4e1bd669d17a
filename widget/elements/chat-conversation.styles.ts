import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_paper);
  }
  chat-messages {
    flex: 1;
  }
  chat-composer {
    border-block-start: 1px solid var(--_line);
  }
  chat-hint[role="alert"] {
    margin: auto;
  }
  .drop {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 12px;
    background: color-mix(in oklch, var(--_paper) 90%, transparent);
    backdrop-filter: blur(8px);
    animation: appear 120ms ease-out;
  }
  .drop::before {
    content: "";
    position: absolute;
    inset: 12px;
    border: 2px dashed color-mix(in oklch, var(--_accent) 50%, var(--_line));
    border-radius: 16px;
    background: color-mix(in oklch, var(--_accent) 6%, transparent);
  }
  .drop p {
    display: grid;
    justify-items: center;
    gap: 8px;
    color: var(--_ink);
    font-weight: 600;
  }
  .drop svg {
    color: var(--_accent);
  }
  .drop * {
    pointer-events: none;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .blocked {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 12px;
    padding-block: 12px max(12px, env(safe-area-inset-bottom));
    padding-inline: 16px;
    border-block-start: 1px solid var(--_line);
    background: var(--_wash);
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
    text-align: center;
  }
  .blocked button {
    min-block-size: 40px;
    padding-inline: 8px;
    border-radius: 10px;
    color: var(--_ink);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .notice {
    padding: 10px 16px;
    border-block-start: 1px solid var(--_line);
    background: var(--_wash);
    color: var(--_ink);
    font-size: 13px;
    line-height: 18px;
    text-wrap: pretty;
  }
`;
