#include "pdf/HaruWriter.h"

#include "base/Format.h"

namespace esek::pdf {

namespace {

constexpr std::size_t kBufferSize = 256 << 10; // libharu writes token by token

HPDF_UINT numberOf(void* object) {
    return static_cast<HPDF_Obj_Header*>(object)->obj_id & 0x00FFFFFF; // the upper bits are libharu's flags
}

} // namespace

HaruWriter::HaruWriter(HPDF_Doc doc, const std::filesystem::path& path)
    : m_doc(doc), m_file(platform::AtomicFile::create(path).value()) {
    m_buffer.reserve(kBufferSize);
    m_stream = HPDF_CallbackWriter_New(doc->mmgr, &HaruWriter::onWrite, this);
    if (!m_stream)
        throw Exception(ErrorCode::outOfMemory, "libharu: no stream");
    // The second line marks the file as binary (PDF 1.7, 7.5.2).
    writeText(format("%PDF-1.{}\n%\xB7\xBE\xAD\xAA\n", 2 + static_cast<int>(doc->pdf_version)));
}

HaruWriter::~HaruWriter() {
    HPDF_Stream_Free(m_stream);
}

HPDF_STATUS HaruWriter::onWrite(HPDF_Stream stream, const HPDF_BYTE* bytes, HPDF_UINT size) {
    auto* self = static_cast<HaruWriter*>(stream->attr);
    if (self->m_buffer.size() + size > kBufferSize && !self->flush())
        return HPDF_FILE_IO_ERROR;
    if (size >= kBufferSize) {
        if (auto written = self->m_file->write({bytes, size}); !written)
            self->m_error = written.error();
        return self->m_error ? HPDF_FILE_IO_ERROR : HPDF_OK;
    }
    self->m_buffer.insert(self->m_buffer.end(), bytes, bytes + size);
    return HPDF_OK;
}

bool HaruWriter::flush() {
    if (!m_error && !m_buffer.empty())
        if (auto written = m_file->write(m_buffer); !written)
            m_error = written.error();
    m_buffer.clear();
    return !m_error;
}

void HaruWriter::check(HPDF_STATUS status) const {
    if (m_error)
        throw Exception(*m_error);
    if (status != HPDF_OK)
        throw Exception(status == HPDF_FAILD_TO_ALLOC_MEM ? ErrorCode::outOfMemory : ErrorCode::internal,
                        format("libharu: writing failed with {:#06x}", status));
}

void HaruWriter::writeText(const std::string& text) {
    check(HPDF_Stream_Write(m_stream, reinterpret_cast<const HPDF_BYTE*>(text.data()),
                            static_cast<HPDF_UINT>(text.size())));
}

void HaruWriter::begin(HPDF_UINT number) {
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(m_doc->xref, number);
    entry->byte_offset = m_stream->size;
    if (m_written.size() <= number)
        m_written.resize(number + 1);
    m_written[number] = true;
    writeText(format("{} {} obj\n", number, entry->gen_no));
}

void HaruWriter::writeObject(HPDF_UINT number) {
    begin(number);
    check(HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(m_doc->xref, number)->obj, m_stream, nullptr));
    writeText("\nendobj\n");
}

void HaruWriter::writeNow(HPDF_Dict object) {
    writeObject(numberOf(object));
    HPDF_MemStream_FreeData(object->stream);
}

void HaruWriter::writeStream(HPDF_Dict object, const std::string& entries,
                             std::span<const std::uint8_t> data) {
    begin(numberOf(object));
    writeText(format("<<\n{}/Length {}\n>>\nstream\n", entries, data.size()));
    check(HPDF_Stream_Write(m_stream, data.data(), static_cast<HPDF_UINT>(data.size())));
    writeText("\nendstream\nendobj\n");
}

void HaruWriter::finish() {
    const HPDF_Xref xref = m_doc->xref;
    // Number 0 heads the list of free objects. Fonts add objects while they are written.
    for (HPDF_UINT number = 1; number < xref->entries->count; ++number)
        if (number >= m_written.size() || !m_written[number])
            writeObject(number);

    const HPDF_UINT table = m_stream->size;
    writeText(format("xref\n0 {}\n", xref->entries->count));
    for (HPDF_UINT number = 0; number < xref->entries->count; ++number) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, number);
        writeText(format("{:010} {:05} {}\r\n", entry->byte_offset, entry->gen_no, entry->entry_typ));
    }
    check(HPDF_Dict_Add(m_doc->trailer, "Root", m_doc->catalog));
    check(HPDF_Dict_Add(m_doc->trailer, "Info", m_doc->info));
    check(HPDF_Dict_AddNumber(m_doc->trailer, "Size", static_cast<HPDF_INT32>(xref->entries->count)));
    writeText("trailer\n");
    check(HPDF_Dict_Write(m_doc->trailer, m_stream, nullptr));
    writeText(format("\nstartxref\n{}\n%%EOF\n", table));
    flush();
    check(HPDF_OK);
    m_file->commit().value();
}

} // namespace esek::pdf
