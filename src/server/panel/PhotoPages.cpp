#include "base/Error.h"
#include "base/Format.h"
#include "base/Number.h"
#include "base/Translate.h"
#include "quality/PhotoProfile.h"
#include "server/panel/Panel.h"
#include "server/panel/PhotoTexts.h"

#include <cmath>

namespace esek::server {

namespace {

constexpr std::int64_t kPhotoBytes = (std::int64_t{50} << 20) + 64 * 1024; ///< a file and the form around it
constexpr const char* kPictureLane = "pictures";
constexpr int kPreviewWidth = 285; // pixels: 19:26 with 390
constexpr int kWholeSide = 900;    // pixels: what a browser moves the crop on
constexpr double kPercent = 100;

/// The four steps of sending a photo: guidelines, examples, file and crop, a last look.
class PhotoPages {
  public:
    explicit PhotoPages(Panel& panel) : m_panel(panel) {
        const std::string base = "/pupils/{pupil}/photo";
        panel.add({"GET", base + "/guidelines"}, [this](Visit& v) { return guidelines(v); });
        panel.add({"POST", base + "/guidelines"}, [this](Visit& v) { return acceptGuidelines(v); });
        panel.add({"POST", base + "/cancel"}, [this](Visit& v) { return cancel(v); });
        panel.add({"GET", base + "/examples"}, [this](Visit& v) { return examples(v); });
        panel.add({"GET", base + "/file"}, [this](Visit& v) { return filePage(v); });
        PanelRoute upload{"POST", base + "/file"};
        upload.bodyLimit = kPhotoBytes;
        upload.lane = kPictureLane;
        panel.add(upload, [this](Visit& v) { return takeFile(v); });
        panel.add({"GET", base + "/crop"}, [this](Visit& v) { return cropPage(v); });
        panel.add({"POST", base + "/crop"}, [this](Visit& v) { return setCrop(v); });
        panel.add({"GET", base + "/send"}, [this](Visit& v) { return sendPage(v); });
        panel.add({"POST", base + "/send"}, [this](Visit& v) { return send(v); });
        PanelRoute preview{"GET", base + "/draft/{draft}"};
        preview.lane = kPictureLane;
        panel.add(preview, [this](Visit& v) { return previewPicture(v); });
    }

  private:
    Families::View family(const Visit& v) const {
        return m_panel.families.view(v.caller(), v.login().readUntil);
    }
    static bool isTicked(const Visit& v, const char* box) { return v.form.text(box) == "yes"; }
    /// What every step shows: whose photo this is about.
    static View step(const Visit& v, const Families::View& family) {
        View view;
        view.set("PHOTO_URL", photoUrl(v)).set("FIRST_NAME", firstName(family.student));
        return view;
    }

    Response guidelines(Visit& v, bool notTicked = false) const {
        const auto f = family(v);
        View view = step(v, f);
        showStatus(view, f.photo);
        view.show("WAS_REJECTED", f.photo.status() == domain::PhotoStatus::rejected);
        view.show("NOT_TICKED", notTicked);
        const auto draft = open(v, false);
        view.show("HEADWEAR", notTicked ? isTicked(v, "headwear") : draft && draft->headwear);
        // The school's own rules; an unknown name (of a later program) is taken as the usual one.
        auto loaded = quality::PhotoProfile::load(f.school.photoProfile);
        const quality::PhotoProfile profile =
            loaded ? *loaded : quality::PhotoProfile::load(domain::School{}.photoProfile).value();
        view.set("minwidth", std::to_string(profile.minWidth));
        view.set("minheight", std::to_string(profile.minHeight));
        view.set("source", profile.source).set("date", profile.sourceReadOn);
        return v.page("guidelines", tr("Step 1 of 4: guidelines"), view, &f, notTicked ? 400 : 200);
    }

    Response acceptGuidelines(Visit& v) {
        if (!isTicked(v, "statement"))
            return guidelines(v, true);
        m_panel.families.begin(v.caller(), isTicked(v, "headwear"));
        return v.redirect(photoUrl(v) + "/examples");
    }

