import { expect, test } from "bun:test";
import { isPublic, isTrusted, leadsToPublic } from "../../../server/push/hosts";

const LISTED = ["https://push.example", "https://push.example:8443", "http://127.0.0.1:4000"];

test.each([
  "https://fcm.googleapis.com/fcm/send/dX3:APA91bH_x-y",
  "https://fcm.googleapis.com/wp/dX3:APA91bH",
  "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk-_",
  "https://web.push.apple.com/QLx2",
  "https://api.push.apple.com/3/device/x",
  "https://wns2-by3p.notify.windows.com/w/?token=BQYAAAD%2bx%3d",
  "https://push.example/x",
  "https://push.example:8443/x",
  "http://127.0.0.1:4000/push/x",
])("S6 %s is a push service", (endpoint) => {
  expect(isTrusted(endpoint, LISTED)).toBe(true);
});

test.each([
  ["another host", "https://example.com/x"],
  ["plain http", "http://fcm.googleapis.com/x"],
  ["a look-alike that goes on", "https://fcm.googleapis.com.evil.example/x"],
  ["a look-alike that begins before", "https://evil-fcm.googleapis.com/x"],
  ["a host below a known one", "https://evil.fcm.googleapis.com/x"],
  ["a look-alike of a family", "https://evilpush.apple.com/x"],
  ["a family without a host", "https://push.apple.com/x"],
  ["a family that goes on", "https://x.notify.windows.com.evil.example/x"],
  ["a look-alike of Microsoft's", "https://evilnotify.windows.com/x"],
  ["somebody before the host", "https://fcm.googleapis.com@evil.example/x"],
  ["somebody at the host", "https://user@fcm.googleapis.com/x"],
  ["somebody with a password", "https://user:word@fcm.googleapis.com/x"],
  ["another port", "https://fcm.googleapis.com:8443/x"],
  ["its own port, said", "https://fcm.googleapis.com:443/x"],
  ["another port of a listed host", "https://push.example:9443/x"],
  ["plain http of a listed host", "http://push.example/x"],
  ["an address", "https://142.250.1.1/x"],
  ["loopback", "https://127.0.0.1/x"],
  ["a decimal address", "https://2130706433/x"],
  ["a hexadecimal address", "https://0x7f000001/x"],
  ["an octal address", "https://0177.0.0.1/x"],
  ["a short address", "https://127.1/x"],
  ["IPv6", "https://[2a00:1450:4001::1]/x"],
  ["loopback in IPv6", "https://[::1]/x"],
  ["IPv4 in IPv6", "https://[::ffff:127.0.0.1]/x"],
  ["the cloud's own", "https://169.254.169.254/latest/meta-data"],
  ["localhost", "https://localhost/x"],
  ["a name that ends in a dot", "https://fcm.googleapis.com./x"],
  ["capitals", "https://FCM.googleapis.com/x"],
  ["a tab in the name", "https://fcm.google\tapis.com/x"],
  ["white space before it", " https://fcm.googleapis.com/x"],
  ["a backslash", "https:\\\\fcm.googleapis.com/x"],
  ["a backslash that ends the host", "https://evil.example\\@fcm.googleapis.com/x"],
  ["a fragment", "https://fcm.googleapis.com/x#y"],
  ["dots in the path that lead up", "https://fcm.googleapis.com/a/../b"],
  ["a full-width dot", "https://fcm。googleapis。com/x"],
  ["no address at all", "fcm.googleapis.com/x"],
  ["nothing", ""],
  ["a file", "file:///etc/passwd"],
])("S6 %s is none: %s", (_, endpoint) => {
  expect(isTrusted(endpoint, LISTED)).toBe(false);
});

test.each([
  ...["8.8.8.8", "142.250.74.10", "17.57.144.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2a00:1450:4001:82a::200a"],
])("S6 %s is public", (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  ...[
    "127.0.0.1",
    "127.255.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
  ],
  ...["100.64.0.1", "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255"],
  ...["::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1"],
  ...["2001::1", "2001:db8::1", "2002:a00:1::", "not an address", ""],
])("S6 %s is not public", (address) => {
  expect(isPublic(address)).toBe(false);
});

test("S6 a name with one private address among others leads nowhere; a listed host may", async () => {
  const resolve = async () => ["142.250.74.10", "10.0.0.1"];
  expect(await leadsToPublic("https://fcm.googleapis.com/x", [], resolve)).toBe(false);
  expect(await leadsToPublic("https://fcm.googleapis.com/x", [], async () => ["142.250.74.10"])).toBe(true);
  expect(await leadsToPublic("https://fcm.googleapis.com/x", [], async () => [])).toBe(false);
  expect(await leadsToPublic("https://push.example/x", LISTED, resolve)).toBe(true);
});
