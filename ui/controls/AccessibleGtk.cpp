#include "ui/controls/Accessible.h"

#ifdef __WXGTK__

#include "ui/Text.h"

#include <atk/atk.h>
#include <gtk/gtk.h>
#include <utility>
#include <vector>
#include <wx/app.h>
#include <wx/control.h>
#include <wx/frame.h>
#include <wx/stattext.h>

namespace esek::ui {
namespace {

constexpr const char* kNamed = "esek-named"; ///< key of the name that we gave to a widget
constexpr const char* kRow = "esek-row";     ///< key of the object that stands for a list's current row

/// The row that a reader looks at in a drawn list. Its states say that it is chosen and on the screen.
struct RowObject {
    AtkObject base;
    gint index;
};
struct RowObjectClass {
    AtkObjectClass base;
};
G_DEFINE_TYPE(RowObject, row_object, ATK_TYPE_OBJECT)

AtkStateSet* rowStates(AtkObject*) {
    AtkStateSet* states = atk_state_set_new();
    for (const AtkStateType state :
         {ATK_STATE_ENABLED, ATK_STATE_SENSITIVE, ATK_STATE_VISIBLE, ATK_STATE_SHOWING, ATK_STATE_FOCUSABLE,
          ATK_STATE_FOCUSED, ATK_STATE_SELECTABLE, ATK_STATE_SELECTED, ATK_STATE_TRANSIENT})
        atk_state_set_add_state(states, state);
    return states;
}
gint rowIndex(AtkObject* object) {
    return reinterpret_cast<RowObject*>(object)->index;
}
void row_object_class_init(RowObjectClass* type) {
    type->base.ref_state_set = rowStates;
    type->base.get_index_in_parent = rowIndex;
}
void row_object_init(RowObject* row) {
    row->base.role = ATK_ROLE_LIST_ITEM;
    row->index = 0;
}

/// The widgets that get the keyboard when this window has the focus: readers ask those for their name.
std::vector<GtkWidget*> spokenWidgets(const wxWindow& window) {
    if (window.m_wxwindow) // drawn by us or by wxWidgets: the area inside, not the scrolled frame round it
        return {window.m_wxwindow};
    std::vector<GtkWidget*> widgets{window.GetHandle()};
    if (window.m_focusWidget && window.m_focusWidget != window.GetHandle())
        widgets.push_back(window.m_focusWidget);
    return widgets;
}

void nameWidget(GtkWidget* widget, const std::string& name);

/// The button inside a choice takes the keyboard in its place.
void nameButtonInside(GtkWidget* part, gpointer name) {
    if (GTK_IS_TOGGLE_BUTTON(part))
        nameWidget(part, static_cast<const char*>(name));
    else if (GTK_IS_CONTAINER(part))
        gtk_container_forall(GTK_CONTAINER(part), nameButtonInside, name);
}

void nameWidget(GtkWidget* widget, const std::string& name) {
    if (GTK_IS_COMBO_BOX(widget))
        gtk_container_forall(GTK_CONTAINER(widget), nameButtonInside, const_cast<char*>(name.c_str()));
    g_object_set_data_full(G_OBJECT(widget), kNamed, g_strdup(name.c_str()), g_free);
    atk_object_set_name(gtk_widget_get_accessible(widget), name.c_str());
}

AtkRole atkRole(AccessibleRole role) {
    switch (role) {
    case AccessibleRole::list:
        return ATK_ROLE_LIST;
    case AccessibleRole::image:
        return ATK_ROLE_IMAGE;
    case AccessibleRole::text:
        return ATK_ROLE_TEXT;
    }
    return ATK_ROLE_PANEL;
}

GtkWidget* labelOf(const wxWindow& window) {
    GtkWidget* widget = window.GetHandle();
    if (widget && GTK_IS_FRAME(widget)) // a static box: its title
        widget = gtk_frame_get_label_widget(GTK_FRAME(widget));
    return widget && GTK_IS_LABEL(widget) ? widget : nullptr;
}

std::string trimmed(std::string words) {
    while (!words.empty() && (words.back() == ':' || words.back() == ' '))
        words.pop_back();
    return words;
}

/// A title of a group never names a control. A label names the next one only if that has no name of its own,
/// or the same one.
void loosenWrongLabel(const wxWindow& window) {
    GtkWidget* label = labelOf(window);
    if (!label)
        return;
    GtkWidget* target = gtk_label_get_mnemonic_widget(GTK_LABEL(label));
    if (!target)
        return;
    // A button says its own words.
    const bool spoken = GTK_IS_BUTTON(target) && gtk_button_get_label(GTK_BUTTON(target));
    const bool group = GTK_IS_FRAME(window.GetHandle());
    const auto* name = static_cast<const char*>(g_object_get_data(G_OBJECT(target), kNamed));
    if (group || spoken || (name && trimmed(gtk_label_get_text(GTK_LABEL(label))) != trimmed(name)))
        gtk_label_set_mnemonic_widget(GTK_LABEL(label), nullptr);
}

void loosenWrongLabels(const wxWindow& window) {
    loosenWrongLabel(window);
    for (const wxWindow* child : window.GetChildren())
        loosenWrongLabels(*child);
}

} // namespace

void setAccessibleName(wxWindow& window, const wxString& name) {
    window.SetName(name);
    const std::string words = utf8(name);
    for (GtkWidget* widget : spokenWidgets(window))
        nameWidget(widget, words);
    // A control made of windows, such as a list with its heading: the part that takes the keyboard.
    if (dynamic_cast<wxControl*>(&window))
        for (wxWindow* part : window.GetChildren())
            if (part->AcceptsFocus())
                for (GtkWidget* widget : spokenWidgets(*part))
                    nameWidget(widget, words);
}

void setAccessibleDescription(wxWindow& window, const std::string& words) {
    for (GtkWidget* widget : spokenWidgets(window))
        atk_object_set_description(gtk_widget_get_accessible(widget), words.c_str());
}

void setAccessibleRole(wxWindow& window, AccessibleRole role) {
    for (GtkWidget* widget : spokenWidgets(window))
        atk_object_set_role(gtk_widget_get_accessible(widget), atkRole(role));
}

void announceRow(wxWindow& list, const std::string& words, long row, long rows) {
    wxWindow* spoken = &list;
    if (dynamic_cast<wxControl*>(&list))
        for (wxWindow* part : list.GetChildren())
            if (part->AcceptsFocus())
                spoken = part;
    for (GtkWidget* widget : spokenWidgets(*spoken)) {
        AtkObject* parent = gtk_widget_get_accessible(widget);
        atk_object_set_role(parent, ATK_ROLE_LIST);
        auto* object = static_cast<AtkObject*>(g_object_get_data(G_OBJECT(widget), kRow));
        if (!object) {
            object = ATK_OBJECT(g_object_new(row_object_get_type(), nullptr));
            atk_object_set_parent(object, parent);
            g_object_set_data_full(G_OBJECT(widget), kRow, object, g_object_unref);
        }
        reinterpret_cast<RowObject*>(object)->index = static_cast<gint>(row);
        atk_object_set_name(object, words.c_str());
        const std::string place = format(fmt::runtime(tr("row {} of {}")), row + 1, rows);
        atk_object_set_description(object, place.c_str());
        // A reader that asks the list itself, before any row was moved to, hears the row as well.
        atk_object_set_description(parent, (words + ", " + place).c_str());
        g_signal_emit_by_name(parent, "active-descendant-changed", object);
    }
}

void keepLabelsWithTheirControls() {
    static bool bound = false;
    if (std::exchange(bound, true))
        return;
    wxTheApp->Bind(wxEVT_IDLE, [](wxIdleEvent& e) {
        e.Skip();
        for (const wxWindow* window : wxTopLevelWindows)
            loosenWrongLabels(*window);
    });
}

} // namespace esek::ui

#endif