    Response cancel(Visit& v) {
        m_panel.families.cancel(v.caller());
        return v.redirect("/");
    }

    /// The draft that a step works on. Without one the family begins with the guidelines.
    std::optional<Families::Draft> open(const Visit& v, bool withPicture) const {
        auto draft = m_panel.families.draft(v.caller());
        if (draft && (draft->sent || (withPicture && !draft->blob)))
            draft.reset();
        return draft;
    }

    Response examples(Visit& v) {
        if (!open(v, false))
            return v.redirect(photoUrl(v) + "/guidelines");
        const auto f = family(v);
        return v.page("examples", tr("Step 2 of 4: examples"), step(v, f), &f);
    }

    Response filePage(Visit& v, const std::string& problem = {}, int status = 200) const {
        const auto draft = open(v, false);
        if (!draft)
            return v.redirect(photoUrl(v) + "/guidelines");
        const auto f = family(v);
        View view = step(v, f);
        view.set("DRAFT", draft->id);
        view.show("CHOSEN", draft->blob.has_value());
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        return v.page("file", tr("Step 3 of 4: the photo"), view, &f, status);
    }

    Response takeFile(Visit& v) {
        const auto draft = open(v, false);
        if (!draft)
            return v.redirect(photoUrl(v) + "/guidelines");
        // Two inputs: a file that is there, or a new photo from the camera.
        Form::File file;
        for (const char* name : {"photo", "camera"})
            if (const auto it = v.form.files.find(name);
                it != v.form.files.end() && !it->second.bytes.empty())
                file = it->second;
        if (file.bytes.empty())
            return filePage(v, tr("Choose a photo first."), 400);
        const std::span bytes(reinterpret_cast<const std::uint8_t*>(file.bytes.data()), file.bytes.size());
        const auto taken = guarded(
            [&] { return m_panel.families.setPicture(v.caller(), v.form.text("draft"), bytes, file.name); });
        if (!taken && taken.error().code == ErrorCode::programMissing)
            throw Exception(taken.error());
        if (!taken && category(taken.error().code) != ErrorCategory::input &&
            category(taken.error().code) != ErrorCategory::rule)
            throw Exception(taken.error());
        if (!taken)
            return filePage(v, sentence(taken.error()), 422);
        return *taken ? v.redirect(photoUrl(v) + "/crop") : staleTab(v);
    }

    static std::string sentence(const Error& error) {
        if (error.code == ErrorCode::photoTooSmallToPrint || error.code == ErrorCode::imageTooSmall)
            return tr(
                "This photo has too few pixels to be printed. Send the original file, not a miniature or "
                "one from a messenger.");
        if (error.code == ErrorCode::fileKindUnknown)
            return tr(
                "This file is no photo that can be read here. Choose a photo: JPEG, PNG, HEIC or WebP.");
        if (error.code == ErrorCode::fileTooLarge || error.code == ErrorCode::imageTooLarge)
            return tr("This photo is too large. Choose one of at most 50 MB.");
        return tr(
            "This file cannot be read, it may be damaged. Open it on your phone or computer; if it looks "
            "right there, save a copy as JPEG and send that, or take a new photo.");
    }

    /// Another tab, or the same one further back, works on another photo.
    Response staleTab(Visit& v) const {
        const auto f = family(v);
        return v.page("stale", tr("The photo was changed in another window"), step(v, f), &f, 409);
    }

