"""Whether the codes of built kits survive what happens to them between paper and telephone.

In: survive.py <dist>, a folder of kits. Out: a table of rates for each product, and exit status 1
where a clean sample is not read by both decoders, or fewer than 95 % of the degraded ones by
zxing-cpp. Invariant: everything is drawn from fixed seeds, so a rate is the same on every run.

A sample is what one frame of a telephone's camera holds: the page at the pixel size of the
distance, then one thing gone wrong. Frames are 1920 pixels wide and 65 degrees across, as the
preview in which telephones look for codes; the photograph from 3 m is one of 12 megapixels.
"""

import io
import math
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy
import zxingcpp
from PIL import Image, ImageFilter
from pyzbar import pyzbar

VIEW = 2 * math.tan(math.radians(65) / 2)  # width of what a camera sees, per metre of distance
FRAME_PX = 1920
PHOTO_PX = 4032
LEAST = 0.95
# Where a spot covers modules that correction can give back, and where it covers one of the three
# marks by which a code is found, which no level of correction mends: shown, and not counted.
DATA = ((0.5, 0.5), (0.62, 0.4), (0.4, 0.62), (0.5, 0.85), (0.85, 0.5), (0.5, 0.15), (0.15, 0.5), (0.85, 0.85))
MARKS = ((0.12, 0.12), (0.88, 0.12), (0.12, 0.88))
UNCOUNTED = ("on a mark",)

# Files by product: pattern, distance it is read from in m, how much larger than drawn it is shown,
# and which of the codes on a page is meant, where it is not the largest.
# Posters and strips: ten times the width of the code. An information screen of 43 inches is twice as wide as
# its sheet, a projection six times; a square in Teams is some 15 cm wide on a laptop.
PRODUCTS = {
    "poster A4": ("print/poster-a4-*.pdf", 1.0, 1),
    "poster A3": ("print/poster-a3-??.pdf", 1.0, 1),
    "poster A3, press": ("print/poster-a3-*-press.pdf", 1.0, 1),
    "poster A2, press": ("print/poster-a2-*-press.pdf", 1.4, 1),
    "poster, languages": ("print/poster-languages-a3.pdf", 1.0, 1),
    "strips": ("print/strips-*.pdf", 0.6, 1),
    "strip, torn off": ("print/strips-*.pdf", 0.15, 1, "smallest"),
    "flyer": ("print/flyer-??.pdf", 0.4, 1),
    "flyer, to dial": ("print/flyer-??.pdf", 0.4, 1, "dials"),
    "flyer, large": ("print/flyer-large-*.pdf", 0.4, 1),
    "flyer, large, to dial": ("print/flyer-large-*.pdf", 0.4, 1, "dials"),
    "pictures": ("print/easy-*.pdf", 0.4, 1),
    "card": ("print/card-*.pdf", 0.3, 1),
    "card to hide": ("print/hidden-card-*.pdf", 0.3, 1),
    "sticker": ("print/sticker-*.pdf", 0.4, 1),
    "screen": ("screen/slide-??.png", 2.0, 2),
    "screen, tall": ("screen/slide-tall-*.png", 2.0, 2),
    "screen, square": ("screen/slide-square-*.png", 0.5, 0.55),
    "slides": ("onboarding/introduction-??.pdf", 4.0, 6),
}
# Widths of sheets that come as pictures, in mm.
SCREEN_MM = {"screen": 480, "screen, tall": 270, "screen, square": 270}


def pages(path, dpi, folder):
    """The pages of a PDF as pictures."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", path, folder / "page"], check=True)
    return [Image.open(page).convert("L") for page in sorted(folder.glob("page*.pgm"))]


def found(picture, which):
    """A QR code in a picture: its text and its corners."""
    seen = []
    for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        if code.text.startswith("TEL:") == (which == "dials"):
            seen.append((abs(place.top_right.x - place.top_left.x), code.text, [(c.x, c.y) for c in corners]))
    if not seen:
        return None
    _, text, corners = min(seen) if which == "smallest" else max(seen)
    return text, corners


def cut(picture, corners):
    """The code upright, with what stands around it, half its width on every side."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width = max(xs) - min(xs)
    more = width / 2
    around = picture.crop(tuple(int(v) for v in (min(xs) - more, min(ys) - more, max(xs) + more, max(ys) + more)))
    # On strips it stands on its side: where its first corner is, says by how many quarter turns.
    (x, y), across, down = corners[0], sum(xs) / 4, sum(ys) / 4
    turn = {(True, True): 0, (False, True): 90, (False, False): 180, (True, False): 270}
    return around.rotate(turn[x < across, y < down])


def scaled(picture, mm_per_px, pitch):
    """A picture at the pixel size of a camera, in mm of paper for each pixel."""
    factor = mm_per_px / pitch
    size = (max(8, round(picture.width * factor)), max(8, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.BOX if factor < 1 else Image.Resampling.BICUBIC)


def tilted(picture, yaw, pitch):
    """A picture turned away from the camera, in degrees, with perspective."""
    width, height = picture.size
    far = 2.5 * width
    yaw, pitch = math.radians(yaw), math.radians(pitch)
    corners = []
    for x, y in ((0, 0), (width, 0), (width, height), (0, height)):
        x, y = x - width / 2, y - height / 2
        x, z = x * math.cos(yaw), x * math.sin(yaw)
        y, z = y * math.cos(pitch) - z * math.sin(pitch), y * math.sin(pitch) + z * math.cos(pitch)
        corners.append((width / 2 + x * far / (far + z), height / 2 + y * far / (far + z)))
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height))):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    plane = numpy.linalg.solve(numpy.array(rows), numpy.array(right))
    return picture.transform(picture.size, Image.Transform.PERSPECTIVE, tuple(plane), Image.Resampling.BICUBIC, fillcolor=255)


