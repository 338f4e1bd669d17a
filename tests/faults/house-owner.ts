/** A process that owns a house until it is killed: prints its folder, the server's pid and the socket's folder. */
import { House } from "./house";

const house = await House.open();
console.log(JSON.stringify(house.traces));
setInterval(() => {}, 60_000);
