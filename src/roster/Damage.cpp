#include "roster/Damage.h"

#include "base/MatchKey.h"
#include "base/Text.h"
#include "roster/CodePage.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

namespace esek::roster {

namespace {

// Cells with spoiled letters may come late in a list; what is examined stays bounded all the same.
constexpr std::size_t kSample = std::size_t{64} << 10;
constexpr std::size_t kMaxSample = 4 * kSample;

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isLetter(char32_t c) {
    return scriptOf(c) != Script::none || (c >= 0x300 && c < 0x370);
}

// Signs that people do write in or beside words.
bool isUsualSign(char32_t c) {
    static constexpr std::u32string_view kUsual =
        U"’‘ʼ´′–—‐‑‒−\u00A0\u00AD\u2007\u202F…•·°№«»ªº§€\u200B\uFEFF";
    return kUsual.find(c) != std::u32string_view::npos;
}

// „quotation” marks around a word are good, inside of one they are not.
bool isQuote(char32_t c) {
    return c == U'„' || c == U'”' || c == U'“' || c == U'‚' || c == U'‹' || c == U'›';
}

bool isStrange(std::u32string_view text, std::size_t i) {
    const char32_t c = text[i];
    if (c < 0x80)
        return false;
    if (c < 0xA0 || c == 0xFFFD)
        return true;
    if (c >= 0x2028 && c <= 0x202E) // marks of direction are not damage, they are refused as what they are
        return false;
    if (isLetter(c) || isUsualSign(c))
        return false;
    const bool before = i > 0 && isLetter(text[i - 1]);
    const bool after = i + 1 < text.size() && isLetter(text[i + 1]);
    if (isQuote(c))
        return before && after;
    // "Pawe³" is damage, "25 m³" is not.
    const bool wordBefore = before && i > 1 && isLetter(text[i - 2]);
    return after || wordBefore;
}

using Pages = std::array<const CodePage*, 4>;

std::size_t polish(std::string_view utf8) {
    return countLetters(toUtf32(utf8)).polish;
}

std::optional<std::string> undoubledOnce(std::string_view cell, const CodePage& page) {
    auto bytes = page.encode(cell);
    if (!bytes || isAscii(*bytes) || !isValidUtf8(*bytes))
        return std::nullopt;
    return bytes;
}

/// UTF-8 that was taken for another charset, perhaps more than once. Valid UTF-8 never comes about by chance
/// from letters of a name, so every cell is judged by itself.
std::optional<std::string> undoubled(std::string_view cell, const Pages& pages) {
    std::optional<std::string> result;
    constexpr int kTimes = 3;
    for (int time = 0; time < kTimes; ++time) {
        std::optional<std::string> next;
        const std::string_view now = result ? std::string_view(*result) : cell;
        for (const CodePage* page : pages)
            if (!next)
                next = undoubledOnce(now, *page);
        if (!next)
            break;
        result = std::move(next);
    }
    if (result && countLetters(toUtf32(*result)).strange > 0)
        return std::nullopt;
    return result;
}

/// `seen` is the charset by which somebody read what had been written in `meant`.
struct Confusion {
    const CodePage* seen;
    const CodePage* meant;

    std::optional<std::string> undo(std::string_view cell) const {
        auto bytes = seen->encode(cell);
        if (!bytes)
            return std::nullopt;
        return meant->decode(*bytes);
    }
};

std::vector<Confusion> confusions() {
    const std::array seen{&CodePage::windows1250(), &CodePage::windows1252(), &CodePage::iso8859_2(),
                          &CodePage::cp852()};
    const std::array meant{&CodePage::windows1250(), &CodePage::iso8859_2(), &CodePage::cp852(),
                           &CodePage::mazovia()};
    std::vector<Confusion> all;
    for (const CodePage* s : seen)
        for (const CodePage* m : meant)
            if (s != m)
                all.push_back({s, m});
    return all;
}

LetterCount& operator+=(LetterCount& a, const LetterCount& b) {
    a.polish += b.polish;
    a.strange += b.strange;
    return a;
}

class Repairer {
  public:
    explicit Repairer(RawRows& rows) : m_rows(rows) {}

