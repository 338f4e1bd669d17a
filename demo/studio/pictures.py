"""
Models and photographs the demo shop's things: every picture in demo/pictures comes out of this folder.

    blender -b -P demo/studio/pictures.py -- noon_1 noon-1.png 800 1000 64
    cwebp -m 6 -q 95 noon-1.png -o demo/pictures/noon-1.webp

The numbers are width and height in pixels and samples per pixel. Blender 3.4 (Cycles). Lengths are decimetres, colours
as on the web. Nothing of this is needed to run the demo.
"""

import sys
from pathlib import Path

import bpy

sys.path.insert(0, str(Path(__file__).parent))  # Blender runs a file, not a package

from ground import at, group
from shapes import rounded, slab
from materials import leather, plain, stoneware, table, wood
from stage import area, camera, corner, daylight, spark, sunlit, sweep, world
from lamps import bell, dusk, noon
from clay import branch, cup, saucer, teapot, vase
from leather_goods import saddle, tote, wallet
from wood_goods import bird, board, pear, stool

OAK = ("#d9b88a", "#a77d4f")
WALNUT = ("#8a5f3f", "#472c1b")
MAPLE = ("#ecd6b2", "#cfae80")
COGNAC = ("#a8622f", "#7a3f1b")
BLACK = ("#2e2a28", "#1c1918")
OLIVE = ("#6a6a45", "#48482c")


def noon_1():
    sweep("#d8c7b0")
    noon()
    daylight(0.62, side=-1, ambient=0.3)
    spark(0, 0, 1.72, 9)
    camera((0.05, 0, 1.22), 10.2, turn=8, height=9)


def noon_2():
    sweep("#c2b7a8")
    noon()
    daylight(0.4, side=1, ambient=0.2)
    spark(0, 0, 1.72, 10)
    camera((0.05, 0, 1.72), 7.6, turn=-24, height=-11, blur=1.2)


def noon_3():
    corner("#a9654a", table(OAK))
    noon()
    at(slab(rounded(0.85, 0.6, 0.02), 0.2, 0.015, plain("#e8e2d6", 0.8)), 1.5, 0.2, 0.1, (0, 0, 14))
    at(slab(rounded(0.8, 0.56, 0.02), 0.16, 0.015, plain("#31464c", 0.7)), 1.5, 0.2, 0.28, (0, 0, 6))
    sunlit((50, 0, -52), strength=2.6, ambient=0.26, shift=(0.3, 0.4))
    spark(0, 0, 1.72, 9)
    camera((0.45, 0, 1.3), 13, turn=-6, height=8)


def dusk_1():
    sweep("#6d7788")
    dusk()
    world(0.14, "#aab9dd")
    area(-5, -2, 4, 3, 90, "#cfdcff")
    camera((0, 0, 1.1), 11, turn=6, height=9)


def dusk_2():
    sweep("#8d7a6c")
    dusk(0.8)
    daylight(0.45, ambient=0.2)
    camera((0, 0, 0.72), 6.0, turn=22, height=10, blur=1.0)


def dusk_3():
    corner("#54606b", table(WALNUT))
    dusk(1.0)
    cup(stoneware("#e9e2d4", "#5a4a3c"), 1.35, -0.35, 0, 30)
    world(0.12, "#8fa5d8")
    area(5, -3, 4, 3, 60, "#bcd0ff")
    camera((0.45, 0, 1.0), 11.5, turn=-10, height=11)


def bell_1():
    sweep("#cfd2c6", wall=2.0)
    bell(0, 0, 1.0)
    daylight(0.6, ambient=0.34)
    spark(0, 0, 0.95, 8)
    camera((0, 0, 1.95), 10.2, turn=0, height=-3)


def bell_2():
    sweep("#c8cabd", wall=2.4)
    bell(0, 0, 1.0)
    daylight(0.5, side=1, ambient=0.3)
    spark(0, 0, 0.95, 8)
    camera((0.1, 0, 1.6), 7.8, turn=20, height=-12, blur=1.4)


