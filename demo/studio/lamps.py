"""What the workshop Svet makes."""

import math

from ground import group
from shapes import ball, lathe, tube
from materials import brass, glow, opal, plain, stone
from stage import spark


def noon(lit=True):
    """Table lamp: a brass dome on a stem."""
    metal = brass()
    lathe(
        [
            (0, 0),
            (0.56, 0),
            (0.56, 0),
            (0.6, 0.02),
            (0.6, 0.075),
            (0.585, 0.1),
            (0.5, 0.115),
            (0.5, 0.115),
            (0.1, 0.125),
            (0.06, 0.15),
            (0.05, 0.22),
        ],
        metal,
    )
    tube([(0, 0, 0.12), (0, 0, 0.8), (0, 0, 1.5), (0, 0, 2.3)], 0.042, metal)
    lathe([(0.042, 0.98), (0.075, 1.0), (0.075, 1.12), (0.042, 1.14)], metal, curved=False)
    dome = [(0.94 * math.cos(a), 1.62 + 0.8 * math.sin(a)) for a in (math.radians(k) for k in range(0, 88, 4))]
    lathe([*dome, (0.02, 2.425)], metal, curved=False)
    inner = [(r * 0.975, z - 0.018) for r, z in dome]
    lathe([*inner, (0.02, 2.4)], plain("#f7efe2", 0.6), curved=False)
    lathe([(0.94, 1.62), (0.948, 1.61), (0.93, 1.606), (0.9165, 1.602)], metal, curved=False)
    lathe([(0, 2.41), (0.05, 2.42), (0.06, 2.45), (0.045, 2.5), (0, 2.515)], metal)
    lathe([(0.012, 2.0), (0.012, 2.05), (0.16, 2.06), (0.17, 2.16), (0.05, 2.2)], plain("#222222", 0.5), curved=False)
    # pull chain
    for k in range(13):
        ball(0.014, metal, 0.36, -0.3, 1.6 - k * 0.034)
    ball(0.03, metal, 0.36, -0.3, 1.15, (1, 1, 1.7))
    tube(
        [(0, 0.5, 0.03), (0.1, 0.9, 0.03), (0.8, 1.2, 0.03), (1.6, 1.05, 0.03), (2.6, 1.5, 0.03), (4.2, 1.6, 0.03)],
        0.028,
        plain("#2b2622", 0.9),
    )
    if lit:
        ball(0.17, glow("#ffd7a0", 9), 0, 0, 1.84)


def dusk(strength=0.95):
    """Opal globe on a travertine drum."""
    rock = stone()
    lathe(
        [(0, 0), (0.5, 0), (0.5, 0), (0.515, 0.015), (0.515, 0.6), (0.5, 0.615), (0.5, 0.615), (0.3, 0.615)],
        rock,
        curved=False,
    )
    lathe([(0.34, 0.6), (0.34, 0.66), (0.3, 0.68), (0.26, 0.68)], brass(), curved=False)
    ball(0.78, opal(strength), 0, 0, 1.4).visible_shadow = False
    spark(0, 0, 1.4, 34, "#ffd9ac", 0.78)
    tube(
        [(0.4, 0.3, 0.03), (0.9, 0.7, 0.03), (1.6, 0.6, 0.03), (2.6, 1.0, 0.03), (4.4, 0.9, 0.03)],
        0.028,
        plain("#3a332c", 0.9),
    )


def bell(x=0, y=0, z=0, colour="#7f9a82", size=1.0):
    """Pendant: enamelled steel."""
    enamel = plain(colour, 0.16, 0, Clearcoat=0.5, Clearcoat_Roughness=0.06)
    outside = [
        (0.98, 0),
        (0.965, 0.1),
        (0.9, 0.32),
        (0.74, 0.62),
        (0.5, 0.86),
        (0.3, 1.02),
        (0.22, 1.2),
        (0.2, 1.36),
        (0.2, 1.36),
        (0.05, 1.38),
    ]
    things = [lathe(outside, enamel)]
    things.append(lathe([(r * 0.975, h - 0.015) for r, h in outside], plain("#fbf6ec", 0.35)))
    things.append(lathe([(0.98, 0), (0.99, -0.012), (0.97, -0.02), (0.955, -0.015)], enamel, curved=False))
    things.append(
        lathe(
            [(0.205, 1.36), (0.205, 1.42), (0.17, 1.46), (0.06, 1.5), (0.05, 1.6), (0.02, 1.62)], brass(), curved=False
        )
    )
    things.append(tube([(0, 0, 1.6), (0, 0, 3), (0, 0, 5), (0, 0, 9)], 0.02, plain("#2b2622", 0.9)))
    things.append(ball(0.24, glow("#ffdcae", 7), 0, 0, 0.22))
    return group(things, x=x, y=y, z=z, scale=size)
