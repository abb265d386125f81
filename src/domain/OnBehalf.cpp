#include "domain/OnBehalf.h"

#include "base/CleanText.h"
#include "base/Translate.h"

namespace esek::domain {

namespace {

Actor enteredByFamily(const Actor& a) {
    return a.onBehalfOf ? Actor{a.onBehalfOf->role, a.onBehalfOf->name, a.workstation} : a;
}

template <class F>
Mutation withActors(Mutation m, F&& form) {
    m.by = form(m.by);
    if (auto* change = std::get_if<PhotoChange>(&m.change))
        if (auto* submit = std::get_if<SubmitPhoto>(change))
            submit->photo.source.sender = form(submit->photo.source.sender);
    return m;
}

} // namespace

Actor enteredByOffice(const Actor& a) {
    return isFamily(a.role) ? Actor{Role::clerk, {}, a.workstation, Principal{a.role, a.name}} : a;
}

Mutation enteredByOffice(Mutation m) {
    return withActors(std::move(m), [](const Actor& a) { return enteredByOffice(a); });
}

Mutation enteredByFamily(Mutation m) {
    return withActors(std::move(m), [](const Actor& a) { return enteredByFamily(a); });
}

std::string onBehalfText(const Actor& a) {
    if (!a.onBehalfOf)
        return {};
    const std::string whose = a.onBehalfOf->role == Role::student ? tr("on behalf of the pupil")
                                                                  : tr("on behalf of the parent or guardian");
    return a.onBehalfOf->name.empty() ? whose : whose + ": " + shownText(a.onBehalfOf->name);
}

} // namespace esek::domain
