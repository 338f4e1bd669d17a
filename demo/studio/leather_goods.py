"""What the workshop Sedlo makes."""

import math

from mathutils import Vector, noise

from ground import at, group
from shapes import ball, rounded, slab, surface, thread, tube
from materials import brass, plain


def tote(hide, trim, cotton):
    """Open bag: a wide mouth, a flat bottom, two straps."""
    h, rows = 2.25, []
    n = 160

    def ring(t, inset=0.0):
        z = h * t
        a = 1.06 + 0.16 * t - inset
        b = 0.44 - 0.1 * t + 0.06 * math.sin(math.pi * t) - inset
        p = 5.5 - 1.6 * t
        row = []
        for i in range(n):
            w = 2 * math.pi * i / n
            c, s = math.cos(w), math.sin(w)
            x = a * math.copysign(abs(c) ** (2 / p), c)
            y = b * math.copysign(abs(s) ** (2 / p), s)
            sag = 0.05 * t * t * math.cos(2.2 * x) * (1 if y < 0 else -0.6)
            row.append(
                (
                    x,
                    y + sag + 0.02 * noise.noise(Vector((x * 1.6, y * 1.6, z * 1.3))),
                    z - 0.07 * t * math.cos(x * 1.3) + 0.05 * t,
                )
            )
        return row

    base = ring(0)
    for k in (0.0, 0.5, 0.8, 0.93):
        rows.append([(x * k, y * k, 0.012) for x, y, _ in base])
    rows += [[(x * 0.985, y * 0.97, 0.0 + 0.012) for x, y, _ in base]]
    rows += [ring(0.015 + t * 0.985 / 60) for t in range(61)]
    outer_top = ring(1.0)
    rows.append([(x * 0.992, y * 0.985, z + 0.015) for x, y, z in outer_top])
    rows += [[(x * 0.975, y * 0.945, z - 0.002) for x, y, z in ring(1 - t / 40)] for t in range(0, 40)]
    bag = surface("tote", rows, True, hide)
    things = [bag]
    # the seam below the mouth
    mouth = ring(0.93)
    line = [(x * 1.003, y * 1.012, z) for x, y, z in mouth]
    things += thread(line + line[:1], cotton, 0.085, 0.055, 0.011)
    for side in (-1, 1):
        y0 = side * 0.36
        front = -0.008 if side < 0 else 0.008
        path = []
        for x, z, y in (
            (-0.46, 1.55, y0 * 1.28),
            (-0.46, 1.9, y0 * 1.24),
            (-0.46, 2.25, y0 * 1.16),
            (-0.44, 2.8, y0 * 0.95),
            (-0.3, 3.3, y0 * 0.72),
            (0.0, 3.5, y0 * 0.64),
            (0.3, 3.3, y0 * 0.72),
            (0.44, 2.8, y0 * 0.95),
            (0.46, 2.25, y0 * 1.16),
            (0.46, 1.9, y0 * 1.24),
            (0.46, 1.55, y0 * 1.28),
        ):
            path.append((x, y + front, z))
        things.append(tube(path, 0.05, trim, flat=(0.085, 0.022)))
        if side < 0:
            for s in (-1, 1):
                things.append(ball(0.034, brass(), s * 0.46, y0 * 1.27 - 0.05, 1.72, (1, 0.5, 1)))
                things.append(ball(0.034, brass(), s * 0.46, y0 * 1.25 - 0.05, 1.92, (1, 0.5, 1)))
    return things


