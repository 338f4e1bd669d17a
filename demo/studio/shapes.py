"""Surfaces from profiles, outlines and lines."""

import math

import bpy
from mathutils import Vector, noise

from ground import keep, paint, smooth


def spline(points, steps=10):
    """Catmull-Rom through the points; a point given twice makes a corner."""
    out = []
    for i in range(len(points) - 1):
        p0, p1, p2, p3 = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        if p1 == p2:
            continue
        for s in range(steps):
            t = s / steps
            out.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(p0, p1, p2, p3)
                )
            )
    out.append(tuple(points[-1]))
    return out


def surface(name, rows, around=True, material=None):
    """A grid of points to a mesh; `around` closes each row."""
    n = len(rows[0])
    verts = [p for row in rows for p in row]
    faces = []
    for r in range(len(rows) - 1):
        for c in range(n if around else n - 1):
            d = (c + 1) % n
            faces.append((r * n + c, r * n + d, (r + 1) * n + d, (r + 1) * n + c))
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(verts, [], faces)
    mesh.validate()
    thing = smooth(keep(name, mesh))
    if material:
        paint(thing, material)
    return thing


def lathe(profile, material, around=160, ribs=0, depth=0.0, wobble=0.0, curved=True, steps=10):
    """Turns (radius, height) about z. `ribs` flutes of `depth` of the radius; `wobble`: the hand of the potter."""
    points = spline(profile, steps) if curved else profile
    rows = []
    for r, z in points:
        row = []
        for i in range(around):
            a = 2 * math.pi * i / around
            k = 1 + depth * (abs(math.cos(ribs * a / 2)) - 0.5) if ribs else 1
            if wobble:
                k += wobble * noise.noise(Vector((math.cos(a) * 1.2, math.sin(a) * 1.2, z * 0.9)))
            row.append((max(r, 1e-4) * k * math.cos(a), max(r, 1e-4) * k * math.sin(a), z))
        rows.append(row)
    thing = surface("lathe", rows, True, material)
    return thing


def tube(points, radius, material, taper=None, cyclic=False, flat=None):
    """A pipe along points; `taper`: radius factor per point; `flat`: (width, thickness) makes a strap."""
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions = "3D"
    curve.resolution_u = 16
    curve.use_fill_caps = True
    line = curve.splines.new("NURBS")
    line.points.add(len(points) - 1)
    for i, p in enumerate(points):
        line.points[i].co = (*p, 1)
        line.points[i].radius = taper[i] if taper else 1
    line.use_cyclic_u = cyclic
    line.use_endpoint_u = not cyclic
    line.order_u = min(4, len(points))
    if flat:
        w, t = flat
        ring = bpy.data.curves.new("section", "CURVE")
        ring.dimensions = "2D"
        s = ring.splines.new("POLY")
        corner = t * 0.45
        outline = []
        for cx, cy, start in (
            (w - corner, t - corner, 0),
            (-w + corner, t - corner, 90),
            (-w + corner, -t + corner, 180),
            (w - corner, -t + corner, 270),
        ):
            for k in range(5):
                a = math.radians(start + k * 22.5)
                outline.append((cx + corner * math.cos(a), cy + corner * math.sin(a), 0, 1))
        s.points.add(len(outline) - 1)
        for i, p in enumerate(outline):
            s.points[i].co = p
        s.use_cyclic_u = True
        curve.bevel_mode = "OBJECT"
        curve.bevel_object = keep("section", ring)
        curve.bevel_object.hide_render = True
    else:
        curve.bevel_depth = radius
        curve.bevel_resolution = 8
    thing = keep("tube", curve)
    return paint(thing, material)


def slab(outline, thickness, edge, material, holes=()):
    """A flat shape with rounded edges, lying in xy, standing `thickness` high in z."""
    curve = bpy.data.curves.new("slab", "CURVE")
    curve.dimensions = "2D"
    curve.fill_mode = "BOTH"
    for ring in (outline, *holes):
        s = curve.splines.new("POLY")
        s.points.add(len(ring) - 1)
        for i, p in enumerate(ring):
            s.points[i].co = (p[0], p[1], 0, 1)
        s.use_cyclic_u = True
    curve.extrude = max(thickness / 2 - edge, 0.0001)
    curve.bevel_depth = edge
    curve.bevel_resolution = 5
    curve.offset = -edge
    thing = keep("slab", curve)
    return paint(thing, material)


def rounded(w, h, r, steps=10):
    """The outline of a rounded rectangle about the origin; w and h are half sizes."""
    out = []
    for cx, cy, start in ((w - r, h - r, 0), (-w + r, h - r, 90), (-w + r, -h + r, 180), (w - r, -h + r, 270)):
        for k in range(steps + 1):
            a = math.radians(start + 90 * k / steps)
            out.append((cx + r * math.cos(a), cy + r * math.sin(a)))
    return out


def ball(radius, material, x=0, y=0, z=0, scale=(1, 1, 1)):
    bpy.ops.mesh.primitive_uv_sphere_add(segments=64, ring_count=32, radius=radius, location=(x, y, z))
    thing = bpy.context.object
    thing.scale = scale
    smooth(thing, 180)
    return paint(thing, material)


def resample(points, step):
    out, carry = [Vector(points[0])], 0.0
    for a, b in zip(points, points[1:]):
        a, b = Vector(a), Vector(b)
        span = (b - a).length
        s = step - carry
        while s <= span:
            out.append(a.lerp(b, s / span))
            s += step
        carry = (carry + span) % step
    return [tuple(p) for p in out]


def thread(points, material, pitch=0.11, length=0.07, radius=0.012):
    """Saddle stitch along a curved line: one capsule every `pitch`."""
    line = [Vector(p) for p in resample(points, pitch)]
    made = []
    for a, b in zip(line, line[1:]):
        way = (b - a).normalized()
        made.append(
            tube(
                [a, a + way * length * 0.33, a + way * length * 0.66, a + way * length],
                radius,
                material,
                taper=[0.5, 1, 1, 0.5],
            )
        )
    return made
