#include "quality/PhotoProfile.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Paths.h"

#include <algorithm>

namespace esek::quality {

namespace {

std::filesystem::path profilesDir() {
    return platform::resourceDir() / "profiles";
}

std::optional<double> number(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it == j.end() || it->is_null() ? std::nullopt : std::optional(it->get<double>());
}

void readLimits(const Json& j, MeasureLimits& l) {
    if (j.contains("errorMin"))
        l.errorMin = number(j, "errorMin");
    if (j.contains("errorMax"))
        l.errorMax = number(j, "errorMax");
    if (j.contains("adviceMin"))
        l.adviceMin = number(j, "adviceMin");
    if (j.contains("adviceMax"))
        l.adviceMax = number(j, "adviceMax");
    l.asAdvice = j.value("asAdvice", l.asAdvice);
    l.off = j.value("off", l.off);
}

/// What stands in the file replaces what came from "extends"; a null takes a limit away.
void read(const Json& j, PhotoProfile& p) {
    p.name = j.value("name", p.name);
    if (j.contains("title"))
        p.title = tr(j.at("title").get<std::string>().c_str());
    p.source = j.value("source", p.source);
    p.sourceReadOn = j.value("sourceReadOn", p.sourceReadOn);
    p.minWidth = j.value("minWidth", p.minWidth);
    p.minHeight = j.value("minHeight", p.minHeight);
    p.recommendedWidth = j.value("recommendedWidth", p.recommendedWidth);
    p.recommendedHeight = j.value("recommendedHeight", p.recommendedHeight);
    p.maxBytes = j.value("maxBytes", p.maxBytes);
    p.kinds = j.value("kinds", p.kinds);
    if (const auto it = j.find("limits"); it != j.end())
        for (const auto& [id, limits] : it->items())
            readLimits(limits, p.limits[id]);
}

PhotoProfile loadFile(const std::filesystem::path& file, int depth) {
    const Json j = readJsonFile(file).value();
    PhotoProfile p;
    try {
        if (const auto it = j.find("extends"); it != j.end() && depth > 0)
            p = loadFile(file.parent_path() / (it->get<std::string>() + ".json"), depth - 1);
        read(j, p);
    } catch (const Json::exception& e) {
        throw Exception(Error{ErrorCode::jsonInvalid, e.what(), {{"file", file.filename().string()}}});
    }
    return p;
}

} // namespace

Result<PhotoProfile> PhotoProfile::fromFile(const std::filesystem::path& file) {
    return guarded([&] { return loadFile(file, 3); });
}

Result<PhotoProfile> PhotoProfile::load(const std::string& name) {
    // Only names that are there: a name never becomes a path.
    const auto names = available();
    if (std::find(names.begin(), names.end(), name) == names.end())
        return Error{ErrorCode::unknownProfile, "unknown photo profile", {{"profile", name}, {"name", name}}};
    return fromFile(profilesDir() / (name + ".json"));
}

std::vector<std::string> PhotoProfile::available() {
    std::vector<std::string> out;
    std::error_code ec;
    for (const auto& entry : std::filesystem::directory_iterator(profilesDir(), ec))
        if (entry.path().extension() == ".json")
            out.push_back(entry.path().stem().string());
    std::sort(out.begin(), out.end());
    return out;
}

std::string PhotoProfile::fingerprint() const {
    std::string text = esek::format("{} {} {} {} {} {}", name, minWidth, minHeight, recommendedWidth,
                                    recommendedHeight, maxBytes);
    for (const std::string& kind : kinds)
        text += " " + kind;
    const auto add = [&text](const std::optional<double>& limit) {
        text += limit ? esek::format(" {}", *limit) : std::string(" -");
    };
    for (const auto& [id, l] : limits) {
        text += "; " + id;
        add(l.errorMin);
        add(l.errorMax);
        add(l.adviceMin);
        add(l.adviceMax);
        text += (l.asAdvice ? " advice" : "") + std::string(l.off ? " off" : "");
    }
    return text;
}

const MeasureLimits& PhotoProfile::limitsOf(const std::string& measureId) const {
    static const MeasureLimits kNone;
    const auto it = limits.find(measureId);
    return it == limits.end() ? kNone : it->second;
}

} // namespace esek::quality
