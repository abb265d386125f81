#include "ui/import/ImportPreview.h"

#include "base/Describe.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/theme/Theme.h"

#include <wx/sizer.h>
#include <wx/stattext.h>

namespace esek::ui {

ImportPreview::ImportPreview(wxWindow* parent, UiContext& ctx)
    : wxPanel(parent, id::importPreview), m_ctx(ctx) {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto side = [&](PhotoCanvas*& canvas, wxStaticText*& caption, const std::string& name) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        canvas = new PhotoCanvas(this, wxID_ANY);
        setAccessibleName(*canvas, wx(name));
        canvas->SetMinSize(FromDIP(wxSize(90, 120)));
        // One line, cut at its end: a long name must not move the pictures.
        caption = new wxStaticText(this, wxID_ANY, wx(name), wxDefaultPosition, wxDefaultSize,
                                   wxST_ELLIPSIZE_MIDDLE | wxST_NO_AUTORESIZE);
        makeMuted(caption);
        column->Add(caption, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(4)));
        column->Add(canvas, wxSizerFlags(1).Expand());
        row->Add(column, wxSizerFlags(1).Expand().Border(wxRIGHT, FromDIP(8)));
    };
    side(m_file, m_fileName, tr("Chosen file"));
    side(m_present, m_pupilName, tr("Present photo of the pupil"));
    SetSizer(row);
    showFile({}, {});
    showPupil({}, {}, false);
}

bool ImportPreview::showsFile() const {
    return m_file->hasPicture();
}

bool ImportPreview::showsPresent() const {
    return m_present->hasPicture();
}

void ImportPreview::showFile(const std::shared_ptr<app::PhotoFiles>& files, const std::string& name) {
    if (files && files == m_files && name == m_name)
        return;
    m_files = files;
    m_name = name;
    m_fileName->SetLabelText(wx(name.empty() ? tr("Chosen file") : name));
    m_fileName->SetToolTip(wx(name));
    m_fileScope.renew();
    if (!files) {
        m_file->showWords(tr("Choose a file from the list."));
        return;
    }
    m_file->showWords(tr("Loading…"));
    m_ctx.tasks.forget(app::TaskRunner::Priority::soon);
    const wxSize box = m_file->pictureBox();
    m_ctx.tasks.run(
        m_fileScope, [files, name, box] { return files->picture(name, box.x, box.y); },
        [this](Result<app::ScreenPictures::Shown> shown) {
            if (shown)
                m_file->show(makePicture(*shown), {});
            else
                m_file->showWords(describe(shown.error()), "warning");
        },
        app::TaskRunner::Priority::soon);
}

void ImportPreview::showPupil(const std::optional<domain::StudentId>& pupil, const std::string& name,
                              bool hasPhoto) {
    m_pupilName->SetLabelText(wx(name.empty() ? tr("Present photo of the pupil") : name));
    m_pupilName->SetToolTip(wx(name));
    m_presentScope.renew();
    if (!pupil) {
        m_present->showWords(tr("No pupil is chosen."));
        return;
    }
    if (!hasPhoto) {
        m_present->showWords(tr("This pupil has no photo yet."));
        return;
    }
    m_present->showWords(tr("Loading…"));
    const wxSize box = m_present->pictureBox();
    m_ctx.tasks.run(
        m_presentScope,
        [&office = m_ctx.office, id = *pupil, box]() -> Result<app::ScreenPictures::Shown> {
            const auto file = office.replica().photos().file(id);
            if (!file)
                return file.error();
            const domain::Photo* photo = file->accepted() ? file->accepted() : file->proposed();
            if (!photo)
                return Error{ErrorCode::blobMissing, "no present photo", {}};
            return app::ScreenPictures(office).fitted(
                photo->blob, photo->crop ? photo->crop->quarterTurns : 0, box.x, box.y);
        },
        [this](Result<app::ScreenPictures::Shown> shown) {
            if (shown)
                m_present->show(makePicture(*shown), {});
            else
                m_present->showWords(describe(shown.error()), "warning");
        });
}

} // namespace esek::ui
