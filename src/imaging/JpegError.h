#pragma once
// <cstdio> before jpeglib.h, which uses FILE and size_t without including them.
#include <cstdio>

#include "base/Error.h"

#include <jpeglib.h>

// After jpeglib.h: its settings decide which message codes there are.
#include <jerror.h>

#include <csetjmp>

namespace esek::imaging {

/// libjpeg's error manager that leaves by longjmp to where call() was entered, and turns what happened into
/// an Exception there. Warnings about damaged data are errors; padding that cameras leave is not.
class JpegErrorManager {
  public:
    JpegErrorManager();
    JpegErrorManager(const JpegErrorManager&) = delete;
    JpegErrorManager& operator=(const JpegErrorManager&) = delete;
    jpeg_error_mgr* get() { return &m_manager; }

    /// Runs f, in which libjpeg may fail. f must own nothing that needs a destructor: longjmp skips it.
    template <class F>
    void call(const F& f) {
        if (setjmp(m_jump))
            rethrow();
        f();
    }

    /// For our own callbacks inside libjpeg. `message` is a literal.
    [[noreturn]] static void fail(j_common_ptr, ErrorCode, const char* message);

  private:
    static void onError(j_common_ptr);
    static void onMessage(j_common_ptr, int level);
    static void onOutput(j_common_ptr) {}
    static JpegErrorManager& of(j_common_ptr);
    [[noreturn]] void rethrow() const;

    // First, so that cinfo->err is also a pointer to this object.
    jpeg_error_mgr m_manager;
    std::jmp_buf m_jump;
    bool m_endMissing = false; ///< the file ended before its last marker
    ErrorCode m_code = ErrorCode::internal;
    const char* m_message = "";
};

} // namespace esek::imaging
