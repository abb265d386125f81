#ifndef _WIN32
#include "base/Format.h"
#include "base/Log.h"
#include "base/Translate.h"
#include "printing/PrintError.h"
#include "printing/Spooler.h"

#include <algorithm>
#include <array>
#include <cups/cups.h>

namespace esek::printing {

namespace {

constexpr double kUnitsPerMm = 100; ///< media sizes of IPP are in hundredths of a millimetre
constexpr int kTimeoutMs = 5000;

Error serviceError(const std::string& what) {
    log::error("printing: " + what); // names of queues and numbers only
    return printError(what, fmt::format(fmt::runtime(tr("the print service does not answer ({}); look "
                                                        "whether CUPS runs on this computer")),
                                        what));
}

struct Closer {
    void operator()(http_t* h) const { httpClose(h); }
    void operator()(ipp_t* i) const { ippDelete(i); }
};
using Http = std::unique_ptr<http_t, Closer>;
using Ipp = std::unique_ptr<ipp_t, Closer>;

/// A connection for each call: libcups keeps none of its objects safe from two threads.
Http connect() {
    Http http(
        httpConnect2(cupsServer(), ippPort(), nullptr, AF_UNSPEC, cupsEncryption(), 1, kTimeoutMs, nullptr));
    if (!http)
        throw Exception(serviceError(cupsServer()));
    return http;
}

std::string uriOf(const std::string& queue) {
    std::array<char, HTTP_MAX_URI> uri{};
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri.data(), static_cast<int>(uri.size()), "ipp", nullptr,
                     "localhost", 0, "/printers/%s", queue.c_str());
    return uri.data();
}

Ipp request(ipp_op_t operation) {
    Ipp ipp(ippNewRequest(operation));
    ippAddString(ipp.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return ipp;
}

template <std::size_t N>
void ask(ipp_t* ipp, const std::array<const char*, N>& names) {
    ippAddStrings(ipp, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", static_cast<int>(N),
                  nullptr, names.data());
}

std::string textOf(ipp_attribute_t* attribute, int index = 0) {
    const char* text = attribute ? ippGetString(attribute, index, nullptr) : nullptr;
    return text ? text : "";
}

constexpr std::array kQueueAttributes{"printer-name",
                                      "printer-info",
                                      "printer-state",
                                      "printer-state-reasons",
                                      "printer-resolution-default",
                                      "media-col-default",
                                      "media-default"};

/// One queue of an answer, from the attributes of its group.
class FactsReader {
  public:
    void read(ipp_attribute_t* a) {
        const std::string name = ippGetName(a);
        if (name == "printer-name")
            m_facts.name = textOf(a);
        else if (name == "printer-info")
            m_facts.description = textOf(a);
        else if (name == "printer-state")
            m_facts.paused = ippGetInteger(a, 0) == IPP_PSTATE_STOPPED;
        else if (name == "printer-state-reasons")
            readReasons(a);
        else if (name == "printer-resolution-default")
            readResolution(a);
        else if (name == "media-col-default")
            readMedia(ippGetCollection(a, 0));
        else if (name == "media-default" && m_facts.pageWidthMm == 0)
            readMediaName(textOf(a));
    }
    QueueFacts take() { return std::exchange(m_facts, {}); }

  private:
    void readReasons(ipp_attribute_t* a) {
        for (int i = 0; i < ippGetCount(a); ++i)
            if (const std::string reason = textOf(a, i);
                reason != "none" && reason != "paused" && !reason.ends_with("-report"))
                m_facts.trouble += (m_facts.trouble.empty() ? "" : ", ") + reason;
    }
    void readResolution(ipp_attribute_t* a) {
        ipp_res_t units = IPP_RES_PER_INCH;
        int y = 0;
        const int x = ippGetResolution(a, 0, &y, &units);
        const double perInch = units == IPP_RES_PER_CM ? 2.54 : 1;
        m_facts.dpi = static_cast<int>(std::min(x, y) * perInch + 0.5);
    }
    void readMedia(ipp_t* media) {
        ipp_attribute_t* size =
            media ? ippFindAttribute(media, "media-size", IPP_TAG_BEGIN_COLLECTION) : nullptr;
        if (!size)
            return;
        ipp_t* dimensions = ippGetCollection(size, 0);
        const auto mm = [&](const char* name) {
            ipp_attribute_t* a = ippFindAttribute(dimensions, name, IPP_TAG_INTEGER);
            return a ? ippGetInteger(a, 0) / kUnitsPerMm : 0.0;
        };
        m_facts.pageWidthMm = mm("x-dimension");
        m_facts.pageHeightMm = mm("y-dimension");
    }
    void readMediaName(const std::string& name) {
        pwg_media_t* media = pwgMediaForPWG(name.c_str());
        if (!media)
            media = pwgMediaForPPD(name.c_str());
        if (!media)
            return;
        m_facts.pageWidthMm = media->width / kUnitsPerMm;
        m_facts.pageHeightMm = media->length / kUnitsPerMm;
    }

    QueueFacts m_facts;
};

class CupsSpooler : public Spooler {
  public:
    Result<std::vector<QueueFacts>> queues() override {
        return guarded([&] {
            const Http http = connect();
            Ipp get = request(IPP_OP_CUPS_GET_PRINTERS);
            ask(get.get(), kQueueAttributes);
            const Ipp answer(cupsDoRequest(http.get(), get.release(), "/"));
            if (!answer || ippGetStatusCode(answer.get()) > IPP_STATUS_OK_EVENTS_COMPLETE) {
                if (answer && ippGetStatusCode(answer.get()) == IPP_STATUS_ERROR_NOT_FOUND)
                    return std::vector<QueueFacts>(); // there is none
                throw Exception(serviceError(cupsLastErrorString()));
            }
            const std::string chosen = defaultQueue(http.get());
            std::vector<QueueFacts> found;
            FactsReader reader;
            const auto finish = [&] {
                QueueFacts facts = reader.take();
                facts.isDefault = facts.name == chosen;
                if (!facts.name.empty())
                    found.push_back(std::move(facts));
            };
            for (ipp_attribute_t* a = ippFirstAttribute(answer.get()); a; a = ippNextAttribute(answer.get()))
                if (ippGetGroupTag(a) == IPP_TAG_PRINTER && ippGetName(a))
                    reader.read(a);
                else
                    finish();
            finish();
            std::sort(found.begin(), found.end(),
                      [](const QueueFacts& a, const QueueFacts& b) { return a.name < b.name; });
            return found;
        });
    }

    Result<QueueFacts> queue(const std::string& name) override {
        return guarded([&] {
            const Http http = connect();
            Ipp get = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
            ippAddString(get.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                         uriOf(name).c_str());
            ask(get.get(), kQueueAttributes);
            const Ipp answer(cupsDoRequest(http.get(), get.release(), "/"));
            const auto status = answer ? ippGetStatusCode(answer.get()) : cupsLastError();
            if (status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES)
                throw Exception(unknownQueue(name));
            if (!answer || status > IPP_STATUS_OK_EVENTS_COMPLETE)
                throw Exception(serviceError(cupsLastErrorString()));
            FactsReader reader;
            for (ipp_attribute_t* a = ippFirstAttribute(answer.get()); a; a = ippNextAttribute(answer.get()))
                if (ippGetGroupTag(a) == IPP_TAG_PRINTER && ippGetName(a))
                    reader.read(a);
            QueueFacts facts = reader.take();
            facts.name = name;
            facts.isDefault = name == defaultQueue(http.get());
            return facts;
        });
    }

    Result<int> send(const std::string& queue, const Page& page) override {
        return guarded([&] {
            const Http http = connect();
            Ipp print = request(IPP_OP_PRINT_JOB);
            ipp_t* ipp = print.get();
            ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uriOf(queue).c_str());
            ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, page.title.c_str());
            ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
                         "application/pdf");
            // CUPS filters and driverless printers know the one or the other; none of them may fit to the
            // page.
            ippAddString(ipp, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr, "none");
            ippAddBoolean(ipp, IPP_TAG_JOB, "fit-to-page", 0);
            ippAddInteger(ipp, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
            ippAddString(ipp, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
            const std::string resource = "/printers/" + queue;
            http_status_t sent = cupsSendRequest(http.get(), ipp, resource.c_str(), CUPS_LENGTH_VARIABLE);
            if (sent == HTTP_STATUS_CONTINUE)
                sent = cupsWriteRequestData(http.get(), reinterpret_cast<const char*>(page.pdf.data()),
                                            page.pdf.size());
            if (sent != HTTP_STATUS_CONTINUE && sent != HTTP_STATUS_OK)
                throw Exception(serviceError(httpStatus(sent)));
            const Ipp answer(cupsGetResponse(http.get(), resource.c_str()));
            ipp_attribute_t* id =
                answer ? ippFindAttribute(answer.get(), "job-id", IPP_TAG_INTEGER) : nullptr;
            if (!id)
                throw Exception(refused(queue, cupsLastErrorString()));
            return ippGetInteger(id, 0);
        });
    }

    Result<DocumentState> state(const std::string& queue, int document) override {
        return guarded([&] {
            const Http http = connect();
            Ipp get = request(IPP_OP_GET_JOB_ATTRIBUTES);
            addDocument(get.get(), queue, document);
            ask(get.get(), std::array{"job-state"});
            const Ipp answer(cupsDoRequest(http.get(), get.release(), "/"));
            if (answer && ippGetStatusCode(answer.get()) == IPP_STATUS_ERROR_NOT_FOUND)
                return DocumentState::done;
            ipp_attribute_t* a = answer ? ippFindAttribute(answer.get(), "job-state", IPP_TAG_ENUM) : nullptr;
            if (!a)
                throw Exception(serviceError(cupsLastErrorString()));
            switch (ippGetInteger(a, 0)) {
            case IPP_JSTATE_PROCESSING:
                return DocumentState::printing;
            case IPP_JSTATE_STOPPED:
            case IPP_JSTATE_HELD:
                return DocumentState::stopped;
            case IPP_JSTATE_COMPLETED:
                return DocumentState::done;
            case IPP_JSTATE_CANCELED:
                return DocumentState::cancelled;
            case IPP_JSTATE_ABORTED:
                return DocumentState::failed;
            default:
                return DocumentState::waiting;
            }
        });
    }

    Result<void> cancel(const std::string& queue, int document) override {
        return guarded([&] {
            const Http http = connect();
            Ipp stop = request(IPP_OP_CANCEL_JOB);
            addDocument(stop.get(), queue, document);
            // With its file, which shows a pupil and would lie in the spool for a day or longer.
            ippAddBoolean(stop.get(), IPP_TAG_OPERATION, "purge-job", 1);
            const Ipp answer(cupsDoRequest(http.get(), stop.release(), "/jobs/"));
            const auto status = answer ? ippGetStatusCode(answer.get()) : cupsLastError();
            if (status > IPP_STATUS_OK_EVENTS_COMPLETE && status != IPP_STATUS_ERROR_NOT_POSSIBLE &&
                status != IPP_STATUS_ERROR_NOT_FOUND)
                throw Exception(serviceError(cupsLastErrorString()));
        });
    }

  private:
    static void addDocument(ipp_t* ipp, const std::string& queue, int document) {
        ippAddString(ipp, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uriOf(queue).c_str());
        ippAddInteger(ipp, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", document);
    }

    static std::string defaultQueue(http_t* http) {
        const char* name = cupsGetDefault2(http);
        return name ? name : "";
    }

    static Error unknownQueue(const std::string& name) {
        return Error{
            ErrorCode::valueInvalid,
            "no such queue",
            {{"field", tr("printer queue")},
             {"reason", fmt::format(fmt::runtime(tr("there is no queue “{}” on this computer")), name)}}};
    }

    static Error refused(const std::string& queue, const std::string& why) {
        return printError("a queue takes nothing",
                          fmt::format(fmt::runtime(tr("the queue “{}” takes no cards ({})")), queue, why));
    }
};

} // namespace

std::unique_ptr<Spooler> systemSpooler() {
    return std::make_unique<CupsSpooler>();
}

} // namespace esek::printing
#endif
