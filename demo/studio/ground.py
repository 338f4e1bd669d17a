"""Colours, objects, and where they stand."""

import math

import bpy


def linear(hex_colour):
    def channel(v):
        v = int(v, 16) / 255
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

    h = hex_colour.lstrip("#")
    return (channel(h[0:2]), channel(h[2:4]), channel(h[4:6]), 1.0)


def keep(name, data):
    thing = bpy.data.objects.new(name, data)
    bpy.context.collection.objects.link(thing)
    return thing


def smooth(thing, angle=35):
    for face in thing.data.polygons:
        face.use_smooth = True
    thing.data.use_auto_smooth = True
    thing.data.auto_smooth_angle = math.radians(angle)
    return thing


def paint(thing, material):
    thing.data.materials.append(material)
    return thing


def at(thing, x=0, y=0, z=0, turn=(0, 0, 0), scale=1):
    thing.location = (x, y, z)
    thing.rotation_euler = tuple(math.radians(a) for a in turn)
    thing.scale = (scale, scale, scale) if isinstance(scale, (int, float)) else scale
    return thing


def group(things, **place):
    parent = keep("group", None)
    for thing in things:
        if thing.parent is None:
            thing.parent = parent
    return at(parent, **place)
