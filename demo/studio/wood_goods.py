"""What the woodworkers of Sosna make, and pears."""

import math

from mathutils import Vector

from ground import at, group
from shapes import ball, lathe, rounded, slab, spline, surface, tube
from materials import Nodes, brass, plain


def stool(seat_wood, leg_wood, x=0, y=0, scale=1.0, turn=0):
    things = [
        lathe(
            [
                (0, 2.3),
                (0.86, 2.3),
                (0.86, 2.3),
                (0.96, 2.34),
                (1.0, 2.42),
                (0.97, 2.5),
                (0.9, 2.525),
                (0.6, 2.5),
                (0, 2.48),
            ],
            seat_wood,
        )
    ]
    wedge = plain("#5a3a22", 0.5)
    for k in range(3):
        a = math.radians(90 + k * 120 + 14)
        c, s = math.cos(a), math.sin(a)
        top = (0.6 * c, 0.6 * s, 2.42)
        foot = (1.02 * c, 1.02 * s, 0.0)
        mid = [tuple(p + (q - p) * t for p, q in zip(top, foot)) for t in (0, 0.3, 0.65, 1)]
        things.append(tube(mid, 0.1, leg_wood, taper=[0.95, 1.1, 0.9, 0.62]))
        things.append(
            at(lathe([(0, 0), (0.105, 0), (0.105, 0), (0.11, -0.01)], leg_wood, curved=False), 0.6 * c, 0.6 * s, 2.507)
        )
        bar = slab(rounded(0.1, 0.012, 0.01), 0.01, 0.003, wedge)
        things.append(at(bar, 0.6 * c, 0.6 * s, 2.512, (0, 0, math.degrees(a))))
    z = 0.82
    ring = []
    for k in range(3):
        a = math.radians(90 + k * 120 + 14)
        t = 1 - z / 2.42
        r = 0.6 + 0.42 * t
        ring.append((r * math.cos(a), r * math.sin(a), z))
    for p, q in ((0, 1), (1, 2), (2, 0)):
        a, b = Vector(ring[p]), Vector(ring[q])
        things.append(tube([a, a.lerp(b, 0.33), a.lerp(b, 0.66), b], 0.055, leg_wood, taper=[0.85, 1.1, 1.1, 0.85]))
    return group(things, x=x, y=y, scale=scale, turn=(0, 0, turn))


def board(material, w, h, handle, x=0, y=0, lean=10, turn=0, r=0.26):
    """A serving board that leans on the wall; the grip with its hole is up."""
    neck, top = 0.2, h + handle
    edge = rounded(w, h, r)
    grip = [(neck + 0.16, h), (neck + 0.03, h + 0.06), (neck, h + 0.18), (neck, top - neck)]
    grip += [
        (neck * math.cos(a), top - neck + neck * math.sin(a)) for a in (math.radians(k * 10) for k in range(1, 18))
    ]
    grip += [(-neck, top - neck), (-neck, h + 0.18), (-neck - 0.03, h + 0.06), (-neck - 0.16, h)]
    turn_left = next(i for i, (px, py) in enumerate(edge) if px < 0 < py)
    out = edge[:turn_left] + grip + edge[turn_left:]
    hole = [(0.075 * math.cos(a), top - neck + 0.075 * math.sin(a)) for a in (math.radians(-k * 15) for k in range(24))]
    thing = slab(out, 0.16, 0.05, material, holes=(hole,))
    c = top - neck
    things = [
        thing,
        tube(
            [
                (0, c, -0.1),
                (0, c + 0.06, 0.0),
                (0.01, c + 0.02, 0.11),
                (0.1, c - 0.3, 0.11),
                (0.06, c - 0.46, 0.11),
                (-0.06, c - 0.42, 0.11),
                (-0.03, c - 0.1, 0.11),
                (0, c + 0.03, 0.09),
            ],
            0.018,
            plain("#c9b28c", 0.9),
        ),
    ]
    return group(things, x=x, y=y, z=h * math.cos(math.radians(lean)), turn=(90 - lean, 0, turn))


