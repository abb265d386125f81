#!/usr/bin/env python3
"""Rewrites a MediaPipe TensorFlow Lite network as ONNX, which OpenCV reads: same layers, same weights.

    tflite_to_onnx.py IN.tflite OUT.onnx

Nothing but the standard library; knows only the layers that the networks of this folder use (README.md).
TensorFlow Lite keeps pictures as height x width x channel, ONNX as channel x height x width.
"""
import struct
import sys

OPS = {0: "ADD", 1: "AVERAGE_POOL_2D", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D", 6: "DEQUANTIZE",
       14: "LOGISTIC", 17: "MAX_POOL_2D", 18: "MUL", 19: "RELU", 21: "RELU6", 22: "RESHAPE", 23: "RESIZE_BILINEAR",
       32: "CUSTOM", 34: "PAD", 54: "PRELU", 117: "HARD_SWISH"}
SAME, RELU, RELU6 = 0, 1, 3


class Table:
    """One table of a flatbuffer: the schema's field numbers are the indices."""

    def __init__(self, data, pos):
        self.data, self.pos = data, pos
        self.vtable = pos - struct.unpack_from("<i", data, pos)[0]
        self.size = struct.unpack_from("<H", data, self.vtable)[0]

    def offset(self, i):
        at = 4 + 2 * i
        return struct.unpack_from("<H", self.data, self.vtable + at)[0] if at < self.size else 0

    def scalar(self, i, kind, default=0):
        off = self.offset(i)
        return struct.unpack_from("<" + kind, self.data, self.pos + off)[0] if off else default

    def target(self, i):
        off = self.offset(i)
        if not off:
            return None
        at = self.pos + off
        return at + struct.unpack_from("<I", self.data, at)[0]

    def table(self, i):
        at = self.target(i)
        return Table(self.data, at) if at is not None else None

    def raw(self, i):
        at = self.target(i)
        if at is None:
            return b""
        return self.data[at + 4:at + 4 + struct.unpack_from("<I", self.data, at)[0]]

    def vector(self, i, kind):
        at = self.target(i)
        if at is None:
            return []
        return list(struct.unpack_from("<%d%s" % (struct.unpack_from("<I", self.data, at)[0], kind), self.data, at + 4))

    def tables(self, i):
        at = self.target(i)
        if at is None:
            return []
        count = struct.unpack_from("<I", self.data, at)[0]
        slots = [at + 4 + 4 * k for k in range(count)]
        return [Table(self.data, s + struct.unpack_from("<I", self.data, s)[0]) for s in slots]


def varint(n):
    n &= (1 << 64) - 1
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, str):
        value = value.encode()
    return varint(number << 3 | 2) + varint(len(value)) + value


def attribute(name, value):
    out = field(1, name)
    if isinstance(value, float):
        return out + field(2, value) + field(20, 1)
    if isinstance(value, int):
        return out + field(3, value) + field(20, 2)
    if isinstance(value, str):
        return out + field(4, value) + field(20, 3)
    return out + b"".join(field(8, v) for v in value) + field(20, 7)


def info(name, shape):
    dims = b"".join(field(1, field(1, d)) for d in shape)
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, dims)))


