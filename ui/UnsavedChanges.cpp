#include "ui/UnsavedChanges.h"

#include "base/Translate.h"
#include "ui/dialogs/Dialogs.h"

#include <algorithm>

namespace esek::ui {

UnsavedChanges::Known UnsavedChanges::add(Form form) {
    const auto place = m_forms->insert(m_forms->end(), std::move(form));
    return {&*place, [forms = m_forms, place](void*) { forms->erase(place); }};
}

const UnsavedChanges::Form* UnsavedChanges::first(Leaving leaving) const {
    const auto it = std::find_if(m_forms->begin(), m_forms->end(), [&](const Form& f) {
        return (leaving == Leaving::all || !f.staysInView) && f.changed();
    });
    return it == m_forms->end() ? nullptr : &*it;
}

bool UnsavedChanges::any(Leaving leaving) const {
    return first(leaving) != nullptr;
}

void UnsavedChanges::leave(wxWindow* parent, Leaving leaving, std::function<void()> go,
                           std::function<void()> stay) {
    if (m_asking) // a key pressed twice asks once
        return;
    const Form* form = first(leaving);
    if (!form) {
        go();
        return;
    }
    m_asking = true;
    const auto answer = m_dialogs.saveChanges(parent, form->what(), form->save != nullptr);
    m_asking = false;
    if (answer == Dialogs::Save::discard) {
        form->discard();
        leave(parent, leaving, std::move(go), std::move(stay));
    } else if (answer == Dialogs::Save::save && form->save) {
        form->save([this, parent, leaving, go = std::move(go), stay = std::move(stay)](bool saved) {
            if (saved)
                leave(parent, leaving, go, stay);
            else if (stay)
                stay();
        });
    } else if (stay) {
        stay();
    }
}

} // namespace esek::ui