def bell_3():
    sweep("#ded8cc", wall=2.6)
    bell(-1.35, 0.6, 1.6, "#7f9a82", 0.86)
    bell(0.1, -0.1, 0.75, "#d5a03f", 0.86)
    bell(1.5, 0.7, 1.9, "#3b4148", 0.86)
    daylight(0.6, ambient=0.34)
    camera((0.05, 0, 2.1), 15, turn=0, height=-2)


def pleat_1():
    sweep("#c99b7d")
    vase(stoneware("#efe7d8", "#6b5645"))
    for k, (b, s) in enumerate((((0.25, 0, 1), 3), ((-0.3, 0.1, 1), 8), ((0.05, -0.2, 1), 21))):
        branch((0, 0, 2.0), b, s)
    daylight(0.8, ambient=0.36)
    camera((0, 0, 1.95), 14.2, turn=0, height=8)


def pleat_2():
    sweep("#c99b7d")
    vase(stoneware("#efe7d8", "#6b5645"))
    daylight(0.85, side=1, ambient=0.3)
    camera((0, 0, 1.5), 7.0, turn=-15, height=22, blur=1.2)


def pleat_3():
    corner("#e3dccf", plain("#cfc4b2", 0.8))
    vase(stoneware("#efe7d8", "#6b5645"))
    for b, s in (((0.45, 0, 1), 5), ((-0.1, 0.1, 1), 13)):
        branch((0, 0, 2.0), b, s)
    sunlit((54, 0, -46), strength=4, ambient=0.42, shift=(0.2, 0.2))
    camera((0.35, 0, 1.9), 16.5, turn=-8, height=6)


def morning_1():
    sweep("#a9b3b0")
    glaze = stoneware("#d9c7ab", "#5a4634", dip=(0.3, "#e9ece6"))
    saucer(glaze, -0.62, 0.1)
    cup(glaze, -0.62, 0.1, 0.05, -145)
    blue = stoneware("#d9c7ab", "#3f3a35", dip=(0.3, "#4c6f80"))
    cup(blue, 0.62, -0.3, 0, -25)
    daylight(0.85, ambient=0.36)
    camera((0, 0, 0.42), 8.8, turn=5, height=24)


def morning_2():
    sweep("#a9b3b0")
    blue = stoneware("#d9c7ab", "#3f3a35", dip=(0.3, "#4c6f80"))
    cup(blue, 0, 0, 0, -30)
    daylight(0.85, side=1, ambient=0.3)
    camera((0.08, 0, 0.42), 5.2, turn=10, height=14, blur=0.9)


def morning_3():
    corner("#d9d3c7", table(OAK), wall=2.4)
    blue = stoneware("#d9c7ab", "#3f3a35", dip=(0.3, "#4c6f80"))
    glaze = stoneware("#d9c7ab", "#5a4634", dip=(0.3, "#e9ece6"))
    cup(blue, -0.4, 0.2, 0, -150, coffee=False)
    cup(glaze, -0.36, 0.22, 0.62, -20, coffee=False)
    cup(blue, 0.72, -0.3, 0, -40)
    sunlit((56, 0, -50), strength=3.6, ambient=0.4, shift=(0, 0))
    camera((0.1, 0, 0.72), 9.6, turn=-6, height=12)


def north_1():
    sweep("#b9ac98")
    teapot(stoneware("#3a3a3c", "#8d8a84", 0.62, amount=0.3), wood(*WALNUT, along=(0.12, 1, 1)), 0.1, 0, 12)
    daylight(0.95, ambient=0.4)
    camera((0, 0, 1.05), 10.8, turn=0, height=12)


def north_2():
    sweep("#b9ac98")
    teapot(stoneware("#3a3a3c", "#8d8a84", 0.62, amount=0.3), wood(*WALNUT, along=(0.12, 1, 1)), 0, 0, -30)
    daylight(0.95, side=1, ambient=0.34)
    camera((0.0, 0, 1.35), 6.6, turn=-10, height=24, blur=1.2)


