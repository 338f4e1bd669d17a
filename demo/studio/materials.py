"""What things are made of."""

import bpy

from ground import linear


class Nodes:
    """A material's node tree, with the few moves we need."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes["Principled BSDF"]

    def set(self, **values):
        for key, value in values.items():
            self.shader.inputs[key.replace("_", " ")].default_value = value
        return self

    def add(self, kind, **props):
        node = self.tree.nodes.new(kind)
        for key, value in props.items():
            if hasattr(node, key):
                setattr(node, key, value)
            else:
                node.inputs[key.replace("_", " ")].default_value = value
        return node

    def link(self, a, b):
        self.tree.links.new(a, b)

    def coordinates(self, scale=(1, 1, 1)):
        texture = self.add("ShaderNodeTexCoord")
        mapping = self.add("ShaderNodeMapping")
        mapping.inputs["Scale"].default_value = scale
        self.link(texture.outputs["Object"], mapping.inputs["Vector"])
        return mapping.outputs["Vector"]

    def ramp(self, source, stops):
        node = self.add("ShaderNodeValToRGB")
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, colour) in zip(elements, stops):
            element.position = position
            element.color = linear(colour)
        self.link(source, node.inputs["Fac"])
        return node.outputs["Color"]

    def colour(self, source):
        self.link(source, self.shader.inputs["Base Color"])
        return self

    def bump(self, source, strength, distance=0.02):
        node = self.add("ShaderNodeBump", Strength=strength, Distance=distance)
        self.link(source, node.inputs["Height"])
        previous = self.shader.inputs["Normal"].links
        if previous:
            self.link(previous[0].from_socket, node.inputs["Normal"])
        self.link(node.outputs["Normal"], self.shader.inputs["Normal"])
        return self


def plain(colour, roughness=0.5, metallic=0.0, **more):
    return Nodes("plain").set(Base_Color=linear(colour), Roughness=roughness, Metallic=metallic, **more).material


def brass(roughness=0.24, colour="#c9a070"):
    m = Nodes("brass").set(Base_Color=linear(colour), Roughness=roughness, Metallic=1.0)
    grain = m.add("ShaderNodeTexNoise", Scale=14.0, Detail=6.0)
    m.link(m.coordinates((1, 1, 18)), grain.inputs["Vector"])
    m.bump(grain.outputs["Fac"], 0.02, 0.01)
    return m.material


def stoneware(base, speck, roughness=0.7, amount=0.36, dip=None, coat=0.0):
    """Clay with iron specks. `dip`: (height, colour above) is a glaze line; the specks shine through."""
    m = Nodes("stoneware").set(Roughness=roughness, Specular=0.35, Clearcoat=coat, Clearcoat_Roughness=0.12)
    where = m.coordinates()
    specks = m.add("ShaderNodeTexNoise", Scale=34.0, Detail=2.0, Roughness=0.6)
    m.link(where, specks.inputs["Vector"])
    spots = m.ramp(specks.outputs["Fac"], [(amount - 0.035, "#000000"), (amount, "#ffffff")])
    clouds = m.add("ShaderNodeTexNoise", Scale=2.2, Detail=3.0)
    m.link(where, clouds.inputs["Vector"])
    tone = m.add("ShaderNodeMixRGB", blend_type="MULTIPLY", Fac=0.35)
    tone.inputs["Color1"].default_value = linear(base)
    m.link(m.ramp(clouds.outputs["Fac"], [(0.3, "#b9b2a8"), (0.7, "#ffffff")]), tone.inputs["Color2"])
    body = tone.outputs["Color"]
    if dip:
        height, colour, *rough = dip
        split = m.add("ShaderNodeSeparateXYZ")
        m.link(where, split.inputs["Vector"])
        line = m.add("ShaderNodeTexNoise", Scale=1.4, Detail=1.0)
        m.link(where, line.inputs["Vector"])
        wave = m.add("ShaderNodeMath", operation="MULTIPLY_ADD")
        wave.inputs[1].default_value = 0.16
        m.link(line.outputs["Fac"], wave.inputs[0])
        m.link(split.outputs["Z"], wave.inputs[2])
        edge = m.add("ShaderNodeMapRange")
        edge.inputs["From Min"].default_value = height + 0.07
        edge.inputs["From Max"].default_value = height + 0.09
        m.link(wave.outputs["Value"], edge.inputs["Value"])
        glaze = m.add("ShaderNodeMixRGB")
        m.link(edge.outputs["Result"], glaze.inputs["Fac"])
        m.link(body, glaze.inputs["Color1"])
        glaze.inputs["Color2"].default_value = linear(colour)
        body = glaze.outputs["Color"]
        gloss = m.add("ShaderNodeMapRange")
        gloss.inputs["To Min"].default_value = roughness
        gloss.inputs["To Max"].default_value = rough[0] if rough else 0.2
        m.link(edge.outputs["Result"], gloss.inputs["Value"])
        m.link(gloss.outputs["Result"], m.shader.inputs["Roughness"])
    mix = m.add("ShaderNodeMixRGB")
    m.link(spots, mix.inputs["Fac"])
    mix.inputs["Color1"].default_value = linear(speck)
    m.link(body, mix.inputs["Color2"])
    m.colour(mix.outputs["Color"])
    grit = m.add("ShaderNodeTexNoise", Scale=60.0, Detail=4.0)
    m.link(where, grit.inputs["Vector"])
    return m.bump(grit.outputs["Fac"], 0.12, 0.01).material


def leather(colour, dark, roughness=0.46, scale=1.0):
    m = Nodes("leather").set(Roughness=roughness, Specular=0.42, Sheen=0.2)
    where = m.coordinates()
    clouds = m.add("ShaderNodeTexNoise", Scale=1.6, Detail=5.0, Roughness=0.6)
    m.link(where, clouds.inputs["Vector"])
    m.colour(m.ramp(clouds.outputs["Fac"], [(0.28, dark), (0.62, colour)]))
    grain = m.add("ShaderNodeTexVoronoi", Scale=46.0 * scale, feature="DISTANCE_TO_EDGE")
    m.link(where, grain.inputs["Vector"])
    m.bump(m.ramp(grain.outputs["Distance"], [(0.0, "#000000"), (0.16, "#ffffff")]), 0.32, 0.012)
    creases = m.add("ShaderNodeTexNoise", Scale=5.0, Detail=8.0, Distortion=0.8)
    m.link(where, creases.inputs["Vector"])
    return m.bump(creases.outputs["Fac"], 0.18, 0.05).material


def wood(light, dark, along=(1.0, 1.0, 0.12), rings=3.0, roughness=0.42, distortion=3.2, figure=0.58):
    """Grain stretched along the axis with the smallest factor."""
    m = Nodes("wood").set(Roughness=roughness, Specular=0.35)
    where = m.coordinates(along)
    warp = m.add("ShaderNodeTexNoise", Scale=1.1, Detail=2.0)
    m.link(where, warp.inputs["Vector"])
    mix = m.add("ShaderNodeMixRGB", Fac=0.28)
    m.link(where, mix.inputs["Color1"])
    m.link(warp.outputs["Color"], mix.inputs["Color2"])
    wave = m.add(
        "ShaderNodeTexWave", wave_type="RINGS", rings_direction="Z", Scale=rings, Distortion=distortion, Detail=2.5
    )
    m.link(mix.outputs["Color"], wave.inputs["Vector"])
    fibre = m.add("ShaderNodeTexNoise", Scale=26.0, Detail=8.0, Roughness=0.62)
    stretched = m.coordinates(tuple(0.18 if a == min(along) else 2.2 for a in along))
    m.link(stretched, fibre.inputs["Vector"])
    both = m.add("ShaderNodeMixRGB", Fac=1 - figure)
    m.link(wave.outputs["Color"], both.inputs["Color1"])
    m.link(fibre.outputs["Color"], both.inputs["Color2"])
    m.colour(m.ramp(both.outputs["Color"], [(0.18, dark), (0.78, light)]))
    return m.bump(fibre.outputs["Fac"], 0.1, 0.01).material


def table(colours):
    """A tabletop of boards: quiet grain, a dark joint between two boards."""
    m = Nodes("table").set(Roughness=0.5, Specular=0.3)
    fibre = m.add("ShaderNodeTexNoise", Scale=3.2, Detail=9.0, Roughness=0.6, Distortion=0.35)
    m.link(m.coordinates((0.16, 2.6, 1)), fibre.inputs["Vector"])
    broad = m.add("ShaderNodeTexNoise", Scale=0.8, Detail=2.0)
    m.link(m.coordinates((0.12, 1.3, 1)), broad.inputs["Vector"])
    both = m.add("ShaderNodeMixRGB", Fac=0.4)
    m.link(fibre.outputs["Fac"], both.inputs["Color1"])
    m.link(broad.outputs["Fac"], both.inputs["Color2"])
    grain = m.ramp(both.outputs["Color"], [(0.3, colours[1]), (0.66, colours[0])])
    joints = m.add(
        "ShaderNodeTexBrick", offset=0.5, Scale=1.0, Mortar_Size=0.006, Bias=0.0, Brick_Width=9.0, Row_Height=1.15
    )
    joints.inputs["Color1"].default_value = (1, 1, 1, 1)
    joints.inputs["Color2"].default_value = (0.86, 0.84, 0.82, 1)
    joints.inputs["Mortar"].default_value = (0.25, 0.2, 0.16, 1)
    m.link(m.coordinates(), joints.inputs["Vector"])
    mix = m.add("ShaderNodeMixRGB", blend_type="MULTIPLY", Fac=1.0)
    m.link(grain, mix.inputs["Color1"])
    m.link(joints.outputs["Color"], mix.inputs["Color2"])
    m.colour(mix.outputs["Color"])
    return m.bump(fibre.outputs["Fac"], 0.08, 0.02).material


def glow(colour, strength):
    m = Nodes("glow")
    m.set(Base_Color=linear(colour), Emission=linear(colour), Emission_Strength=strength)
    return m.material


def opal(strength, warm="#ffd2a0"):
    """Blown opal glass, lit from within: brighter in the middle, glassy at the rim."""
    m = Nodes("opal").set(Base_Color=linear("#fff4e4"), Roughness=0.14, Clearcoat=0.6)
    facing = m.add("ShaderNodeLayerWeight", Blend=0.35)
    curve = m.add("ShaderNodeMapRange")
    curve.inputs["From Min"].default_value = 0.0
    curve.inputs["From Max"].default_value = 1.0
    curve.inputs["To Min"].default_value = strength
    curve.inputs["To Max"].default_value = strength * 0.3
    m.link(facing.outputs["Facing"], curve.inputs["Value"])
    m.link(curve.outputs["Result"], m.shader.inputs["Emission Strength"])
    m.shader.inputs["Emission"].default_value = linear(warm)
    return m.material


def stone(base="#cdbfa9", dark="#a08c70"):
    m = Nodes("stone").set(Roughness=0.55)
    where = m.coordinates((0.6, 0.6, 3.2))
    veins = m.add("ShaderNodeTexNoise", Scale=2.0, Detail=9.0, Roughness=0.62, Distortion=0.7)
    m.link(where, veins.inputs["Vector"])
    m.colour(m.ramp(veins.outputs["Fac"], [(0.3, dark), (0.46, base), (0.7, "#e6dccb")]))
    pits = m.add("ShaderNodeTexVoronoi", Scale=7.0)
    m.link(where, pits.inputs["Vector"])
    return m.bump(m.ramp(pits.outputs["Distance"], [(0.05, "#000000"), (0.16, "#ffffff")]), 0.5, 0.03).material
