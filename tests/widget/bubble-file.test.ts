import { boxOf, isPicture, splitName } from "../../widget/elements/bubble-file";
import { ACCEPT, choose, isTooLarge } from "../../widget/elements/chosen";
import { fileSize } from "../../widget/strings/file-words";
import { near, ok, same } from "./support/assert";
import { LIMITS, picture } from "./support/fixtures";
import "./support/harness";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const file = (name: string, type: string, size = 1) => new File([new Uint8Array(size)], name, { type });

describe("the room of pictures", () => {
  const cases: readonly [what: string, sizes: readonly [number, number][], width: number, ratio: number][] = [
    ["a photo on its side", [[1600, 1200]], 264, 4 / 3],
    ["a photo held upright, no taller than 320", [[1200, 1600]], 240, 3 / 4],
    ["a panorama, cut", [[4000, 500]], 264, 2.4],
    ["a long screenshot, cut", [[500, 4000]], 160, 0.5],
    ["a small one as small as it is", [[180, 180]], 180, 1],
    ["a tiny one", [[16, 16]], 120, 1],
    [
      "two side by side",
      [
        [1600, 1200],
        [10, 10],
      ],
      264,
      2,
    ],
    [
      "four",
      [
        [1, 1],
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      264,
      1,
    ],
  ];
  for (const [what, sizes, width, ratio] of cases)
    it(`is known before anything is loaded: ${what}`, () => {
      const box = boxOf(sizes.map(([width, height], n) => picture(n, { width, height })));
      same(box.width, width);
      near(box.ratio, ratio, 0.001);
    });

  it("is known also of a picture that nobody has measured", () => {
    const { width: _, height: __, ...unmeasured } = picture(1);
    same(boxOf([unmeasured]).width, 264);
  });
});

describe("names and sizes", () => {
  it("keeps the end of a long name, where its kind shows, and no half letters", () => {
    same(splitName("Счёт.pdf"), ["Счёт.pdf", ""]);
    same(splitName("Сборочный чертёж лампы.pdf"), ["Сборочный чертёж ", "лампы.pdf"]);
    const [head, tail] = splitName(`${"👩‍👩‍👧".repeat(20)}.pdf`);
    ok(head.endsWith("👩‍👩‍👧") && tail.startsWith("👩‍👩‍👧"), `${head} ${tail}`);
  });

  it("tells sizes in the person's language, the limit as it is meant", () => {
    same(plain(fileSize(LIMITS.file, "ru")), "20 МБ");
    same(plain(fileSize(LIMITS.file, "en")), "20 MB");
    same(plain(fileSize(1_258_291, "ru")), "1,2 МБ");
    same(plain(fileSize(640 * 1024, "en")), "640 kB");
    same(fileSize(0, "en"), "0\u00a0B");
    same([fileSize(193, "en"), fileSize(193, "ru")], ["193\u00a0B", "193\u00a0Б"]);
  });

  it("takes an SVG for no picture", () => {
    ok(isPicture({ type: "image/webp" }) && !isPicture({ type: "image/svg+xml" }) && !isPicture({ type: "text/html" }));
  });
});

describe("what may be attached", () => {
  const names = (files: readonly File[]) => files.map(({ name }) => name);

  it("is photos and PDF; the first reason against another one is told", () => {
    const files = [
      file("a.jpg", "image/jpeg"),
      file("b.svg", "image/svg+xml"),
      file("c.exe", ""),
      file("d.pdf", "application/pdf"),
    ];
    const { taken, refused } = choose(files, 0, LIMITS, "ru");
    same(names(taken), ["a.jpg", "d.pdf"]);
    ok(refused?.startsWith("«b.svg»"), refused);
  });

  it("is as heavy as the server takes it; a photo is weighed after it was made lighter", () => {
    const limits = { ...LIMITS, file: 10 };
    const { taken, refused } = choose(
      [file("a.pdf", "application/pdf", 11), file("b.jpg", "image/jpeg", 11)],
      0,
      limits,
      "en",
    );
    same(names(taken), ["b.jpg"]);
    ok(refused?.includes("a.pdf"), refused);
    ok(isTooLarge(file("b.jpg", "image/jpeg", 11), limits));
  });

  it("is as many as the server takes, those that are attached counted", () => {
    const { taken, refused } = choose(
      [1, 2, 3].map((n) => file(`${n}.jpg`, "image/jpeg")),
      8,
      LIMITS,
      "ru",
    );
    same(names(taken), ["1.jpg", "2.jpg"]);
    same(plain(refused ?? ""), "За один раз – до 10 файлов.");
  });

  it("asks for no HEIC: an iPhone gives JPEG then", () => {
    ok(!/hei[cf]/.test(ACCEPT));
  });
});
