#pragma once
#include "base/platform/Files.h"

#include <optional>
#include <vector>

#include <hpdf.h>
#include <hpdf_objects.h>

namespace esek::pdf {

/// Writes libharu's objects to a file that appears whole or not at all. libharu keeps a document in memory
/// until it is saved (a hundred megabytes for a thousand cards); here big objects go to the file as soon as
/// they are complete and give their memory back, which PDF allows: objects come in any order, the table at
/// the end finds them. Takes the place of HPDF_SaveToFile, which also knows narrow paths only.
class HaruWriter {
  public:
    HaruWriter(HPDF_Doc, const std::filesystem::path&);
    ~HaruWriter();
    HaruWriter(const HaruWriter&) = delete;
    HaruWriter& operator=(const HaruWriter&) = delete;

    /// A complete stream object (page content), which must not be touched any more.
    void writeNow(HPDF_Dict);
    /// `data` as the stream of an object that is registered with libharu: it keeps what pages refer to, the
    /// bytes go to the file without its copies (a byte at a time, thrice). `entries` is the dictionary
    /// without its length.
    void writeStream(HPDF_Dict, const std::string& entries, std::span<const std::uint8_t> data);
    /// Everything else, the cross-reference table and the trailer.
    void finish();

  private:
    static HPDF_STATUS onWrite(HPDF_Stream, const HPDF_BYTE*, HPDF_UINT);
    void writeObject(HPDF_UINT number);
    void begin(HPDF_UINT number);
    void writeText(const std::string&);
    bool flush();
    void check(HPDF_STATUS) const;

    HPDF_Doc m_doc;
    std::unique_ptr<platform::AtomicFile> m_file;
    HPDF_Stream m_stream = nullptr;
    std::vector<std::uint8_t> m_buffer;
    std::vector<bool> m_written; ///< by object number
    std::optional<Error> m_error;
};

} // namespace esek::pdf
