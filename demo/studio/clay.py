"""What the studio Glina makes, and what stands in it."""

import random

from mathutils import Vector

from ground import group
from shapes import ball, lathe, tube
from materials import plain


def vase(material, ribs=22):
    lathe(
        [
            (0, 0),
            (0.42, 0),
            (0.42, 0),
            (0.47, 0.03),
            (0.62, 0.3),
            (0.8, 0.75),
            (0.84, 1.1),
            (0.74, 1.48),
            (0.5, 1.78),
            (0.3, 1.98),
            (0.26, 2.12),
            (0.31, 2.26),
            (0.36, 2.31),
            (0.34, 2.33),
            (0.3, 2.29),
            (0.24, 2.15),
            (0.22, 1.95),
        ],
        material,
        around=ribs * 16,
        ribs=ribs,
        depth=0.055,
        wobble=0.012,
    )


def branch(start, bend, seed=1, berries=True):
    """A dry twig with berries."""
    rnd = random.Random(seed)
    bark = plain("#5b4534", 0.85)
    red = plain("#a8452f", 0.35)
    pts = [Vector(start)]
    way = Vector(bend).normalized()
    for _ in range(9):
        way = (way + Vector((rnd.uniform(-0.22, 0.22), rnd.uniform(-0.22, 0.22), 0.12))).normalized()
        pts.append(pts[-1] + way * 0.25)
    tube(pts, 0.022, bark, taper=[1 - 0.085 * i for i in range(len(pts))])
    for i, p in enumerate(pts[3:], 3):
        for _ in range(3 if berries else 2):
            side = (way + Vector((rnd.uniform(-1.3, 1.3), rnd.uniform(-1.3, 1.3), rnd.uniform(-0.1, 0.7)))).normalized()
            tip = p + side * rnd.uniform(0.12, 0.3)
            tube([p, p.lerp(tip, 0.4) + Vector((0, 0, 0.015)), p.lerp(tip, 0.8), tip], 0.008, bark)
            ball(rnd.uniform(0.04, 0.06), red, *tip)


def cup(material, x=0, y=0, z=0, turn=0, inside=None, coffee=True):
    wall = [
        (0, 0),
        (0.3, 0),
        (0.3, 0),
        (0.34, 0.02),
        (0.4, 0.14),
        (0.43, 0.4),
        (0.435, 0.7),
        (0.44, 0.8),
        (0.425, 0.815),
        (0.41, 0.8),
        (0.405, 0.7),
        (0.4, 0.4),
        (0.36, 0.14),
        (0, 0.1),
    ]
    things = [lathe(wall, material, wobble=0.012)]
    things.append(
        tube(
            [(0.4, 0, 0.66), (0.56, 0, 0.72), (0.76, 0, 0.64), (0.78, 0, 0.36), (0.62, 0, 0.2), (0.38, 0, 0.2)],
            0.055,
            material,
            taper=[1.25, 1, 0.95, 0.95, 1, 1.3],
        )
    )
    if coffee:
        things.append(lathe([(0, 0.66), (0.404, 0.66)], plain("#2a160c", 0.08, 0, Specular=0.6), curved=False))
        things.append(lathe([(0.36, 0.662), (0.403, 0.664)], plain("#8a5a34", 0.5), curved=False))
    return group(things, x=x, y=y, z=z, turn=(0, 0, turn))


def saucer(material, x=0, y=0, z=0):
    return group(
        [
            lathe(
                [
                    (0, 0),
                    (0.4, 0),
                    (0.4, 0),
                    (0.44, 0.02),
                    (0.74, 0.1),
                    (0.8, 0.13),
                    (0.8, 0.15),
                    (0.76, 0.14),
                    (0.46, 0.06),
                    (0, 0.05),
                ],
                material,
                wobble=0.01,
            )
        ],
        x=x,
        y=y,
        z=z,
    )


def teapot(material, wooden, x=0, y=0, turn=0):
    body = [
        (0, 0),
        (0.5, 0),
        (0.5, 0),
        (0.56, 0.03),
        (0.8, 0.26),
        (0.92, 0.58),
        (0.84, 0.92),
        (0.58, 1.14),
        (0.4, 1.2),
        (0.4, 1.2),
        (0.38, 1.17),
    ]
    things = [lathe(body, material, wobble=0.01)]
    things.append(
        lathe(
            [
                (0.42, 1.2),
                (0.43, 1.215),
                (0.38, 1.26),
                (0.2, 1.32),
                (0.08, 1.35),
                (0.06, 1.4),
                (0.12, 1.46),
                (0.15, 1.53),
                (0.11, 1.59),
                (0, 1.61),
            ],
            material,
            wobble=0.008,
        )
    )
    things.append(
        tube(
            [(-0.72, 0, 0.42), (-0.98, 0, 0.5), (-1.12, 0, 0.72), (-1.2, 0, 0.98), (-1.32, 0, 1.12)],
            0.15,
            material,
            taper=[1.5, 1.15, 0.82, 0.66, 0.62],
        )
    )
    metal = plain("#26221f", 0.4, 1)
    handle = [
        (0.62, 0, 1.08),
        (0.72, 0, 1.4),
        (0.6, 0, 1.86),
        (0.28, 0, 2.12),
        (-0.05, 0, 2.18),
        (-0.36, 0, 2.08),
        (-0.62, 0, 1.8),
        (-0.7, 0, 1.38),
        (-0.6, 0, 1.08),
    ]
    things.append(tube(handle, 0.032, metal))
    things.append(tube(handle[2:7], 0.075, wooden, taper=[0.8, 1, 1.05, 1, 0.8]))
    for s in (1, -1):
        things.append(
            tube(
                [(s * 0.62, 0.09, 1.06), (s * 0.62, 0.03, 1.07), (s * 0.62, -0.03, 1.07), (s * 0.62, -0.09, 1.06)],
                0.06,
                material,
            )
        )
    return group(things, x=x, y=y, turn=(0, 0, turn))
