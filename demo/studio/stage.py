"""Paper, walls, windows, lamps and the camera."""

import math

import bpy
from mathutils import Vector

from ground import at, group, keep, linear
from shapes import surface
from materials import Nodes, plain


def sweep(colour, wall=3.2):
    """Paper that runs from under the camera up the wall behind, in one curve."""
    r = 1.6
    line = [(-14, 0.0), (wall - r, 0.0)]
    line += [(wall - r + r * math.sin(a), r - r * math.cos(a)) for a in (math.radians(k * 7.5) for k in range(1, 12))]
    line += [(wall, r), (wall, 14)]
    m = Nodes("paper").set(Base_Color=linear(colour), Roughness=0.92, Specular=0.1)
    fibre = m.add("ShaderNodeTexNoise", Scale=5.0, Detail=6.0)
    m.link(m.coordinates(), fibre.inputs["Vector"])
    m.bump(fibre.outputs["Fac"], 0.05, 0.02)
    return surface("paper", [[(x, y, z) for x in (-16, 16)] for y, z in line], False, m.material)


def corner(wall_colour, floor_colour, wall=1.6):
    """A plain wall that meets a table, for the things that lean or stand at home."""
    paint_wall = Nodes("wall").set(Base_Color=linear(wall_colour), Roughness=0.95, Specular=0.1)
    rough = paint_wall.add("ShaderNodeTexNoise", Scale=2.4, Detail=8.0)
    paint_wall.link(paint_wall.coordinates(), rough.inputs["Vector"])
    paint_wall.bump(rough.outputs["Fac"], 0.16, 0.06)
    surface("wall", [[(-16, wall, -1), (16, wall, -1)], [(-16, wall, 16), (16, wall, 16)]], False, paint_wall.material)
    surface("table", [[(-16, -14, 0), (16, -14, 0)], [(-16, wall, 0), (16, wall, 0)]], False, floor_colour)


def area(x, y, z, size, watts, colour="#ffffff", aim=(0, 0, 0.8)):
    data = bpy.data.lights.new("area", "AREA")
    data.shape = "DISK"
    data.size = size
    data.energy = watts
    data.color = linear(colour)[:3]
    thing = keep("area", data)
    thing.location = (x, y, z)
    thing.rotation_euler = (Vector(aim) - thing.location).to_track_quat("-Z", "Y").to_euler()
    return thing


def spark(x, y, z, watts, colour="#ffcf94", radius=0.08):
    data = bpy.data.lights.new("bulb", "POINT")
    data.energy = watts
    data.color = linear(colour)[:3]
    data.shadow_soft_size = radius
    thing = keep("bulb", data)
    thing.location = (x, y, z)
    return thing


def sun(strength, turn, colour="#ffe2bd", soft=1.6):
    data = bpy.data.lights.new("sun", "SUN")
    data.energy = strength
    data.angle = math.radians(soft)
    data.color = linear(colour)[:3]
    return at(keep("sun", data), 0, 0, 8, turn)


def window(x, y, z, turn, panes, size, bar=0.16):
    """What stands between the sun and the table: a window's frame, casting its shadow only."""
    black = plain("#000000", 1)
    nx, ny = panes
    w, h = size
    things = []
    total_w, total_h = nx * w + (nx - 1) * bar, ny * h + (ny - 1) * bar

    def plate(cx, cy, hw, hh):
        things.append(
            surface(
                "frame",
                [[(cx - hw, cy - hh, 0), (cx + hw, cy - hh, 0)], [(cx - hw, cy + hh, 0), (cx + hw, cy + hh, 0)]],
                False,
                black,
            )
        )

    far = 9
    plate(-total_w / 2 - far, 0, far, 20)
    plate(total_w / 2 + far, 0, far, 20)
    plate(0, total_h / 2 + far, total_w / 2, far)
    plate(0, -total_h / 2 - far, total_w / 2, far)
    for i in range(1, nx):
        plate(-total_w / 2 + i * w + (i - 0.5) * bar, 0, bar / 2, total_h / 2)
    for j in range(1, ny):
        plate(0, -total_h / 2 + j * h + (j - 0.5) * bar, total_w / 2, bar / 2)
    group(things, x=x, y=y, z=z, turn=turn)
    for t in things:
        t.visible_camera = t.visible_glossy = t.visible_diffuse = t.visible_transmission = False


def daylight(strength=1.0, side=-1, ambient=0.42, warm="#fff1de"):
    """Soft window light from one side, a white card on the other."""
    world(ambient * 0.72)
    area(side * 5.2, -1.6, 5.0, 2.2, 640 * strength, warm)
    area(-side * 5.5, -3.5, 3.2, 4.5, 60 * strength, "#dfe9ff")


def sunlit(
    turn=(52, 0, -48),
    strength=3.6,
    ambient=0.5,
    distance=9.0,
    shift=(0, 0),
    panes=(2, 3),
    size=(1.5, 1.25),
    centre=(0, 0.6, 1.0),
):
    """Late sun through a window."""
    world(ambient * 0.9, "#f1efec")
    lamp = sun(strength, turn)

    def along(axis):
        way = Vector(axis)
        way.rotate(lamp.rotation_euler)
        return way

    p = Vector(centre) + along((0, 0, 1)) * distance + along((1, 0, 0)) * shift[0] + along((0, 1, 0)) * shift[1]
    window(p.x, p.y, p.z, turn, panes, size)
    area(4.6, -4.0, 3.4, 4.0, 46, "#e8ecf5")


def world(strength, colour="#ffffff"):
    w = bpy.data.worlds.new("world")
    bpy.context.scene.world = w
    w.use_nodes = True
    back = w.node_tree.nodes["Background"]
    back.inputs["Color"].default_value = linear(colour)
    back.inputs["Strength"].default_value = strength


def camera(aim=(0, 0, 1), distance=11.0, turn=0, height=12, lens=90, blur=None):
    """Looks at `aim` from `turn` degrees off the front, `height` degrees above the table."""
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    distance *= 0.8
    data.sensor_width = 36
    data.sensor_fit = "HORIZONTAL"
    thing = keep("camera", data)
    a, e = math.radians(turn), math.radians(height)
    target = Vector(aim)
    thing.location = target + Vector((math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e))) * distance
    thing.rotation_euler = (target - thing.location).to_track_quat("-Z", "Y").to_euler()
    if blur:
        data.dof.use_dof = True
        data.dof.focus_distance = distance
        data.dof.aperture_fstop = blur
    bpy.context.scene.camera = thing
