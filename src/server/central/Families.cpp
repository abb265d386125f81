#include "server/central/Families.h"

#include "base/CleanText.h"
#include "base/Error.h"
#include "imaging/Crop.h"
#include "imaging/Encode.h"
#include "imaging/OutsideDecoder.h"
#include "imaging/Probe.h"
#include "server/central/Push.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr int kKeptSide = 2400; // pixels
constexpr int kKeptQuality = 95;
constexpr int kShownQuality = 85;
constexpr int kPrintDpi = 300;
constexpr std::size_t kFileNameCharacters = 200;

const imaging::OutsideDecoder& decoder() {
    static const imaging::OutsideDecoder one;
    return one;
}

/// A name to show, never a path: what is behind the last separator.
std::string plainFileName(const std::string& path) {
    return fittedText(std::string_view(path).substr(path.find_last_of("/\\") + 1), kFileNameCharacters);
}

template <class T>
T parsed(const std::optional<RecordRow>& row, Result<T> (*read)(const Json&)) {
    if (!row)
        throw Exception(ErrorCode::serverUnauthorized, "the pupil of a login is gone");
    return read(parseJson(row->body).value()).value();
}

/// "too_dark busy_background"
std::string textOf(const std::vector<domain::RejectionReason>& reasons) {
    std::string out;
    for (const auto reason : reasons)
        out += (out.empty() ? "" : " ") + std::string(toString(reason));
    return out;
}

std::vector<domain::RejectionReason> reasonsFrom(const std::string& text) {
    std::vector<domain::RejectionReason> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        if (const auto reason = domain::reasonFromString(text.substr(at, end - at)))
            out.push_back(*reason);
        at = end + 1;
    }
    return out;
}

bool isHeadwear(const domain::PhotoExceptionFlag& flag) {
    return flag.kind == domain::PhotoExceptionKind::headwear;
}

Families::Draft draftFrom(const DraftRow& row) {
    Families::Draft d;
    d.id = row.id;
    if (!row.blob.empty())
        d.blob = domain::BlobId::parse(row.blob);
    d.width = static_cast<int>(row.width);
    d.height = static_cast<int>(row.height);
    d.fileName = row.fileName;
    if (!row.crop.empty())
        d.crop = domain::cropFromJson(parseJson(row.crop).value()).value();
    d.advice = reasonsFrom(row.advice);
    d.headwear = row.headwear != 0;
    if (d.headwear)
        std::erase(d.advice, domain::RejectionReason::headCovering);
    d.sent = !row.sentAt.empty();
    return d;
}

} // namespace

domain::PhotoFile Families::photoFile(const Caller& c) {
    const auto row =
        m_central.store().single([&](Tx& tx) { return tx.record(c.school, Kind::photoFile, c.student); });
    if (row)
        return domain::photoFileRowFromJson(parseJson(row->body).value()).value().file;
    domain::PhotoFile none;
    none.student = {*Uuid::parse(c.student)};
    return none;
}

Families::View Families::view(const Caller& c, const std::string& readUntil) {
    View v;
    m_central.store().read([&](Tx& tx) {
        v.school = parsed(tx.record(c.school, Kind::school, c.school), &domain::schoolFromJson);
        v.student = parsed(tx.record(c.school, Kind::student, c.student), &domain::studentFromJson);
        v.messages.clear();
        for (const RecordRow& row : tx.messagesOf(c.school, c.student))
            if (auto message = domain::messageFromJson(parseJson(row.body).value()))
                v.messages.push_back(std::move(message).value());
        v.unread = tx.messagesAfter(c.school, c.student, readUntil);
    });
    v.photo = photoFile(c);
    return v;
}

std::optional<Families::Draft> Families::draft(const Caller& c) {
    const auto row = m_central.store().read([&](Tx& tx) { return tx.draft(c.device); });
    return row ? std::optional(draftFrom(*row)) : std::nullopt;
}

Families::Draft Families::begin(const Caller& c, bool headwear) {
    cancel(c);
    DraftRow row;
    row.login = c.device;
    row.id = Uuid::v7(m_central.clock(), m_rng).toString();
    row.mutation = Uuid::v7(m_central.clock(), m_rng).toString();
    row.createdAt = now();
    row.headwear = headwear ? 1 : 0;
    m_central.store().write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        tx.putDraft(row);
    });
    return draftFrom(row);
}

