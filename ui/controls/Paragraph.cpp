#include "ui/controls/Paragraph.h"

#include <wx/dc.h>
#include <wx/tokenzr.h>

namespace esek::ui {

int drawParagraph(wxDC& dc, const wxString& text, int x, int y, int width) {
    const int lineHeight = dc.GetTextExtent("Ąg").y;
    wxString line;
    bool glued = false; // no space before the next piece
    const auto flush = [&] {
        dc.DrawText(line, x, y);
        y += lineHeight;
        line.clear();
    };
    // A double surname may be broken after its hyphen.
    wxString broken = text;
    broken.Replace("-", "-\x01");
    for (wxStringTokenizer words(broken, " \n\x01", wxTOKEN_RET_DELIMS); words.HasMoreTokens();) {
        wxString word = words.GetNextToken();
        const bool glue = word.EndsWith("\x01");
        word.Trim();
        if (glue)
            word.RemoveLast();
        const wxString longer = line.empty() || glued ? line + word : line + " " + word;
        glued = glue;
        if (dc.GetTextExtent(longer).x <= width) {
            line = longer;
            continue;
        }
        if (!line.empty())
            flush();
        // A file name without spaces is broken where the width ends.
        while (dc.GetTextExtent(word).x > width && word.length() > 1) {
            std::size_t fits = 1;
            while (fits < word.length() && dc.GetTextExtent(word.Left(fits + 1)).x <= width)
                ++fits;
            line = word.Left(fits);
            flush();
            word = word.Mid(fits);
        }
        line = word;
    }
    if (!line.empty())
        flush();
    return y;
}

} // namespace esek::ui