def noisy(picture, deviation, seed, light=1.0):
    noise = numpy.random.default_rng(seed).normal(0, deviation, (picture.height, picture.width))
    return Image.fromarray(numpy.clip(numpy.asarray(picture, dtype=float) * light + noise, 0, 255).astype(numpy.uint8))


def packed(picture, quality):
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=quality)
    memory.seek(0)
    return Image.open(memory).convert("L")


def smudged(picture, place):
    """
    An opaque spot over 5 % of the code, which is half as wide as the cut. `place` counts from the
    code's upper left corner, in parts of its width.
    """
    radius = math.sqrt(0.05 / math.pi) * picture.width / 2
    x, y = (0.25 * side + part * side / 2 for part, side in zip(place, picture.size))
    rows, columns = numpy.ogrid[: picture.height, : picture.width]
    spot = (columns - x) ** 2 + (rows - y) ** 2 < radius**2
    pixels = numpy.asarray(picture).copy()
    pixels[spot] = 110
    return Image.fromarray(pixels)


def degraded(view):
    """Everything that goes wrong with one view of a code, by its name."""
    for degrees in (15, 30, 45):
        for yaw, pitch in ((degrees, 0), (-degrees, 0), (0, degrees), (0, -degrees)):
            yield "angle", tilted(view, yaw, pitch)
    for radius in (0.5, 0.8, 1.1):
        yield "blur", view.filter(ImageFilter.GaussianBlur(radius))
    for seed in range(3):
        yield "noise", noisy(view, 14, seed)
        yield "low light", noisy(view, 7, seed, light=0.22)
    yield "JPEG 30", packed(view, 30)
    for place in DATA:
        yield "smudge", smudged(view, place)
    for place in MARKS:
        yield "on a mark", smudged(view, place)


def read_by_both(picture, text):
    """Whether zxing-cpp and zbar read a text from a picture."""
    # A sheet of cards holds more than one code.
    zxing = any(code.text == text for code in zxingcpp.read_barcodes(picture))
    zbar = any(code.data.decode() == text for code in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE]))
    return zxing, zbar


def codes(path, name):
    """The pages of a file that carry a code: picture and millimetres for each pixel."""
    if path.suffix == ".png":
        picture = Image.open(path).convert("L")
        return [(picture, SCREEN_MM[name] / picture.width)]
    dpi = 300
    with tempfile.TemporaryDirectory() as folder:
        return [(page.copy(), 25.4 / dpi) for page in pages(path, dpi, Path(folder))]


def sampled(work):
    """One product of all kits: how often each kind of sample was read, and what is wrong."""
    dist, name = work
    pattern, distance, larger, *which = PRODUCTS[name]
    rates, faults = {}, []
    # One language a kit: the code is the same in all.
    files = [sorted(kit.glob(pattern))[:1] for kit in sorted(dist.iterdir()) if kit.is_dir()]
    for path in (path for some in files for path in some):
        seen = [(page, size, found(page, *which or [None])) for page, size in codes(path, name)]
        seen = [(page, size, code) for page, size, code in seen if code]
        if not seen:
            faults.append(f"{path}: no code can be found")
        for page, size, (text, corners) in seen:
            sample = cut(page, corners)
            for far in (1, 1.5):
                view = scaled(sample, size * larger, VIEW * distance * far * 1000 / FRAME_PX)
                kinds = [("clean", view), *degraded(view)]
                for kind, picture in kinds:
                    for decoder, right in zip(("zxing", "zbar"), read_by_both(picture, text)):
                        count = rates.setdefault((kind, decoder), [0, 0])
                        count[0] += right
                        count[1] += 1
            if name.startswith("poster A3"):
                view = scaled(sample, size, VIEW * 3 * 1000 / PHOTO_PX)
                if not read_by_both(view, text)[0]:
                    faults.append(f"{path}: not read from 3 m")
    if not rates:
        faults.append(f"{name}: no file like {pattern}")
    return rates, faults


def main():
    dist = Path(sys.argv[1])
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        made = list(workers.map(sampled, [(dist, name) for name in PRODUCTS]))
    table = {name: rates for name, (rates, _) in zip(PRODUCTS, made)}
    faults = [fault for _, found_here in made for fault in found_here]
    kinds = ["clean", "angle", "blur", "noise", "low light", "JPEG 30", "smudge", *UNCOUNTED]
    print(f"{'per cent read, zxing/zbar':28}" + "".join(f"{kind:>12}" for kind in kinds) + f"{'degraded':>12}")
    for name, rates in table.items():
        if not rates:
            continue
        line = [[rates[kind, decoder] for decoder in ("zxing", "zbar")] for kind in kinds]
        counted = line[1 : len(kinds) - len(UNCOUNTED)]
        sums = [[sum(part) for part in zip(*(cell[decoder] for cell in counted))] for decoder in (0, 1)]
        shown = ["/".join(f"{100 * right / all_:.0f}" for right, all_ in cell) for cell in [*line, sums]]
        print(f"{name:28}" + "".join(f"{cell:>12}" for cell in shown))
        if any(right < all_ for right, all_ in line[0]):
            faults.append(f"{name}: a clean sample is not read")
        if sums[0][0] < LEAST * sums[0][1]:
            faults.append(f"{name}: {100 * sums[0][0] / sums[0][1]:.1f} % of the degraded samples are read, less than {100 * LEAST:.0f} %")
    samples = sum(all_ for rates in table.values() for (_, decoder), (_, all_) in rates.items() if decoder == "zxing")
    print("\n".join(f"FAIL  {fault}" for fault in faults))
    print(f"{'FAILED' if faults else 'passed'}: {samples} samples, {len(faults)} failures")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
