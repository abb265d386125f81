#ifndef _WIN32
#include "base/Format.h"
#include "base/Log.h"
#include "base/Number.h"
#include "base/Translate.h"
#include "scanning/PageReader.h"
#include "scanning/ScanError.h"
#include "scanning/Scanner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <mutex>
#include <sane/sane.h>
#include <sane/saneopts.h>

namespace esek::scanning {

namespace {

/// What the person at the scanner can do about it.
std::string reasonFor(SANE_Status status) {
    switch (status) {
    case SANE_STATUS_DEVICE_BUSY:
        return tr("another program is using the scanner; close it and try again");
    case SANE_STATUS_JAMMED:
        return tr("the paper is jammed in the scanner");
    case SANE_STATUS_NO_DOCS:
        return tr("there is no paper in the feeder");
    case SANE_STATUS_COVER_OPEN:
        return tr("the cover of the scanner is open");
    case SANE_STATUS_ACCESS_DENIED:
        return tr("this account may not use the scanner; the administrator adds it to the group “scanner”");
    case SANE_STATUS_NO_MEM:
        return tr("there is not enough memory; choose a lower resolution");
    default:
        return tr("the scanner does not answer; look whether it is switched on and connected");
    }
}

void check(SANE_Status status, const char* what) {
    if (status == SANE_STATUS_GOOD)
        return;
    log::error(format("scanning: {}: {}", what, sane_strstatus(status)));
    throw Exception(scanError(what, reasonFor(status)));
}

Error settingInvalid(const std::string& name) {
    return Error{
        ErrorCode::valueInvalid,
        "a setting of a scanner",
        {{"field", name}, {"reason", tr("the scanner does not know it or does not take this value")}}};
}

/// SANE is open while this lives; one at a time in the process.
class Session {
  public:
    Session() : m_lock(mutex()) { check(sane_init(nullptr, nullptr), "sane_init"); }
    ~Session() { sane_exit(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    static std::vector<ScannerFacts> devices() {
        const SANE_Device** list = nullptr;
        check(sane_get_devices(&list, SANE_FALSE), "sane_get_devices");
        std::vector<ScannerFacts> out;
        for (; list && *list; ++list)
            out.push_back({(*list)->name, std::string((*list)->vendor) + " " + (*list)->model});
        return out;
    }

  private:
    static std::mutex& mutex() {
        static std::mutex one;
        return one;
    }
    std::unique_lock<std::mutex> m_lock;
};

class Device {
  public:
    explicit Device(const std::string& name) { check(sane_open(name.c_str(), &m_handle), "sane_open"); }
    ~Device() {
        sane_cancel(m_handle);
        sane_close(m_handle);
    }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    /// As a person writes it. False for a setting that the device lacks or that is switched off now.
    bool set(const std::string& name, const std::string& value);
    void setNumber(const std::string& name, double value);
    /// The nearest that the device has to the wish.
    double nearest(const std::string& name, double wish) const;
    std::optional<double> number(const std::string& name) const;
    ScannedPage scan(Progress*);

  private:
    struct Option {
        SANE_Int index;
        const SANE_Option_Descriptor* shape;
    };
    std::optional<Option> find(const std::string& name) const;
    void readFrame(PageReader&, SANE_Parameters&, Progress*);

    SANE_Handle m_handle = nullptr;
};

std::optional<Device::Option> Device::find(const std::string& name) const {
    for (SANE_Int i = 1;; ++i) {
        const SANE_Option_Descriptor* shape = sane_get_option_descriptor(m_handle, i);
        if (!shape)
            return std::nullopt;
        if (shape->name && name == shape->name)
            return Option{i, shape};
    }
}

void Device::setNumber(const std::string& name, double value) {
    const auto option = find(name);
    if (!option || option->shape->size != sizeof(SANE_Word))
        throw Exception(settingInvalid(name));
    SANE_Word word =
        option->shape->type == SANE_TYPE_FIXED ? SANE_FIX(value) : static_cast<SANE_Word>(std::lround(value));
    if (sane_control_option(m_handle, option->index, SANE_ACTION_SET_VALUE, &word, nullptr) !=
        SANE_STATUS_GOOD)
        throw Exception(settingInvalid(name));
}

bool Device::set(const std::string& name, const std::string& value) {
    const auto option = find(name);
    if (!option || !SANE_OPTION_IS_SETTABLE(option->shape->cap) || !SANE_OPTION_IS_ACTIVE(option->shape->cap))
        return false;
    switch (option->shape->type) {
    case SANE_TYPE_BOOL:
        if (value != "yes" && value != "no")
            throw Exception(settingInvalid(name));
        setNumber(name, value == "yes" ? SANE_TRUE : SANE_FALSE);
        return true;
    case SANE_TYPE_INT:
    case SANE_TYPE_FIXED: {
        const auto number = numberFromText(value);
        if (!number)
            throw Exception(settingInvalid(name));
        setNumber(name, *number);
        return true;
    }
    case SANE_TYPE_STRING: {
        std::vector<char> text(static_cast<std::size_t>(option->shape->size), '\0');
        if (value.size() >= text.size())
            throw Exception(settingInvalid(name));
        std::copy(value.begin(), value.end(), text.begin());
        if (sane_control_option(m_handle, option->index, SANE_ACTION_SET_VALUE, text.data(), nullptr) !=
            SANE_STATUS_GOOD)
            throw Exception(settingInvalid(name));
        return true;
    }
    default:
        return false;
    }
}

double Device::nearest(const std::string& name, double wish) const {
    const auto option = find(name);
    if (!option)
        return wish;
    const SANE_Option_Descriptor& shape = *option->shape;
    const auto value = [&](SANE_Word word) {
        return shape.type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : static_cast<double>(word);
    };
    if (shape.constraint_type == SANE_CONSTRAINT_RANGE)
        return std::clamp(wish, value(shape.constraint.range->min), value(shape.constraint.range->max));
    if (shape.constraint_type != SANE_CONSTRAINT_WORD_LIST || shape.constraint.word_list[0] < 1)
        return wish;
    const SANE_Word* words = shape.constraint.word_list + 1; // the first one is their number
    const SANE_Word* best =
        std::min_element(words, words + shape.constraint.word_list[0], [&](SANE_Word a, SANE_Word b) {
            return std::abs(value(a) - wish) < std::abs(value(b) - wish);
        });
    return value(*best);
}

std::optional<double> Device::number(const std::string& name) const {
    const auto option = find(name);
    SANE_Word word = 0;
    if (!option || option->shape->size != sizeof(SANE_Word) ||
        sane_control_option(m_handle, option->index, SANE_ACTION_GET_VALUE, &word, nullptr) !=
            SANE_STATUS_GOOD)
        return std::nullopt;
    return option->shape->type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : static_cast<double>(word);
}

FrameLayout layoutOf(const SANE_Parameters& p) {
    FrameLayout layout;
    layout.grey = p.format == SANE_FRAME_GRAY;
    layout.channel = p.format == SANE_FRAME_RED     ? Channel::red
                     : p.format == SANE_FRAME_GREEN ? Channel::green
                     : p.format == SANE_FRAME_BLUE  ? Channel::blue
                                                    : Channel::all;
    layout.depth = p.depth;
    layout.pixelsPerLine = p.pixels_per_line;
    layout.bytesPerLine = static_cast<std::size_t>(std::max(0, p.bytes_per_line));
    return layout;
}

void Device::readFrame(PageReader& reader, SANE_Parameters& parameters, Progress* progress) {
    check(sane_start(m_handle), "sane_start");
    check(sane_get_parameters(m_handle, &parameters), "sane_get_parameters");
    const FrameLayout layout = layoutOf(parameters);
    if (!PageReader::canRead(layout))
        throw Exception(scanError("a frame of an unknown form", reasonFor(SANE_STATUS_INVAL)));
    reader.begin(layout);
    std::array<SANE_Byte, 64 * 1024> bytes{};
    std::size_t done = 0;
    const std::size_t whole = layout.bytesPerLine * static_cast<std::size_t>(std::max(0, parameters.lines));
    for (;;) {
        SANE_Int count = 0;
        const SANE_Status status =
            sane_read(m_handle, bytes.data(), static_cast<SANE_Int>(bytes.size()), &count);
        if (progress && progress->cancelled())
            throw Exception(ErrorCode::cancelled, "a scan was stopped");
        if (status == SANE_STATUS_EOF)
            return;
        check(status, "sane_read");
        reader.add({bytes.data(), static_cast<std::size_t>(count)});
        done += static_cast<std::size_t>(count);
        if (progress)
            progress->report(done, std::max(whole, done));
    }
}

ScannedPage Device::scan(Progress* progress) {
    PageReader reader;
    SANE_Parameters parameters{};
    do
        readFrame(reader, parameters, progress);
    while (parameters.last_frame == SANE_FALSE);
    ScannedPage page{reader.take(), 0};
    if (page.image.width == 0 || page.image.height == 0)
        throw Exception(scanError("an empty page", reasonFor(SANE_STATUS_NO_DOCS)));
    return page;
}

std::string chosenScanner(const std::string& wanted) {
    const auto devices = Session::devices();
    if (!wanted.empty()) {
        const bool known = std::any_of(devices.begin(), devices.end(),
                                       [&](const ScannerFacts& d) { return d.name == wanted; });
        if (!known)
            throw Exception(Error{ErrorCode::valueInvalid,
                                  "a scanner",
                                  {{"field", tr("scanner")}, {"reason", tr("there is none of this name")}}});
        return wanted;
    }
    if (devices.empty())
        throw Exception(scanError("no scanner", tr("no scanner was found; look whether it is switched on and "
                                                   "connected")));
    if (devices.size() > 1)
        throw Exception(Error{ErrorCode::valueRequired, "a scanner", {{"field", tr("scanner")}}});
    return devices.front().name;
}

class SaneScanner final : public Scanner {
  public:
    Result<std::vector<ScannerFacts>> scanners() override {
        return guarded([] {
            const Session session;
            return Session::devices();
        });
    }

    Result<ScannedPage> scan(const ScanOrder& order, Progress* progress) override {
        return guarded([&] {
            const Session session;
            Device device(chosenScanner(order.scanner));
            for (const auto& [name, value] : order.options)
                if (!device.set(name, value))
                    throw Exception(settingInvalid(name));
            // What a scanner lacks it does in its own way: some know colour only, or one resolution.
            const auto wish = [&](const char* name, const char* value) {
                static_cast<void>(guarded([&] { device.set(name, value); }));
            };
            wish(SANE_NAME_SCAN_MODE, SANE_VALUE_SCAN_MODE_COLOR);
            wish(SANE_NAME_BIT_DEPTH, "8");
            static_cast<void>(guarded([&] {
                device.setNumber(SANE_NAME_SCAN_RESOLUTION,
                                 device.nearest(SANE_NAME_SCAN_RESOLUTION, order.dpi));
            }));
            ScannedPage page = device.scan(progress);
            page.dpi =
                static_cast<int>(std::lround(device.number(SANE_NAME_SCAN_RESOLUTION).value_or(order.dpi)));
            return page;
        });
    }
};

} // namespace

std::unique_ptr<Scanner> systemScanner() {
    return std::make_unique<SaneScanner>();
}

} // namespace esek::scanning
#endif