def north_3():
    corner("#7d8a86", table(OAK), wall=2.2)
    teapot(stoneware("#3a3a3c", "#8d8a84", 0.62, amount=0.3), wood(*WALNUT, along=(0.12, 1, 1)), -0.2, 0.1, -158)
    cup(stoneware("#3a3a3c", "#8d8a84", 0.62, amount=0.3), -1.3, -0.7, 0, 210, coffee=True)
    sunlit((55, 0, -50), strength=3.8, ambient=0.36)
    camera((-0.1, 0, 0.98), 12.2, turn=0, height=12)


def weekday_1():
    sweep("#cdbfa6")
    group(tote(leather(*COGNAC), leather(*COGNAC, scale=1.3), plain("#e9d9b8", 0.7)), turn=(0, 0, -16))
    daylight(0.85, ambient=0.4)
    camera((0, 0, 1.68), 13.4, turn=0, height=9)


def weekday_2():
    sweep("#cdbfa6")
    group(tote(leather(*COGNAC), leather(*COGNAC, scale=1.3), plain("#e9d9b8", 0.7)), turn=(0, 0, -24))
    daylight(0.9, side=-1, ambient=0.34)
    camera((-0.2, 0, 1.95), 7.8, turn=12, height=16, blur=1.4)


def weekday_3():
    corner("#d8cfc2", table(OAK), wall=1.1)
    group(tote(leather(*COGNAC), leather(*COGNAC, scale=1.3), plain("#e9d9b8", 0.7)), turn=(0, 0, 10))
    sunlit((52, 0, -46), strength=4, ambient=0.42, shift=(0, 0.6))
    camera((0.1, 0, 1.68), 14.6, turn=0, height=6)


def half_moon_1():
    sweep("#8f9a8a")
    group(saddle(leather(*BLACK), leather(*BLACK, scale=1.4), plain("#c9b48a", 0.7)), turn=(0, 0, -18))
    daylight(1.25, ambient=0.5)
    camera((0, 0, 1.58), 12.6, turn=0, height=7)


def half_moon_2():
    sweep("#8f9a8a")
    group(saddle(leather(*BLACK), leather(*BLACK, scale=1.4), plain("#c9b48a", 0.7)), turn=(0, 0, -26))
    daylight(1.2, side=1, ambient=0.46)
    camera((0, 0, 0.95), 7.2, turn=0, height=8, blur=1.4)


def half_moon_3():
    corner("#cfc6b8", plain("#a59a8a", 0.8), wall=0.9)
    group(saddle(leather(*OLIVE), leather(*OLIVE, scale=1.4), plain("#e0d3b4", 0.7)), turn=(0, 0, 8))
    sunlit((52, 0, -46), strength=4.2, ambient=0.46, shift=(0, 0.4))
    camera((0.1, 0, 1.58), 13.4, turn=0, height=6)


def fold_1():
    sweep("#b4745a")
    wallet(leather(*OLIVE), plain("#e9d9b8", 0.7), 0.05, 0.1, 0, 24)
    daylight(0.9, ambient=0.4)
    camera((0, 0.05, 0.1), 9.2, turn=0, height=52)


def fold_2():
    sweep("#b4745a")
    wallet(leather(*OLIVE), plain("#e9d9b8", 0.7), 0, 0, 0, 38)
    daylight(0.9, side=1, ambient=0.3)
    camera((0.1, -0.1, 0.15), 5.2, turn=-6, height=28, blur=0.9)


def fold_3():
    sweep("#d7cbb8")
    wallet(leather(*COGNAC), plain("#e9d9b8", 0.7), -0.3, 0.75, 0, 12)
    wallet(leather(*BLACK), plain("#c9b48a", 0.7), 0.3, -0.85, 0, -22)
    daylight(0.95, ambient=0.42)
    camera((0, 0, 0.1), 12.6, turn=0, height=58)