    Response cropPage(Visit& v) {
        const auto draft = open(v, true);
        if (!draft)
            return v.redirect(photoUrl(v) + "/file");
        const auto f = family(v);
        View view = step(v, f);
        const CropSliders at = slidersFrom(draft->crop, draft->width, draft->height);
        const double most = greatestZoom(draft->width, draft->height, at.quarterTurns);
        const auto percent = [](double value) {
            return std::to_string(static_cast<int>(std::lround(value * kPercent)));
        };
        view.set("DRAFT", draft->id);
        view.set("ZOOM", percent(at.zoom)).set("MOST", percent(most));
        view.set("ACROSS", percent(at.across)).set("DOWN", percent(at.down));
        view.set("TURNS", std::to_string(at.quarterTurns)).set("FINE", format("{:.2f}", at.fineDegrees));
        view.set("PICTURE", draft->blob->toString().substr(0, 8) + percent(at.zoom) + percent(at.across) +
                                percent(at.down) + std::to_string(at.quarterTurns));
        view.show("ZOOMABLE", most > 1.01);
        showAdvice(view, draft->advice);
        return v.page("crop", tr("Step 3 of 4: the crop"), view, &f);
    }

    Response setCrop(Visit& v) {
        const auto draft = open(v, true);
        if (!draft)
            return v.redirect(photoUrl(v) + "/file");
        const auto share = [&](const char* name, double otherwise) {
            const auto typed = numberFromText(v.form.text(name));
            return typed ? *typed / kPercent : otherwise;
        };
        CropSliders at = slidersFrom(draft->crop, draft->width, draft->height);
        at.zoom = share("zoom", at.zoom);
        at.across = share("across", at.across);
        at.down = share("down", at.down);
        const std::string action = v.form.text("action");
        if (action == "left" || action == "right") {
            at.quarterTurns += action == "left" ? 3 : 1;
            at.fineDegrees = 0;
        }
        const auto crop = cropFrom(at, draft->width, draft->height);
        if (!m_panel.families.setCrop(v.caller(), v.form.text("draft"), crop))
            return staleTab(v);
        return v.redirect(photoUrl(v) + (action == "next" ? "/send" : "/crop"));
    }

    /// The new photo, beside the one that it is to replace.
    Response sendPage(Visit& v) {
        const auto draft = open(v, true);
        if (!draft)
            return v.redirect(photoUrl(v));
        const auto f = family(v);
        View view = step(v, f);
        view.set("DRAFT", draft->id);
        view.set("PICTURE", draft->blob->toString().substr(0, 8));
        view.set("FILE", draft->fileName);
        view.show("HEADWEAR", draft->headwear);
        if (const auto* accepted = f.photo.accepted())
            view.add("PREVIOUS").set("PREVIOUS_ID", accepted->id.toString());
        view.show("REPLACES_SENT", f.photo.status() == domain::PhotoStatus::pending ||
                                       f.photo.status() == domain::PhotoStatus::changeRequested);
        const auto* rejected = std::get_if<domain::RejectedPhoto>(&f.photo.state);
        showAdvice(view, draft->advice);
        view.show("SAME_AS_REJECTED", rejected && rejected->photo.blob == *draft->blob);
        return v.page("send", tr("Step 4 of 4: send"), view, &f);
    }

    Response send(Visit& v) {
        const auto f = family(v);
        const std::string draft = v.form.text("draft");
        return m_panel.families.setHeadwear(v.caller(), draft, isTicked(v, "headwear")) &&
                       m_panel.families.send(v.caller(), draft, v.actor(f.student))
                   ? v.redirect(photoUrl(v))
                   : staleTab(v);
    }

    Response previewPicture(Visit& v) {
        const auto draft = open(v, true);
        std::optional<std::string> jpeg;
        if (draft && draft->id == v.call.path.at("draft"))
            jpeg = v.call.parameter("size") == "whole"
                       ? m_panel.families.whole(v.caller(), *draft->blob, kWholeSide)
                       : m_panel.families.picture(v.caller(), *draft->blob, draft->crop, kPreviewWidth);
        return jpeg ? m_panel.jpeg(std::move(*jpeg)) : m_panel.notFound(v);
    }

    Panel& m_panel;
};

} // namespace

void addPhotoPages(Panel& panel) {
    panel.keep(std::make_shared<PhotoPages>(panel));
}

} // namespace esek::server