void Families::cancel(const Caller& c) {
    const auto old = m_central.store().write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school)); // forms of two tabs take turns
        auto row = tx.draft(c.device);
        tx.dropDraft(c.device);
        return row;
    });
    if (old && !old->blob.empty())
        m_central.photos().forget(c, *domain::BlobId::parse(old->blob));
}

void Families::store(const Caller& c, const domain::BlobId& id, std::span<const std::uint8_t> bytes) {
    const Upload upload = m_central.uploads().start(c, id, static_cast<std::int64_t>(bytes.size()));
    if (upload.done)
        return;
    // Another family may be sending the same bytes: then its upload is continued.
    const auto at = static_cast<std::size_t>(upload.offset);
    m_central.uploads().goOn(
        c, upload.id, upload.offset,
        std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).substr(at));
}

bool Families::setPicture(const Caller& c, const std::string& draftId, std::span<const std::uint8_t> file,
                          const std::string& fileName) {
    const auto before = draft(c);
    if (!before || before->id != draftId || before->sent)
        return false;
    const std::string name = plainFileName(fileName);
    const auto jpeg = decoder().thumbnail(file, name, kKeptSide, kKeptQuality).value();
    const auto info = imaging::probe(jpeg, name).value();
    const auto whole = imaging::centredCrop(info.width, info.height, kCardAspect);
    if (whole.w * info.width < kPrintWidth || whole.h * info.height < kPrintHeight)
        throw Exception(Error{ErrorCode::photoTooSmallToPrint,
                              "too small",
                              {{"width", std::to_string(info.width)},
                               {"height", std::to_string(info.height)},
                               {"minWidth", std::to_string(kPrintWidth)},
                               {"minHeight", std::to_string(kPrintHeight)}}});
    auto [profile, exceptions] = m_central.store().read([&](Tx& tx) {
        return std::pair(
            parsed(tx.record(c.school, Kind::school, c.school), &domain::schoolFromJson).photoProfile,
            parsed(tx.record(c.school, Kind::student, c.student), &domain::studentFromJson).photoExceptions);
    });
    // The office has not confirmed it yet, but nobody is told to take off what they may keep on.
    if (before->headwear && std::ranges::none_of(exceptions, isHeadwear))
        exceptions.push_back({domain::PhotoExceptionKind::headwear, "asked for"});
    const auto picture = decoder().decode(jpeg, name).value();
    const auto hint = m_hints.of(picture->image, jpeg, profile, exceptions);
    // What the sliders of the page can show.
    const auto suggested =
        cropFrom(slidersFrom(hint ? hint->crop : whole, info.width, info.height), info.width, info.height);
    const domain::BlobId blob = domain::BlobId::of(jpeg);
    store(c, blob, jpeg);
    const bool mine = m_central.store().write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        auto row = tx.draft(c.device);
        if (!row || row->id != draftId || !row->sentAt.empty())
            return false;
        row->blob = blob.toString();
        row->size = static_cast<std::int64_t>(jpeg.size());
        row->width = info.width;
        row->height = info.height;
        row->fileName = name;
        row->crop = domain::toJson(suggested).dump();
        row->advice = hint ? textOf(hint->reasons) : std::string();
        tx.putDraft(*row);
        return true;
    });
    if (!mine)
        m_central.photos().forget(c, blob);
    else if (before->blob && *before->blob != blob)
        m_central.photos().forget(c, *before->blob);
    return mine;
}

bool Families::setCrop(const Caller& c, const std::string& draftId, const domain::CropParams& crop) {
    return m_central.store().write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        auto row = tx.draft(c.device);
        if (!row || row->id != draftId || !row->sentAt.empty() || row->blob.empty())
            return false;
        row->crop = domain::toJson(crop).dump();
        tx.putDraft(*row);
        return true;
    });
}

bool Families::setHeadwear(const Caller& c, const std::string& draftId, bool headwear) {
    return m_central.store().write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        auto row = tx.draft(c.device);
        if (!row || row->id != draftId)
            return false;
        if (row->sentAt.empty()) {
            row->headwear = headwear ? 1 : 0;
            tx.putDraft(*row);
        }
        return true;
    });
}

