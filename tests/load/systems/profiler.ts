/** Loaded before a server that is profiled: SIGUSR2 begins to sample, the next one writes the samples to `PROFILE`. */
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";

const session = new Session();
session.connect();
session.post("Profiler.enable");
let next: () => void = start;
process.on("SIGUSR2", () => next());

function start(): void {
  next = finish;
  session.post("Profiler.start");
}

function finish(): void {
  next = start;
  session.post("Profiler.stop", (_fault: Error | null, result: { profile: object }) => {
    writeFileSync(process.env.PROFILE ?? "", JSON.stringify(result.profile));
  });
}
