/** The script of a page of tests/e2e/xss.test.ts: both elements as a store would have them, and everything that would run is told. */
import "../../../widget/seller-chat";
import "../../../widget/seller-inbox";

const ran: string[] = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  Object.defineProperty(window, name, { value: (...what: unknown[]) => void ran.push(`${name} ${what.join()}`) });
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  ran.push(`${effectiveDirective} ${blockedURI} ${sample}`),
);
Object.assign(window, { ran });
for (const style of document.querySelectorAll("seller-inbox")) style.style.blockSize = "3000px";