class Converter:
    def __init__(self, data):
        model = Table(data, struct.unpack_from("<I", data, 0)[0])
        self.codes = []
        for code in model.tables(1):
            kind = max(code.scalar(0, "b"), code.scalar(3, "i"))
            self.codes.append(code.raw(1).decode() if kind == 32 else OPS[kind])
        self.buffers = model.tables(4)
        self.graph = model.tables(2)[0]
        self.tensors = self.graph.tables(0)
        self.half = {}  # tensor that a DEQUANTIZE makes -> the 16-bit one
        self.names = {}
        self.nodes, self.initializers, self.count = [], [], 0

    def shape(self, t):
        return self.tensors[t].vector(0, "i")

    def constant(self, t):
        t = self.half.get(t, t)
        data = self.buffers[self.tensors[t].scalar(2, "I")].raw(0)
        kind = {0: "f", 1: "e", 2: "i"}[self.tensors[t].scalar(1, "b")]
        return list(struct.unpack("<%d%s" % (len(data) // struct.calcsize(kind), kind), data))

    def is_constant(self, t):
        t = self.half.get(t, t)
        return len(self.buffers[self.tensors[t].scalar(2, "I")].raw(0)) > 0

    def fresh(self):
        self.count += 1
        return "t%d" % self.count

    def add_constant(self, shape, values, kind=1):
        """kind as in ONNX: 1 float, 7 int64. OpenCV 4.6 reads no 16-bit weights."""
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

    def activate(self, name, kind):
        if kind == RELU:
            return self.node("Relu", [name])
        if kind == RELU6:
            return self.node("Clip", [name, self.add_constant([], [0.0]), self.add_constant([], [6.0])])
        return name

    def padding(self, scheme, size, kernel, stride):
        if scheme != SAME:
            return 0, 0
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        return total // 2, total - total // 2

    def convolution(self, op, depthwise):
        opt = op.table(4)
        source, weight = op.vector(1, "i")[:2]
        bias = op.vector(1, "i")[2]
        stride_w, stride_h = opt.scalar(1, "i", 1), opt.scalar(2, "i", 1)
        activation = opt.scalar(4 if depthwise else 3, "b")
        a, kh, kw, b = self.shape(weight)
        w = self.constant(weight)
        channels = self.shape(source)[3]
        if depthwise:  # 1, kh, kw, channels -> channels, 1, kh, kw
            w = [w[(y * kw + x) * b + c] for c in range(b) for y in range(kh) for x in range(kw)]
            dims, group = [b, 1, kh, kw], b
        else:  # out, kh, kw, in -> out, in, kh, kw
            w = [w[((o * kh + y) * kw + x) * b + i] for o in range(a) for i in range(b)
                 for y in range(kh) for x in range(kw)]
            dims, group = [a, b, kh, kw], 1
        assert not depthwise or b == channels
        _, height, width, _ = self.shape(source)
        top, bottom = self.padding(opt.scalar(0, "b"), height, kh, stride_h)
        left, right = self.padding(opt.scalar(0, "b"), width, kw, stride_w)
        name, pads = self.names[source], [top, left, bottom, right]
        if top != bottom or left != right:  # OpenCV's convolution pads evenly only
            amounts = self.add_constant([8], [0, 0, top, left, 0, 0, bottom, right], 7)
            name, pads = self.node("Pad", [name, amounts, self.add_constant([], [0.0])], mode="constant"), [0] * 4
        inputs = [name, self.add_constant(dims, w), self.add_constant([dims[0]], self.constant(bias))]
        out = self.node("Conv", inputs, kernel_shape=[kh, kw], strides=[stride_h, stride_w], pads=pads, group=group)
        return self.activate(out, activation)

    def transposed(self, op):  # Convolution2DTransposeBias, kernel = stride = 2, no overlap
        source, weight, bias = op.vector(1, "i")
        out_channels, kh, kw, channels = self.shape(weight)
        w = self.constant(weight)
        w = [w[((o * kh + y) * kw + x) * channels + i] for i in range(channels) for o in range(out_channels)
             for y in range(kh) for x in range(kw)]
        inputs = [self.names[source], self.add_constant([channels, out_channels, kh, kw], w),
                  self.add_constant([out_channels], self.constant(bias))]
        _, stride_h, stride_w = struct.unpack_from("<3i", op.raw(5))
        return self.node("ConvTranspose", inputs, kernel_shape=[kh, kw], strides=[stride_h, stride_w], pads=[0] * 4)

    def operand(self, t):
        if t in self.names:
            return self.names[t]
        shape = self.shape(t)
        values = self.constant(t)
        return self.add_constant([1, shape[-1], 1, 1] if len(values) > 1 else [1], values)

    def convert(self, op):
        kind = self.codes[op.scalar(0, "I")]
        inputs, out = op.vector(1, "i"), op.vector(2, "i")[0]
        opt = op.table(4)
        if kind == "DEQUANTIZE":
            self.half[out] = inputs[0]
            return
        if kind in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            name = self.convolution(op, kind != "CONV_2D")
        elif kind == "Convolution2DTransposeBias":
            name = self.transposed(op)
        elif kind in ("ADD", "MUL"):
            name = self.node(kind.capitalize(), [self.operand(t) for t in inputs])
            name = self.activate(name, opt.scalar(0, "b") if opt else 0)
        elif kind in ("RELU", "LOGISTIC", "HARD_SWISH"):
            name = self.node({"RELU": "Relu", "LOGISTIC": "Sigmoid", "HARD_SWISH": "HardSwish"}[kind],
                             [self.names[inputs[0]]])
        elif kind == "PRELU":
            slope = self.constant(inputs[1])
            name = self.node("PRelu", [self.names[inputs[0]], self.add_constant([len(slope), 1, 1], slope)])
        elif kind == "PAD":
            p = self.constant(inputs[1])  # pairs for n, h, w, c
            amounts = self.add_constant([8], [p[0], p[6], p[2], p[4], p[1], p[7], p[3], p[5]], 7)
            name = self.node("Pad", [self.names[inputs[0]], amounts, self.add_constant([], [0.0])], mode="constant")
        elif kind == "MAX_POOL_2D":
            name = self.node("MaxPool", [self.names[inputs[0]]], kernel_shape=[opt.scalar(4, "i"), opt.scalar(3, "i")],
                             strides=[opt.scalar(2, "i"), opt.scalar(1, "i")])
        elif kind == "AVERAGE_POOL_2D":
            _, h, w, _ = self.shape(inputs[0])
            assert (opt.scalar(4, "i"), opt.scalar(3, "i")) == (h, w), "only global pooling is known"
            name = self.node("GlobalAveragePool", [self.names[inputs[0]]])
        elif kind == "RESIZE_BILINEAR":
            n, h, w, c = self.shape(out)
            mode = "align_corners" if opt.scalar(2, "b") else "half_pixel" if opt.scalar(3, "b") else "asymmetric"
            name = self.node("Resize", [self.names[inputs[0]], "", "", self.add_constant([4], [n, c, h, w], 7)],
                             mode="linear", coordinate_transformation_mode=mode)
        elif kind == "RESHAPE":
            name = self.node("Flatten", [self.names[inputs[0]]], axis=1)
        else:
            raise SystemExit("layer not known: " + kind)
        self.names[out] = name

    def run(self):
        source = self.graph.vector(1, "i")[0]
        self.names[source] = "input"
        for op in self.graph.tables(3):
            self.convert(op)
        n, h, w, c = self.shape(source)
        graph = b"".join(field(1, x) for x in self.nodes) + field(2, "graph")
        graph += b"".join(field(5, x) for x in self.initializers) + field(11, info("input", [n, c, h, w]))
        for t in self.graph.vector(2, "i"):
            s = self.shape(t)
            graph += field(12, info(self.names[t], [s[0], s[3], s[1], s[2]] if len(s) == 4 else s))
        return field(1, 7) + field(7, graph) + field(8, field(1, "") + field(2, 14))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    with open(sys.argv[1], "rb") as f:
        result = Converter(f.read()).run()
    with open(sys.argv[2], "wb") as f:
        f.write(result)