def saddle(hide, trim, cotton):
    """Shoulder bag: half-round body, a flap over the front, one strap."""
    w, top, depth = 1.22, 1.78, 0.26

    def outline(scale=1.0, lift=0.0):
        pts = []
        for k in range(81):
            a = math.radians(180 + 180 * k / 80)
            pts.append(
                (
                    w * scale * math.copysign(abs(math.cos(a)) ** 0.72, math.cos(a)),
                    lift + 0.98 * scale * math.sin(a) + 1.0,
                )
            )
        pts += [(w * scale * 1.0, 1.45), (w * 0.94 * scale, top - 0.12), (w * 0.84 * scale, top)]
        pts += [(-w * 0.84 * scale, top), (-w * 0.94 * scale, top - 0.12), (-w * scale, 1.45)]
        return pts

    body = slab(outline(), depth * 2, 0.1, hide)
    body.rotation_euler = (math.radians(90), 0, 0)
    things = [body]
    # the flap: from the back edge over the top and down the front
    rows, edge = [], []
    steps = 70
    for k in range(steps + 1):
        t = k / steps
        s = t * 2.02
        if s < 0.3:
            y, z = depth * 1.02 - s * 0.2, top - 0.16 + s * 0.65
        else:
            u = s - 0.3
            if u < 0.52:
                a = u / 0.52 * math.pi / 2
                y, z = depth * 0.8 - (depth * 1.9) * math.sin(a) * 1.0, top + 0.06 - 0.07 * (1 - math.cos(a))
            else:
                d = u - 0.52
                y, z = -depth * 1.1 - 0.012 - 0.03 * math.sin(min(d, 1.1) / 1.1 * math.pi), top - 0.01 - d
        down = max(0.0, (s - 0.82) / 1.2)
        half = w * 0.93 * (1 if down < 0.25 else max(0.0, 1 - ((down - 0.25) / 0.76) ** 2.3) ** 0.5)
        half = max(half, 0.02)
        row = [(half * (2 * j / 60 - 1), y, z) for j in range(61)]
        rows.append(row)
        if s > 0.86:
            edge.append((half, y, z))
    flap = surface("flap", rows, False, hide)
    thick = flap.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.045
    thick.offset = 0
    soft = flap.modifiers.new("soft", "BEVEL")
    soft.width = 0.018
    soft.segments = 3
    things.append(flap)
    inset = 0.075
    line = [(max(x - inset, 0), y - 0.03, z + (inset if x < w * 0.6 else 0.01)) for x, y, z in edge]
    line = [p for p in line if p[0] > 0]
    mirror = [(-x, y, z) for x, y, z in reversed(line)]
    things += thread(line + mirror, cotton, 0.09, 0.06, 0.011)
    # tongue and buckle
    tongue = slab(rounded(0.15, 0.34, 0.13), 0.05, 0.015, trim)
    at(tongue, 0, -depth * 1.1 - 0.075, 0.78, (90, 0, 0))
    things.append(tongue)
    gold = brass(0.2)
    things.append(ball(0.055, gold, 0, -depth * 1.1 - 0.12, 0.66, (1, 0.6, 1)))
    # strap with rings
    for s in (-1, 1):
        things.append(
            tube(
                [
                    (s * (w + 0.03) + 0.1 * math.sin(a) * s, 0, 1.66 + 0.12 * math.cos(a))
                    for a in (2 * math.pi * k / 12 for k in range(12))
                ],
                0.022,
                gold,
                cyclic=True,
            )
        )
        things.append(
            tube(
                [
                    (s * (w - 0.1), 0, 1.38),
                    (s * (w + 0.02), 0, 1.46),
                    (s * (w + 0.07), 0, 1.54),
                    (s * (w + 0.03), 0, 1.58),
                ],
                0.03,
                trim,
                flat=(0.07, 0.02),
            )
        )
    strap = [
        (-w - 0.09, 0, 1.74),
        (-w - 0.12, 0, 2.0),
        (-w * 0.86, 0.06, 2.6),
        (-0.4, 0.1, 3.12),
        (0.1, 0.1, 3.22),
        (0.62, 0.1, 3.0),
        (w * 0.96, 0.06, 2.4),
        (w + 0.14, 0, 1.98),
        (w + 0.09, 0, 1.74),
    ]
    things.append(tube(strap, 0.03, trim, flat=(0.075, 0.022)))
    return things


def wallet(hide, cotton, x=0, y=0, z=0, turn=0):
    """Card holder: two leaves around a spine, cards in it."""
    w, h = 1.02, 0.72
    things = []
    for k, (lift, off) in enumerate(((0.0, 0.0), (0.15, 0.01))):
        leaf = slab(rounded(w, h, 0.1), 0.062, 0.024, hide)
        at(leaf, off, 0, lift + 0.035)
        things.append(leaf)
    things.append(
        tube(
            [
                (-w * 0.97, -h + 0.03, 0.11),
                (-w * 0.97, -h * 0.3, 0.11),
                (-w * 0.97, h * 0.3, 0.11),
                (-w * 0.97, h - 0.03, 0.11),
            ],
            0.098,
            hide,
        )
    )
    for k, colour in enumerate(("#efe6d6", "#3f5a52", "#d9a441")):
        card = slab(rounded(w * 0.84, h * 0.62, 0.06), 0.014, 0.005, plain(colour, 0.4))
        at(card, 0.2 + 0.075 * (2 - k), 0.16 - 0.1 * k, 0.088 + 0.02 * k, (0, 0, 0))
        things.append(card)
    inset = 0.07
    ring = [(x, y, 0.222) for x, y in rounded(w - inset, h - inset, 0.07)]
    things += thread(ring + ring[:1], cotton, 0.085, 0.056, 0.011)
    return group(things, x=x, y=y, z=z, turn=(0, 0, turn))
