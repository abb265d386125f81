#include "base/Describe.h"
#include "base/Error.h"
#include "base/Translate.h"
#include "domain/CheckText.h"
#include "imaging/Crop.h"
#include "server/panel/Panel.h"
#include "server/panel/PhotoTexts.h"

namespace esek::server {

namespace {

constexpr const char* kPictureLane = "pictures";
constexpr int kShownWidth = 285; // pixels
constexpr int kLargeWidth = 570;

/// What was sent: its status, and what a family may still ask for.
class RequestPages {
  public:
    explicit RequestPages(Panel& panel) : m_panel(panel) {
        const std::string base = "/pupils/{pupil}/photo";
        panel.add({"GET", base}, [this](Visit& v) { return summary(v); });
        PanelRoute picture{"GET", base + "/picture/{photo}"};
        picture.lane = kPictureLane;
        panel.add(picture, [this](Visit& v) { return showPicture(v); });
        panel.add({"GET", base + "/look/{photo}"}, [this](Visit& v) { return look(v); });
        panel.add({"GET", base + "/withdraw"}, [this](Visit& v) { return withdrawPage(v); });
        panel.add({"POST", base + "/withdraw"}, [this](Visit& v) { return withdraw(v); });
        panel.add({"GET", base + "/deletion"}, [this](Visit& v) { return deletionPage(v); });
        panel.add({"POST", base + "/deletion"}, [this](Visit& v) { return askDeletion(v); });
    }

  private:
    Families::View family(const Visit& v) const {
        return m_panel.families.view(v.caller(), v.login().readUntil);
    }
    static View about(const Visit& v, const Families::View& family) {
        View view;
        view.set("PHOTO_URL", photoUrl(v)).set("FIRST_NAME", firstName(family.student));
        showStatus(view, family.photo);
        return view;
    }

    Response summary(Visit& v, const std::string& problem = {}) const {
        const auto f = family(v);
        View view = about(v, f);
        view.show(statusSection(f.photo.status()));
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        if (const auto* photo = newestPhoto(f.photo)) {
            View& shown = view.add("PHOTO");
            shown.set("PHOTO_ID", photo->id.toString());
            showSource(shown, *photo);
        }
        if (f.photo.proposed() && f.photo.accepted())
            view.add("PREVIOUS").set("PREVIOUS_ID", f.photo.accepted()->id.toString());
        return v.page("summary", tr("The photo that was sent"), view, &f, problem.empty() ? 200 : 409);
    }

    Response showPicture(Visit& v) {
        const auto f = family(v);
        for (const domain::Photo* photo : f.photo.photos()) {
            if (photo->id.toString() != v.call.path.at("photo"))
                continue;
            const auto crop = photo->crop.value_or(
                imaging::centredCrop(photo->width, photo->height, Families::kCardAspect));
            auto jpeg =
                m_panel.families.picture(v.caller(), photo->blob, crop,
                                         v.call.parameter("size") == "large" ? kLargeWidth : kShownWidth);
            if (jpeg)
                return m_panel.jpeg(std::move(*jpeg));
        }
        return m_panel.notFound(v);
    }

    Response look(Visit& v) {
        const auto f = family(v);
        for (const domain::Photo* photo : f.photo.photos())
            if (photo->id.toString() == v.call.path.at("photo"))
                return v.page("look", tr("Preview"), about(v, f).set("PHOTO_ID", photo->id.toString()), &f);
        return m_panel.notFound(v);
    }

    Response withdrawPage(Visit& v) {
        const auto f = family(v);
        const auto status = f.photo.status();
        if (status == domain::PhotoStatus::pending || status == domain::PhotoStatus::changeRequested ||
            status == domain::PhotoStatus::deletionRequested)
            return v.page("withdraw", tr("Take back what was sent"), about(v, f).show(statusSection(status)),
                          &f);
        return v.redirect(photoUrl(v));
    }

    Response withdraw(Visit& v) {
        const auto f = family(v);
        return done(v, m_panel.families.withdraw(v.caller(), v.actor(f.student)));
    }

    Response deletionPage(Visit& v) {
        const auto f = family(v);
        if (!f.photo.accepted())
            return v.redirect(photoUrl(v));
        return v.page("deletion", tr("Ask for deletion of the photo"), about(v, f), &f);
    }

    Response askDeletion(Visit& v) {
        const auto f = family(v);
        static constexpr domain::TextRule kReason{ESEK_N_("note"), domain::kNoteCharacters, TextShape::lines};
        const std::string reason = normaliseText(v.form.text("reason"), TextShape::lines);
        if (const auto checked = domain::checkText(reason, kReason); !checked)
            return summary(v, describe(checked.error()));
        return done(v, m_panel.families.askDeletion(v.caller(), v.actor(f.student), reason));
    }

    /// A rule may forbid it because the office was faster; the page shows how it stands now.
    Response done(Visit& v, const std::optional<Error>& refused) {
        if (!refused)
            return v.redirect(photoUrl(v));
        if (category(refused->code) == ErrorCategory::rule ||
            category(refused->code) == ErrorCategory::conflict)
            return summary(v, tr("The office has decided meanwhile, or this was done before. Below is how it "
                                 "stands now."));
        throw Exception(*refused);
    }

    Panel& m_panel;
};

} // namespace

void addRequestPages(Panel& panel) {
    panel.keep(std::make_shared<RequestPages>(panel));
}

} // namespace esek::server
