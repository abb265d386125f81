#include "portal/Slips.h"

#include "base/Error.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Paths.h"
#include "pdf/DrawnPages.h"
#include "pdf/FontMetrics.h"
#include "portal/QrCode.h"

#include <algorithm>

namespace esek::portal {

namespace {

using pdf::Drawing;
using pdf::FontMetrics;
using pdf::FontStyle;
using pdf::LineOp;
using pdf::TextOp;

constexpr double kPageWidth = 210, kPageHeight = 297; // mm
constexpr int kColumns = 2, kRows = 4;
constexpr double kWidth = kPageWidth / kColumns, kHeight = kPageHeight / kRows;
constexpr double kMargin = 7; // mm; printers leave about 5 blank
constexpr double kQr = 30;    // mm
constexpr double kMark = 4;   // mm, half the length of a cut mark
static_assert(kColumns * kRows == static_cast<int>(kSlipsPerPage));

/// What to do, always in all three languages: nobody knows who reads the slip.
constexpr const char* kWhatToDo[] = {
    "PL: Zeskanuj kod albo otwórz podany adres, wpisz login i hasło, ustal własne hasło i prześlij zdjęcie "
    "do "
    "legitymacji.",
    "EN: Scan the code or open the address, type the login and the password, set a password of your own and "
    "send the photo for the identity card.",
    "UK: Відскануйте код або відкрийте адресу, введіть логін і пароль, встановіть власний пароль і надішліть "
    "фото для посвідчення."};

class Writer {
  public:
    explicit Writer(const FontMetrics& metrics) : m_metrics(metrics) {}

    /// Words in lines of at most this width. A word that is wider alone cannot be broken.
    std::vector<std::string> lines(const std::string& text, double sizePt, FontStyle style,
                                   double widthMm) const {
        std::vector<std::string> out;
        for (const std::string& word : split(text, ' ')) {
            if (!out.empty() && m_metrics.widthMm(style, sizePt, out.back() + " " + word) <= widthMm)
                out.back() += " " + word;
            else
                out.push_back(word);
            if (m_metrics.widthMm(style, sizePt, out.back()) > widthMm)
                throw Exception(
                    Error{ErrorCode::textDoesNotFit,
                          "slip",
                          {{"student", tr("slip")}, {"field", tr("slip")}, {"text", word}, {"size", "4.5"}}});
        }
        return out;
    }
    /// Below the former text; at most `most` lines, with smaller letters when there are more.
    void write(const std::string& text, double sizePt, FontStyle style, double widthMm, std::size_t most) {
        std::vector<std::string> wrapped;
        for (double size = sizePt;; size -= 0.5) {
            const bool last = size <= kSmallest;
            try {
                wrapped = lines(text, size, style, widthMm);
            } catch (const Exception&) {
                if (last)
                    throw;
                continue;
            }
            if (wrapped.size() <= most || last) {
                sizePt = size;
                break;
            }
        }
        if (wrapped.size() > most)
            throw Exception(
                Error{ErrorCode::textDoesNotFit,
                      "slip",
                      {{"student", tr("slip")}, {"field", tr("slip")}, {"text", text}, {"size", "4.5"}}});
        for (const std::string& line : wrapped) {
            m_y += sizePt * kLineMmPerPt;
            m_drawing.push_back(TextOp{m_x, m_y, sizePt, style, line, {}, 0});
        }
    }
    void space(double mm) { m_y += mm; }
    void moveTo(double xMm, double yMm) {
        m_x = xMm;
        m_y = yMm;
    }
    void add(Drawing drawing) {
        m_drawing.insert(m_drawing.end(), std::make_move_iterator(drawing.begin()),
                         std::make_move_iterator(drawing.end()));
    }
    Drawing take() { return std::exchange(m_drawing, {}); }

  private:
    static constexpr double kSmallest = 4.5;                // points
    static constexpr double kLineMmPerPt = 25.4 / 72 * 1.2; // with room between lines
    const FontMetrics& m_metrics;
    Drawing m_drawing;
    double m_x = 0, m_y = 0;
};

/// "3141 5926": easier to copy.
std::string grouped(const std::string& digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i)
        out += (i > 0 && i % 4 == 0 ? " " : "") + std::string(1, digits[i]);
    return out;
}

std::string capitals(std::string ascii) {
    std::transform(ascii.begin(), ascii.end(), ascii.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return ascii;
}

void drawSlip(Writer& w, const Slip& slip, double x, double y) {
    const double whole = kWidth - 2 * kMargin;
    const double beside = whole - kQr - 1;
    w.moveTo(x + kMargin, y + kMargin);
    w.write(slip.school, 7, FontStyle::regular, whole, 3);
    w.space(1);
    const double top = y + kMargin + 7;
    w.add(qrCode(capitals(slip.link), x + kWidth - kMargin - kQr + 2, top, kQr));
    const bool shared = slip.guardian.empty();
    w.write(slip.firstName + ", klasa " + slip.classUnit, 12, FontStyle::bold, beside, shared ? 2 : 1);
    if (!shared)
        w.write("dla: " + slip.guardian, 8, FontStyle::regular, beside, 1);
    w.space(1.5);
    w.write("Login:", 7, FontStyle::regular, beside, 1);
    w.write(grouped(slip.login), 13, FontStyle::bold, beside, 1);
    w.space(1);
    w.write("Hasło jednorazowe / one-time password:", 7, FontStyle::regular, beside, 1);
    w.write(slip.password, 13, FontStyle::bold, beside, 1);
    w.moveTo(x + kMargin, y + kMargin + 39);
    w.write(slip.address, 8, FontStyle::bold, whole, 1);
    w.space(0.5);
    for (const char* line : kWhatToDo)
        w.write(line, 6, FontStyle::regular, whole, 2);
}

/// Where the sheet is cut: short lines at its edges and crosses where four slips meet.
Drawing cutMarks() {
    Drawing marks;
    for (int column = 0; column <= kColumns; ++column) {
        for (int row = 0; row <= kRows; ++row) {
            const double x = column * kWidth, y = row * kHeight;
            marks.push_back(LineOp{std::max(0.0, x - kMark), y, std::min(kPageWidth, x + kMark), y, 0.1, {}});
            marks.push_back(
                LineOp{x, std::max(0.0, y - kMark), x, std::min(kPageHeight, y + kMark), 0.1, {}});
        }
    }
    return marks;
}

} // namespace

Result<void> writeSlips(const std::filesystem::path& path, const std::vector<Slip>& slips) {
    return guarded([&]() -> Result<void> {
        const auto fonts = platform::resourceDir() / "fonts";
        const auto metrics =
            FontMetrics::load(fonts / "DejaVuSans.ttf", fonts / "DejaVuSans-Bold.ttf").value();
        std::vector<Drawing> pages;
        Writer writer(metrics);
        for (std::size_t i = 0; i < slips.size(); ++i) {
            const std::size_t place = i % kSlipsPerPage;
            drawSlip(writer, slips[i], static_cast<double>(place % kColumns) * kWidth,
                     static_cast<double>(place / kColumns) * kHeight);
            if (place + 1 == kSlipsPerPage || i + 1 == slips.size()) {
                writer.add(cutMarks());
                pages.push_back(writer.take());
            }
        }
        return pdf::writeDrawnPages(path, metrics, tr("Slips with logins"), kPageWidth, kPageHeight, pages);
    });
}

} // namespace esek::portal
