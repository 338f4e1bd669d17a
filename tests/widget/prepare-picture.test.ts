import { preparePicture } from "../../widget/controllers/prepare-picture";
import { ok, same } from "./support/assert";
import { drawn } from "./support/pictures";

/** The same JPEG, which says of itself that it has to be turned by a quarter (EXIF orientation 6). */
const turned = async (photo: File): Promise<File> => {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8];
  const entry = [0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const segment = [0xff, 0xe1, 0, exif.length + entry.length + 2, ...exif, ...entry];
  return new File([bytes.slice(0, 2), new Uint8Array(segment), bytes.slice(2)], photo.name, { type: photo.type });
};

describe("a picture before it leaves", () => {
  it("is scaled to 2048 pixels and gets lighter", async () => {
    const photo = await drawn(2400, 600, "image/jpeg", "IMG_2041.JPG", "photo");
    const { file, width, height } = await preparePicture(photo);
    same([width, height], [2048, 512]);
    same([file.name, file.type], ["IMG_2041.webp", "image/webp"]);
    ok(file.size < photo.size / 2, `${file.size} of ${photo.size}`);
    const bitmap = await createImageBitmap(file);
    same([bitmap.width, bitmap.height], [2048, 512]);
  });

  it("is turned as it was held", async () => {
    const photo = await turned(await drawn(2400, 600, "image/jpeg", "photo.jpg"));
    const { file, width, height } = await preparePicture(photo);
    same([width, height], [512, 2048]);
    const bitmap = await createImageBitmap(file);
    same([bitmap.width, bitmap.height], [512, 2048]);
  });

  it("stays as it is when it is light enough, moves, or would only get heavier", async () => {
    const light = await drawn(400, 300, "image/png", "light.png");
    const gif = new File([await light.arrayBuffer()], "moves.gif", { type: "image/gif" });
    for (const file of [light, gif]) {
      const prepared = await preparePicture(file);
      ok(prepared.file === file, file.name);
      same([prepared.width, prepared.height], [400, 300]);
    }
  });

  it("goes as it is when this browser can't read it: the server may", async () => {
    const file = new File(["no picture"], "photo.heic", { type: "image/heic" });
    same((await preparePicture(file)).file === file, true);
  });

  it("becomes a kind that every browser shows", async () => {
    const odd = await drawn(40, 30, "image/png", "scan.tiff");
    const tiff = new File([await odd.arrayBuffer()], "scan.tiff", { type: "image/tiff" });
    same((await preparePicture(tiff)).file.name, "scan.webp");
  });
});