    void run() {
        const Pages pages = likelyPages();
        eachCell([&](std::string& cell, std::size_t row, std::size_t column) {
            if (auto better = undoubled(cell, pages))
                replace(cell, std::move(*better), row, column);
        });
        if (const auto confusion = commonConfusion())
            eachCell([&](std::string& cell, std::size_t row, std::size_t column) {
                auto better = confusion->undo(cell);
                if (better && isBetter(*better, cell))
                    replace(cell, std::move(*better), row, column);
            });
    }

  private:
    template <class F>
    void eachCell(F&& f) {
        for (std::size_t r = 0; r < m_rows.rows.size(); ++r)
            for (std::size_t c = 0; c < m_rows.rows[r].size(); ++c)
                if (m_rows.rows[r][c].size() <= kLongestMended && !isAscii(m_rows.rows[r][c]))
                    f(m_rows.rows[r][c], r, c);
    }

    // A list may be spoiled in part: a cell that is right already would lose letters.
    static bool isBetter(const std::string& undone, const std::string& cell) {
        const LetterCount after = countLetters(toUtf32(undone));
        const LetterCount before = countLetters(toUtf32(cell));
        return undone != cell && (after.strange < before.strange ||
                                  (after.strange == before.strange && after.polish >= before.polish));
    }

    void replace(std::string& cell, std::string&& better, std::size_t row, std::size_t column) {
        cell = std::move(better);
        m_rows.remark(row, column, "text.repaired");
    }

    /// One cell may be undone by several charsets; the one that explains most of the list comes first.
    Pages likelyPages() {
        Pages pages{&CodePage::windows1250(), &CodePage::windows1252(), &CodePage::iso8859_2(),
                    &CodePage::cp852()};
        std::map<const CodePage*, std::size_t> letters;
        eachCell([&](const std::string& cell, std::size_t, std::size_t) {
            for (const CodePage* page : pages)
                if (const auto undone = undoubledOnce(cell, *page))
                    letters[page] += polish(*undone);
        });
        std::stable_sort(pages.begin(), pages.end(),
                         [&](const CodePage* a, const CodePage* b) { return letters[a] > letters[b]; });
        return pages;
    }

    /// The confusion that explains every strange sign of the list and yields Polish letters.
    std::optional<Confusion> commonConfusion() {
        std::vector<std::string> sample;
        std::size_t size = 0;
        LetterCount now;
        eachCell([&](const std::string& cell, std::size_t, std::size_t) {
            if (size > kMaxSample)
                return;
            const LetterCount count = countLetters(toUtf32(cell));
            if (size < kSample || count.strange > 0) {
                now += count;
                sample.push_back(cell);
                size += cell.size();
            }
        });
        if (now.strange == 0)
            return std::nullopt;
        std::optional<Confusion> best;
        LetterCount bestCount = now;
        for (const Confusion& confusion : confusions()) {
            LetterCount count;
            for (const std::string& cell : sample) {
                const auto undone = confusion.undo(cell);
                count += countLetters(toUtf32(undone && isBetter(*undone, cell) ? *undone : cell));
            }
            const bool explains = count.strange * 4 <= now.strange && count.polish > now.polish;
            if (explains && (!best || count.strange < bestCount.strange ||
                             (count.strange == bestCount.strange && count.polish > bestCount.polish))) {
                best = confusion;
                bestCount = count;
            }
        }
        return best;
    }

    RawRows& m_rows;
};

} // namespace

LetterCount countLetters(std::u32string_view text) {
    static constexpr std::u32string_view kPolish = U"ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";
    LetterCount count;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < 0x80)
            continue;
        if (kPolish.find(text[i]) != std::u32string_view::npos)
            ++count.polish;
        else if (isStrange(text, i))
            ++count.strange;
    }
    return count;
}

void repairLetters(RawRows& rows) {
    Repairer(rows).run();
}

bool looksSpoiled(std::string_view utf8) {
    if (isAscii(utf8) && utf8.find('?') == std::string_view::npos)
        return false;
    const std::u32string text = toUtf32(utf8);
    if (countLetters(text).strange > 0)
        return true;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (text[i] == U'?' && isLetter(text[i - 1]))
            return true;
    return text.size() > 1 && text[0] == U'?' && isLetter(text[1]);
}

} // namespace esek::roster