def pear(x, y, z=0, turn=(0, 0, 0), colour="#b8ad4a", blush="#c98a3a", size=1.0):
    m = Nodes("pear").set(Roughness=0.38, Specular=0.4)
    where = m.coordinates()
    spots = m.add("ShaderNodeTexNoise", Scale=3.0, Detail=6.0)
    m.link(where, spots.inputs["Vector"])
    m.colour(m.ramp(spots.outputs["Fac"], [(0.35, colour), (0.66, blush)]))
    dots = m.add("ShaderNodeTexNoise", Scale=60.0)
    m.link(where, dots.inputs["Vector"])
    m.bump(dots.outputs["Fac"], 0.1, 0.01)
    things = [
        lathe(
            [
                (0, 0.03),
                (0.12, 0.0),
                (0.3, 0.08),
                (0.4, 0.32),
                (0.34, 0.58),
                (0.2, 0.8),
                (0.15, 0.95),
                (0.09, 1.03),
                (0.02, 1.0),
            ],
            m.material,
            wobble=0.05,
        )
    ]
    things.append(
        tube([(0, 0, 0.98), (0.01, 0, 1.06), (0.04, 0, 1.14), (0.1, 0.02, 1.22)], 0.02, plain("#4b3523", 0.8))
    )
    return group(things, x=x, y=y, z=z, turn=turn, scale=size)


def bird(body_wood, head_wood, x=0, y=0, turn=0, size=1.0, look=0):
    """A songbird turned from one piece, on two brass legs."""
    things = []
    # body: rings along x from tail to breast
    line = spline(
        [
            (-1.32, 0.98, 0.02, 0.05),
            (-1.1, 0.95, 0.05, 0.13),
            (-0.8, 0.91, 0.12, 0.2),
            (-0.45, 0.9, 0.29, 0.33),
            (-0.05, 0.93, 0.42, 0.43),
            (0.3, 0.99, 0.43, 0.44),
            (0.58, 1.1, 0.33, 0.34),
            (0.74, 1.18, 0.16, 0.18),
            (0.79, 1.21, 0.01, 0.01),
        ],
        12,
    )
    rows = []
    for px, pz, rz, ry in line:
        rows.append(
            [
                (px - 0.35 * rz * math.sin(a), ry * math.cos(a), pz + rz * math.sin(a))
                for a in (2 * math.pi * i / 96 for i in range(96))
            ]
        )
    things.append(surface("body", rows, True, body_wood))
    head = ball(0.37, head_wood, 0, 0, 0, (1.02, 0.94, 0.98))
    beak = lathe([(0.085, 0), (0.07, 0.08), (0.035, 0.19), (0.0, 0.27)], plain("#2a211b", 0.4), curved=True)
    at(beak, 0.34, 0, -0.02, (0, 96, 0))
    parts = [head, beak]
    for s in (-1, 1):
        parts.append(ball(0.034, plain("#14110f", 0.1), 0.24, s * 0.265, 0.09))
    top = group(parts)
    at(top, 0.52, 0, 1.56, (0, 0, look))
    things.append(top)
    gold = brass(0.3)
    for s in (-1, 1):
        things.append(
            tube(
                [(0.08, s * 0.15, 0.62), (0.1, s * 0.16, 0.4), (0.12, s * 0.17, 0.2), (0.14, s * 0.18, 0.02)],
                0.026,
                gold,
            )
        )
        things.append(
            tube(
                [(0.02, s * 0.18, 0.02), (0.12, s * 0.18, 0.022), (0.24, s * 0.18, 0.022), (0.34, s * 0.18, 0.018)],
                0.026,
                gold,
                taper=[0.6, 1, 1, 0.5],
            )
        )
    return group(things, x=x, y=y, turn=(0, 0, turn), scale=size)