def glade_1():
    sweep("#c4c2b4")
    stool(wood(*OAK, along=(0.14, 1, 1), rings=2.2), wood(*OAK), turn=8)
    daylight(0.85, ambient=0.42)
    camera((0, 0, 1.25), 12.4, turn=0, height=16)


def glade_2():
    sweep("#c4c2b4")
    stool(wood(*OAK, along=(0.14, 1, 1), rings=2.2), wood(*OAK), turn=-20)
    daylight(0.85, side=1, ambient=0.34)
    camera((0, 0, 2.35), 7.2, turn=0, height=28, blur=1.4)


def glade_3():
    corner("#5f7168", table(WALNUT), wall=1.9)
    stool(wood(*OAK, along=(0.14, 1, 1), rings=2.2), wood(*OAK), turn=30)
    at(slab(rounded(0.62, 0.45, 0.02), 0.14, 0.015, plain("#e2d8c4", 0.8)), -0.1, 0.05, 2.59, (0, 0, 20))
    cup(stoneware("#e9e2d4", "#5a4a3c"), 0.1, 0.0, 2.66, -40).scale = (0.62, 0.62, 0.62)
    sunlit((54, 0, -48), strength=3.8, ambient=0.4, shift=(0, 0.4))
    camera((0.1, 0, 1.6), 16.2, turn=0, height=8)


def grain_1():
    corner("#ddd6ca", plain("#bfb6a6", 0.8), wall=0.7)
    board(wood(*WALNUT, along=(1, 0.1, 1), rings=2.6), 0.92, 1.2, 0.8, -0.15, 0.1, 9, 4)
    pear(0.85, -0.35, 0, (0, 0, 20))
    pear(0.36, -0.85, 0.3, (0, 82, 200), size=0.92)
    daylight(0.85, ambient=0.4)
    camera((0.05, 0, 1.5), 12.6, turn=0, height=9)


def grain_2():
    corner("#ddd6ca", plain("#bfb6a6", 0.8), wall=0.7)
    board(wood(*WALNUT, along=(1, 0.1, 1), rings=2.6), 0.92, 1.2, 0.8, 0, 0.1, 9, 0)
    daylight(0.9, side=1, ambient=0.3)
    camera((0.05, 0, 2.3), 6.6, turn=24, height=6, blur=1.4)


def grain_3():
    corner("#8a9a93", table(OAK), wall=0.8)
    board(wood(*WALNUT, along=(1, 0.1, 1), rings=2.6), 0.92, 1.2, 0.8, -0.45, 0.2, 9, 3)
    board(wood(*MAPLE, along=(1, 0.1, 1), rings=2.6), 0.62, 0.8, 0.62, 0.6, -0.1, 10, -4)
    pear(1.25, -0.7, 0, (0, 0, 60))
    sunlit((54, 0, -50), strength=3.6, ambient=0.38, shift=(0, 0.3))
    camera((0.05, 0, 1.5), 14.4, turn=0, height=8)


def siskin_1():
    sweep("#b7c3c4")
    bird(wood(*WALNUT, along=(0.14, 1, 1)), wood(*MAPLE, along=(1, 1, 0.14)), 0.1, 0, -18, 1.0, look=-14)
    daylight(0.9, ambient=0.42)
    camera((0.0, 0, 1.02), 9.4, turn=0, height=9)


def siskin_2():
    sweep("#b7c3c4")
    bird(wood(*WALNUT, along=(0.14, 1, 1)), wood(*MAPLE, along=(1, 1, 0.14)), 0.1, 0, -46, 1.0, look=-10)
    daylight(0.95, side=1, ambient=0.34)
    camera((0.3, -0.2, 1.36), 6.2, turn=0, height=8, blur=1.1)


def siskin_3():
    sweep("#d9b9a0")
    bird(wood(*WALNUT, along=(0.14, 1, 1)), wood(*MAPLE, along=(1, 1, 0.14)), -0.95, 0.35, -30, 0.86, look=-16)
    bird(wood(*MAPLE, along=(0.14, 1, 1)), wood(*WALNUT, along=(1, 1, 0.14)), 1.0, -0.3, 208, 0.86, look=18)
    daylight(0.9, ambient=0.42)
    camera((0, 0, 0.95), 13, turn=0, height=10)


