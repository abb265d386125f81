#!/usr/bin/env python3
"""Rewrites a TensorFlow.js graph network as ONNX, which OpenCV reads: same layers, same weights.

    tfjs_to_onnx.py MODEL.json OUT.onnx

Nothing but the standard library, beside tflite_to_onnx.py for the writing of ONNX; knows only the layers that the
networks of this folder use (README.md). The weights lie beside MODEL.json. TensorFlow keeps pictures as height x
width x channel, ONNX as channel x height x width.
"""
import base64
import json
import os
import struct
import sys

from tflite_to_onnx import attribute, field, info


class Converter:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            model = json.load(f)
        self.layers = model["modelTopology"]["node"]
        self.constants = {}  # name -> shape, values
        for group in model["weightsManifest"]:
            data = b""
            for part in group["paths"]:
                with open(os.path.join(os.path.dirname(path), part), "rb") as f:
                    data += f.read()
            at = 0
            for weight in group["weights"]:
                count = 1
                for d in weight["shape"]:
                    count *= d
                kind = {"float32": "f", "int32": "i"}[weight["dtype"]]
                self.constants[weight["name"]] = weight["shape"], struct.unpack_from("<%d%s" % (count, kind), data, at)
                at += 4 * count
        self.sizes = {}  # name -> height, width, channels
        self.names = {}
        self.nodes, self.initializers, self.count = [], [], 0

    def fresh(self):
        self.count += 1
        return "t%d" % self.count

    def add_constant(self, shape, values, kind=1):
        """kind as in ONNX: 1 float, 7 int64."""
        name = self.fresh()
        raw = struct.pack("<%d%s" % (len(values), {1: "f", 7: "q"}[kind]), *values)
        self.initializers.append(b"".join(field(1, d) for d in shape) + field(2, kind) + field(8, name) + field(9, raw))
        return name

    def node(self, op, inputs, **attributes):
        out = self.fresh()
        body = b"".join(field(1, i) for i in inputs) + field(2, out) + field(3, op + out) + field(4, op)
        body += b"".join(field(5, attribute(k, v)) for k, v in attributes.items())
        self.nodes.append(body)
        return out

    def pad(self, name, before, after):
        """OpenCV's convolution pads evenly only, so that a layer of its own does it."""
        amounts = self.add_constant([8], [0, 0, *before, 0, 0, *after], 7)
        return self.node("Pad", [name, amounts, self.add_constant([], [0.0])], mode="constant")

    def prelu(self, name, slope):
        values = self.constants[slope][1]
        return self.node("PRelu", [name, self.add_constant([len(values), 1, 1], values)])

    def convolution(self, layer, depthwise):
        source, weight = layer["input"][:2]
        (kh, kw, channels, out), w = self.constants[weight]
        stride = int(layer["attr"]["strides"]["list"]["i"][1])
        height, width, _ = self.sizes[source]
        same = base64.b64decode(layer["attr"]["padding"]["s"]) == b"SAME"
        pads = [0] * 4
        name = self.names[source]
        if same:
            total = [max((-(-size // stride) - 1) * stride + k - size, 0) for size, k in ((height, kh), (width, kw))]
            before, after = [t // 2 for t in total], [t - t // 2 for t in total]
            if before == after:
                pads = before + after
            else:
                name = self.pad(name, before, after)
            size = [-(-height // stride), -(-width // stride)]
        else:
            size = [(height - kh) // stride + 1, (width - kw) // stride + 1]
        if depthwise:  # kh, kw, channels, 1 -> channels, 1, kh, kw
            assert out == 1
            values = [w[(y * kw + x) * channels + c] for c in range(channels) for y in range(kh) for x in range(kw)]
            dims, group, out = [channels, 1, kh, kw], channels, channels
        else:  # kh, kw, in, out -> out, in, kh, kw
            values = [w[((y * kw + x) * channels + i) * out + o] for o in range(out) for i in range(channels)
                      for y in range(kh) for x in range(kw)]
            dims, group = [out, channels, kh, kw], 1
        inputs = [name, self.add_constant(dims, values)]
        fused = [base64.b64decode(s) for s in layer["attr"].get("fused_ops", {}).get("list", {}).get("s", [])]
        assert fused in ([], [b"BiasAdd"], [b"BiasAdd", b"Prelu"]), fused
        if fused:
            inputs.append(self.add_constant([out], self.constants[layer["input"][2]][1]))
        result = self.node("Conv", inputs, kernel_shape=[kh, kw], strides=[stride, stride], pads=pads, group=group)
        if len(fused) == 2:
            result = self.prelu(result, layer["input"][3])
        return result, [*size, out]

    def convert(self, layer):
        op, inputs = layer["op"], layer.get("input", [])
        if op == "Placeholder":
            name, size = "input", [int(d["size"]) for d in layer["attr"]["shape"]["shape"]["dim"]][1:]
            self.size = size
        elif op in ("_FusedConv2D", "DepthwiseConv2dNative"):
            name, size = self.convolution(layer, op != "_FusedConv2D")
        elif op == "AddV2":
            name, size = self.node("Add", [self.names[i] for i in inputs]), self.sizes[inputs[0]]
        elif op == "Prelu":
            name, size = self.prelu(self.names[inputs[0]], inputs[1]), self.sizes[inputs[0]]
        elif op == "Pad":
            p = self.constants[inputs[1]][1]  # pairs for n, h, w, c
            amounts = self.add_constant([8], [p[0], p[6], p[2], p[4], p[1], p[7], p[3], p[5]], 7)
            name = self.node("Pad", [self.names[inputs[0]], amounts, self.add_constant([], [0.0])], mode="constant")
            h, w, c = self.sizes[inputs[0]]
            size = [h + p[2] + p[3], w + p[4] + p[5], c + p[6] + p[7]]
        elif op == "MaxPool":
            kernel = [int(k) for k in layer["attr"]["ksize"]["list"]["i"]][1:3]
            h, w, c = self.sizes[inputs[0]]
            assert h % kernel[0] == 0 and w % kernel[1] == 0
            name = self.node("MaxPool", [self.names[inputs[0]]], kernel_shape=kernel, strides=kernel)
            size = [h // kernel[0], w // kernel[1], c]
        elif op == "ConcatV2":
            parts = [self.names[i] for i in inputs[:-1]]
            name = self.node("Concat", parts, axis=1)
            size = [*self.sizes[inputs[0]][:2], sum(self.sizes[i][2] for i in inputs[:-1])]
        elif op == "Identity":
            name, size = self.names[inputs[0]], self.sizes[inputs[0]]
            self.result = layer["name"]
        else:
            raise SystemExit("layer not known: " + op)
        self.names[layer["name"]], self.sizes[layer["name"]] = name, size

    def run(self):
        for layer in self.layers:
            if layer["op"] != "Const":
                self.convert(layer)
        h, w, c = self.size
        oh, ow, oc = self.sizes[self.result]
        graph = b"".join(field(1, x) for x in self.nodes) + field(2, "graph")
        graph += b"".join(field(5, x) for x in self.initializers) + field(11, info("input", [1, c, h, w]))
        graph += field(12, info(self.names[self.result], [1, oc, oh, ow]))
        return field(1, 7) + field(7, graph) + field(8, field(1, "") + field(2, 14))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    result = Converter(sys.argv[1]).run()
    with open(sys.argv[2], "wb") as f:
        f.write(result)
