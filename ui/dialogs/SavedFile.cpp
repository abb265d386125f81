#include "ui/dialogs/SavedFile.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "ui/dialogs/Dialogs.h"

namespace esek::ui {

NoticeBar::Action openAction(UiContext& ctx, NoticeBar& notice, const std::string& file) {
    return {tr("Open the file"), [&ctx, &notice, file] {
                if (!ctx.dialogs.openWithSystem(file))
                    notice.info(
                        format(fmt::runtime(tr("No program opens such files here. The file is {}.")), file));
            }};
}

} // namespace esek::ui