def hero():
    """The shop's front: a shelf's worth, in late sun. Wide; the left third stays free for words."""
    corner("#d9c6ae", table(OAK), wall=1.9)

    def place(make, **where):
        before = set(bpy.data.objects)
        make()
        made = [o for o in bpy.data.objects if o not in before]
        group(made, **where)

    place(lambda: noon(), x=1.2, y=0.6, scale=1.18)
    place(lambda: vase(stoneware("#efe7d8", "#6b5645")), x=3.35, y=0.7, scale=1.02)
    place(
        lambda: [branch((0, 0, 2.0), b, s) for b, s in (((0.45, 0, 1), 5), ((-0.2, 0.1, 1), 13), ((0.1, -0.1, 1), 3))],
        x=3.35,
        y=0.7,
        scale=1.02,
    )
    place(
        lambda: teapot(stoneware("#3a3a3c", "#8d8a84", 0.62, amount=0.3), wood(*WALNUT, along=(0.12, 1, 1))),
        x=5.6,
        y=0.1,
        turn=(0, 0, 16),
    )
    cup(stoneware("#d9c7ab", "#3f3a35", dip=(0.3, "#4c6f80")), 4.25, -0.9, 0, -150)
    bird(wood(*WALNUT, along=(0.14, 1, 1)), wood(*MAPLE, along=(1, 1, 0.14)), 2.35, -0.75, 192, 0.72, look=16)
    sunlit(
        (54, 0, -50), strength=3.6, ambient=0.42, distance=10, panes=(3, 3), size=(1.75, 1.5), centre=(3.1, 1.4, 2.3)
    )
    spark(1.2, 0.6, 2.05, 8)
    camera((1.05, 0, 2.0), 33, turn=0, height=6.5, lens=85)


def denoise(scene):
    """Averages neighbours that lie on the same surface: what the few samples left of grain goes, edges stay."""
    layer = bpy.context.view_layer
    layer.use_pass_normal = layer.use_pass_diffuse_color = True
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    source = tree.nodes.new("CompositorNodeRLayers")
    guide = tree.nodes.new("CompositorNodeMixRGB")
    guide.blend_type = "ADD"
    guide.inputs["Fac"].default_value = 1
    tree.links.new(source.outputs["Normal"], guide.inputs[1])
    tree.links.new(source.outputs["DiffCol"], guide.inputs[2])
    calm = tree.nodes.new("CompositorNodeBilateralblur")
    calm.iterations, calm.sigma_color, calm.sigma_space = 3, 0.08, 2.2
    tree.links.new(source.outputs["Image"], calm.inputs["Image"])
    tree.links.new(guide.outputs["Image"], calm.inputs["Determinator"])
    out = tree.nodes.new("CompositorNodeComposite")
    tree.links.new(calm.outputs["Image"], out.inputs["Image"])


def main():
    name, out, *rest = sys.argv[sys.argv.index("--") + 1 :]
    width, height, samples = (int(v) for v in (rest + ["800", "1000", "64"][len(rest) :]))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    globals()[name]()
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.cycles.samples = samples
    scene.cycles.use_adaptive_sampling = True
    scene.cycles.adaptive_threshold = 0.035
    scene.cycles.use_denoising = False
    scene.cycles.sample_clamp_indirect = 3.0
    scene.cycles.max_bounces = 6
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.seed = 7
    scene.render.threads_mode = "FIXED"
    scene.render.threads = 2
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = width, height, 100
    scene.view_settings.view_transform = "Filmic"
    scene.view_settings.look = "Medium High Contrast"
    scene.view_settings.exposure = 0.55
    scene.render.filepath = out
    denoise(scene)
    bpy.ops.render.render(write_still=True)


main()