std::optional<Error> Families::push(const Caller& c, domain::Mutation mutation,
                                    const domain::PhotoState& before) {
    const sync::PushItem item{std::move(mutation), domain::toJson(before)};
    const auto verdict = m_central.intake().push(c, sync::PushRequest{{item}}).verdicts.at(0);
    if (verdict.verdict == domain::Verdict::applied || verdict.verdict == domain::Verdict::same)
        return std::nullopt;
    return verdict.error.value_or(Error{ErrorCode::internal, "a verdict without a reason", {}});
}

bool Families::send(const Caller& c, const std::string& draftId, const domain::Actor& sender) {
    const auto row = m_central.store().read([&](Tx& tx) { return tx.draft(c.device); });
    if (!row || row->id != draftId || row->blob.empty())
        return false;
    if (!row->sentAt.empty())
        return true;
    const Draft draft = draftFrom(*row);
    domain::Photo photo;
    photo.id = {Uuid::v7(m_central.clock(), m_rng)};
    photo.blob = *draft.blob;
    photo.byteCount = row->size;
    photo.width = draft.width;
    photo.height = draft.height;
    photo.source = {domain::PhotoChannel::panel, sender, draft.fileName, m_central.clock().now(),
                    draft.headwear};
    photo.crop = draft.crop;
    domain::Mutation m;
    m.id = {*Uuid::parse(row->mutation)};
    m.at = photo.source.sentAt;
    m.by = sender;
    m.entityId = *Uuid::parse(c.student);
    m.change = domain::PhotoChange(domain::SubmitPhoto{photo, false});
    const auto refused = push(c, m, photoFile(c).state);
    // The button was pressed twice, and the other press has brought the photo under this id.
    if (refused && refused->code != ErrorCode::idReused)
        throw Exception(*refused);
    m_central.store().write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(c.school));
        auto sent = tx.draft(c.device);
        if (!sent || sent->id != draftId)
            return;
        sent->sentAt = now();
        tx.putDraft(*sent);
    });
    return true;
}

std::optional<Error> Families::change(const Caller& c, const domain::Actor& by, domain::PhotoChange what) {
    domain::Mutation m;
    m.id = {Uuid::v7(m_central.clock(), m_rng)};
    m.at = m_central.clock().now();
    m.by = by;
    m.entityId = *Uuid::parse(c.student);
    m.change = std::move(what);
    return push(c, std::move(m), photoFile(c).state);
}

std::optional<Error> Families::withdraw(const Caller& c, const domain::Actor& by) {
    return change(c, by, domain::WithdrawRequest{});
}

std::optional<Error> Families::askDeletion(const Caller& c, const domain::Actor& by,
                                           const std::string& reason) {
    return change(c, by, domain::RequestDeletion{reason});
}

std::optional<std::vector<std::uint8_t>> Families::bytesOf(const Caller& c, const domain::BlobId& id) {
    const auto source = m_central.photos().open(c, id);
    if (!source)
        return std::nullopt;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(source->size()));
    bytes.resize(source->read(0, bytes));
    return bytes;
}

std::optional<std::string> Families::picture(const Caller& c, const domain::BlobId& id,
                                             const domain::CropParams& crop, int width) {
    const auto bytes = bytesOf(c, id);
    if (!bytes)
        return std::nullopt;
    const auto decoded = decoder().decode(*bytes, "photo").value();
    const int height = static_cast<int>(width / kCardAspect);
    const auto cut = imaging::crop(decoded->image, crop, width, height).value();
    const auto jpeg = imaging::encodeJpeg(cut, kShownQuality, kPrintDpi).value();
    return std::string(jpeg.begin(), jpeg.end());
}

std::optional<std::string> Families::whole(const Caller& c, const domain::BlobId& id, int maxSide) {
    const auto bytes = bytesOf(c, id);
    if (!bytes)
        return std::nullopt;
    const auto jpeg = decoder().thumbnail(*bytes, "photo", maxSide, kShownQuality).value();
    return std::string(jpeg.begin(), jpeg.end());
}

} // namespace esek::server
