#include "unit/imaging/RasterFiles.h"

#include <zlib.h>

#include <algorithm>

namespace esek::test {
namespace {

void big(Bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void chunk(Bytes& out, const std::string& type, const Bytes& data) {
    big(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = out.size();
    out.insert(out.end(), type.begin(), type.end());
    out.insert(out.end(), data.begin(), data.end());
    big(out, static_cast<std::uint32_t>(crc32_z(0, &out[start], out.size() - start)));
}

} // namespace

Bytes deflated(const Bytes& data) {
    uLongf size = compressBound(data.size());
    Bytes out(size);
    compress(out.data(), &size, data.data(), data.size());
    out.resize(size);
    return out;
}

Bytes lzw(const Bytes& data) {
    Bytes out;
    unsigned buffer = 0;
    int bits = 0;
    const auto put = [&](unsigned code) {
        buffer = buffer << 9 | code;
        for (bits += 9; bits >= 8; bits -= 8)
            out.push_back(static_cast<std::uint8_t>(buffer >> (bits - 8)));
    };
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (i % 200 == 0)
            put(256); // clear: the table never gets past 9 bits
        put(data[i]);
    }
    put(257);
    put(0);
    return out;
}

Bytes PngFile::write(const Bytes& samples) const {
    const auto perPixel = static_cast<std::size_t>(colourType == 2   ? 3
                                                   : colourType == 4 ? 2
                                                   : colourType == 6 ? 4
                                                                     : 1);
    const std::size_t bitsPerPixel = perPixel * static_cast<std::size_t>(bitDepth);
    const std::size_t stride = (static_cast<std::size_t>(width) * bitsPerPixel + 7) / 8;
    Bytes raw;
    if (!interlaced) {
        for (int y = 0; y < height; ++y) {
            raw.push_back(0);
            const auto row =
                samples.begin() + static_cast<std::ptrdiff_t>(stride * static_cast<std::size_t>(y));
            raw.insert(raw.end(), row, row + static_cast<std::ptrdiff_t>(stride));
        }
    } else {
        // Adam7: start and step across and down of each pass.
        constexpr int kPasses[7][4] = {{0, 8, 0, 8}, {4, 8, 0, 8}, {0, 4, 4, 8}, {2, 4, 0, 4},
                                       {0, 2, 2, 4}, {1, 2, 0, 2}, {0, 1, 1, 2}};
        for (const auto& pass : kPasses) {
            if (pass[0] >= width)
                continue;
            for (int y = pass[2]; y < height; y += pass[3]) {
                raw.push_back(0);
                for (int x = pass[0]; x < width; x += pass[1]) {
                    const auto* pixel = &samples[stride * static_cast<std::size_t>(y) +
                                                 perPixel * static_cast<std::size_t>(x)];
                    raw.insert(raw.end(), pixel, pixel + perPixel);
                }
            }
        }
    }
    Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    Bytes header;
    big(header, static_cast<std::uint32_t>(width));
    big(header, static_cast<std::uint32_t>(height));
    header.insert(header.end(), {static_cast<std::uint8_t>(bitDepth), static_cast<std::uint8_t>(colourType),
                                 0, 0, static_cast<std::uint8_t>(interlaced ? 1 : 0)});
    chunk(out, "IHDR", header);
    for (const auto& [type, data] : chunks)
        chunk(out, type, data);
    chunk(out, "IDAT", deflated(raw));
    chunk(out, "IEND", {});
    return out;
}

Bytes PngFile::rgb(const imaging::Image& image, bool interlaced) {
    PngFile file;
    file.width = image.width;
    file.height = image.height;
    file.interlaced = interlaced;
    return file.write(image.rgb);
}

Bytes TiffFile::write(const std::vector<Bytes>& units) const {
    Bytes out;
    const auto put = [&](unsigned value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            out.push_back(static_cast<std::uint8_t>(value >> 8 * (bigEndian ? bytes - 1 - i : i)));
    };
    out.insert(out.end(), 2, bigEndian ? 'M' : 'I');
    put(42, 2);
    put(0, 4); // the place of the directory, known at the end
    std::vector<unsigned> offsets;
    for (const Bytes& unit : units) {
        offsets.push_back(static_cast<unsigned>(out.size()));
        out.insert(out.end(), unit.begin(), unit.end());
        out.resize((out.size() + 1) / 2 * 2);
    }
    const auto list = [&](int bytes, auto&& valueOf) {
        const auto at = static_cast<unsigned>(out.size());
        for (std::size_t i = 0; i < units.size(); ++i)
            put(valueOf(i), bytes);
        return at;
    };
    const unsigned offsetsAt = list(4, [&](std::size_t i) { return offsets[i]; });
    const unsigned countsAt = list(4, [&](std::size_t i) { return static_cast<unsigned>(units[i].size()); });
    const auto bitsAt = static_cast<unsigned>(out.size());
    for (int i = 0; i < std::max(samples, 2); ++i)
        put(static_cast<unsigned>(bits), 2);
    const auto resolutionAt = static_cast<unsigned>(out.size());
    put(static_cast<unsigned>(dpi), 4);
    put(1, 4);
    const auto profileAt = static_cast<unsigned>(out.size());
    out.insert(out.end(), profile.begin(), profile.end());
    out.resize((out.size() + 1) / 2 * 2);

    struct Entry {
        unsigned tag, type, count, value;
    };
    const auto units32 = static_cast<unsigned>(units.size());
    std::vector<Entry> entries{
        {256, 4, 1, static_cast<unsigned>(width)},
        {257, 4, 1, static_cast<unsigned>(height)},
        {258, 3, static_cast<unsigned>(samples), samples > 2 ? bitsAt : static_cast<unsigned>(bits)},
        {259, 3, 1, static_cast<unsigned>(compression)},
        {262, 3, 1, static_cast<unsigned>(photometric)},
        {274, 3, 1, static_cast<unsigned>(orientation)},
        {277, 3, 1, static_cast<unsigned>(samples)}};
    const unsigned one = units.size() == 1;
    if (tile) {
        entries.push_back({322, 4, 1, static_cast<unsigned>(tile)});
        entries.push_back({323, 4, 1, static_cast<unsigned>(tile)});
        entries.push_back({324, 4, units32, one ? offsets[0] : offsetsAt});
        entries.push_back({325, 4, units32, one ? static_cast<unsigned>(units[0].size()) : countsAt});
    } else {
        entries.push_back({273, 4, units32, one ? offsets[0] : offsetsAt});
        entries.push_back({278, 4, 1, static_cast<unsigned>(rowsPerStrip ? rowsPerStrip : height)});
        entries.push_back({279, 4, units32, one ? static_cast<unsigned>(units[0].size()) : countsAt});
    }
    if (dpi) {
        entries.push_back({282, 5, 1, resolutionAt});
        entries.push_back({283, 5, 1, resolutionAt});
        entries.push_back({296, 3, 1, 2});
    }
    if (samples == 4 && photometric == 2)
        entries.push_back({338, 3, 1, static_cast<unsigned>(extraSample)});
    if (planes)
        entries.push_back({284, 3, 1, 2});
    if (sampleFormat != 1)
        entries.push_back({339, 3, 1, static_cast<unsigned>(sampleFormat)});
    if (photometric == 6)
        entries.push_back({530, 3, 2, 0x00010001});
    if (!profile.empty())
        entries.push_back({34675, 7, static_cast<unsigned>(profile.size()), profileAt});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.tag < b.tag; });

    const auto directory = static_cast<unsigned>(out.size());
    for (int page = 1; page <= pages; ++page) {
        if (page == 2 && previews)
            entries.insert(entries.begin(), {254, 4, 1, 1});
        put(static_cast<unsigned>(entries.size()), 2);
        for (const Entry& entry : entries) {
            put(entry.tag, 2), put(entry.type, 2), put(entry.count, 4);
            if (entry.type == 3 && entry.count == 1)
                put(entry.value, 2), put(0, 2);
            else
                put(entry.value, 4);
        }
        put(page == pages ? 0 : static_cast<unsigned>(out.size()) + 4, 4);
    }
    Bytes end;
    std::swap(end, out);
    put(directory, 4);
    std::copy(out.begin(), out.end(), end.begin() + 4);
    return end;
}

} // namespace esek::test
