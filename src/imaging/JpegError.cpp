#include "imaging/JpegError.h"

#include "base/Translate.h"

#include <algorithm>
#include <type_traits>

namespace esek::imaging {
namespace {

/// Some cameras pad the coded data before a marker with a run of one byte. Anything else that is left over
/// before a marker is data that the decoder lost its place in.
bool isPadding(j_common_ptr common, int count) {
    if (!common->is_decompressor)
        return false;
    const auto* cinfo = reinterpret_cast<j_decompress_ptr>(common);
    // libjpeg warns while the source still stands behind the last byte that it passed over; the file is one
    // block.
    const JOCTET* end = cinfo->src->next_input_byte;
    const JOCTET* begin = end - count;
    return std::all_of(begin, end, [](JOCTET b) { return b == 0x00; }) ||
           std::all_of(begin, end, [](JOCTET b) { return b == 0xFF; });
}

ErrorCode codeOfError(int message) {
    switch (message) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
    case JERR_NO_IMAGE:
        return ErrorCode::fileTruncated;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_COMPONENT_COUNT:
        return ErrorCode::fileKindUnknown;
    case JERR_IMAGE_TOO_BIG:
        return ErrorCode::imageTooLarge;
    case JERR_WIDTH_OVERFLOW:
    case JERR_NO_BACKING_STORE:
    case JERR_OUT_OF_MEMORY:
        return ErrorCode::outOfMemory;
    default:
        return ErrorCode::fileCorrupt;
    }
}

} // namespace

JpegErrorManager::JpegErrorManager() {
    static_assert(std::is_standard_layout_v<JpegErrorManager>);
    jpeg_std_error(&m_manager);
    m_manager.error_exit = onError;
    m_manager.emit_message = onMessage;
    m_manager.output_message = onOutput;
}

JpegErrorManager& JpegErrorManager::of(j_common_ptr common) {
    return *reinterpret_cast<JpegErrorManager*>(common->err);
}

void JpegErrorManager::fail(j_common_ptr common, ErrorCode code, const char* message) {
    JpegErrorManager& self = of(common);
    self.m_code = code;
    self.m_message = message;
    std::longjmp(self.m_jump, 1);
}

void JpegErrorManager::onError(j_common_ptr common) {
    const jpeg_error_mgr& manager = *common->err;
    const bool known = manager.msg_code > 0 && manager.msg_code <= manager.last_jpeg_message;
    // Behind the end libjpeg invents markers, and may trip over these.
    const ErrorCode code = of(common).m_endMissing ? ErrorCode::fileTruncated : codeOfError(manager.msg_code);
    // The format string, not the formatted text: it is a literal and carries nothing of the file.
    fail(common, code, known ? manager.jpeg_message_table[manager.msg_code] : "libjpeg error");
}

void JpegErrorManager::onMessage(j_common_ptr common, int level) {
    if (level >= 0)
        return;
    const jpeg_error_mgr& manager = *common->err;
    const char* text = manager.jpeg_message_table[manager.msg_code];
    switch (manager.msg_code) {
    case JWRN_JPEG_EOF:
        // Some phones and programs leave out the last marker. When coded data are missing too, the decoder
        // says so next - but for arithmetic coding, where it takes what is missing for zeros.
        of(common).m_endMissing = true;
        if (common->is_decompressor && reinterpret_cast<j_decompress_ptr>(common)->arith_code)
            fail(common, ErrorCode::fileTruncated, text);
        break;
    case JWRN_HIT_MARKER:
        fail(common, ErrorCode::fileTruncated, text);
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
        fail(common, of(common).m_endMissing ? ErrorCode::fileTruncated : ErrorCode::fileCorrupt, text);
    case JWRN_EXTRANEOUS_DATA:
        // Either a program put something of its own there, or the decoder lost its place in damaged data and
        // has these left over. Only a person who looks at the picture can tell.
        if (!isPadding(common, manager.msg_parm.i[0]))
            fail(common, ErrorCode::fileDoubtful, text);
        break;
    default:
        // Unusual but readable: unknown JFIF version or Adobe transform, odd SOS parameters.
        break;
    }
}

void JpegErrorManager::rethrow() const {
    Error error{m_code, m_message, {}};
    if (m_code == ErrorCode::fileKindUnknown)
        error.context.emplace_back(
            "hint", tr("This variety of JPEG (12-bit, lossless or with unusual colours) is not "
                       "read. Open the photo in any viewer and save it as an ordinary JPEG."));
    throw Exception(std::move(error));
}

} // namespace esek::imaging
