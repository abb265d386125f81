#include "base/Translate.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// What the guidelines ask for and no part of this program can tell; the report says so instead of guessing.
class NotMeasurable : public Measure {
  public:
    NotMeasurable(const char* id, const char* sentence) : m_id(id), m_sentence(sentence) {}
    const char* id() const override { return m_id; }
    MeasureResult run(const Analysis&, const PhotoProfile&) const override {
        return notMeasured(m_id, m_sentence);
    }

  private:
    const char* m_id;
    const char* m_sentence;
};

} // namespace

std::unique_ptr<Measure> makeNoHeadCoverings() {
    return std::make_unique<NotMeasurable>(
        "noHeadCoverings",
        ESEK_N_("Headwear is not measured; please look (allowed: none, or with a noted exception)."));
}

} // namespace esek::quality
