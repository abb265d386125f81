#include "Desk.h"
#include "app/BlankService.h"
#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/cards/CardsPanel.h"
#include "ui/controls/VirtualList.h"
#include "ui/review/ReviewIds.h"

#include <atk/atk.h>
#include <catch2/catch.hpp>
#include <functional>
#include <gtk/gtk.h>
#include <map>

// What a screen reader is told, asked of the objects that GTK hands to the accessibility bus.

using namespace esek;
using namespace esek::test;

namespace {

std::string nameOf(GtkWidget* widget) {
    const char* name = atk_object_get_name(gtk_widget_get_accessible(widget));
    return name ? name : "";
}

/// Names of the labels that point at this widget; readers speak them before its own name.
std::vector<std::string> labelsOf(GtkWidget* widget) {
    std::vector<std::string> labels;
    GList* list = gtk_widget_list_mnemonic_labels(widget);
    for (GList* item = list; item; item = item->next)
        // The words on a button are not a label beside it.
        if (GTK_IS_LABEL(item->data) && !gtk_widget_is_ancestor(GTK_WIDGET(item->data), widget))
            labels.emplace_back(gtk_label_get_text(GTK_LABEL(item->data)));
    g_list_free(list);
    return labels;
}

std::string withoutColon(std::string words) {
    while (!words.empty() && (words.back() == ':' || words.back() == ' '))
        words.pop_back();
    return words;
}

std::string placeOf(GtkWidget* widget) {
    std::string place;
    for (GtkWidget* at = widget; at; at = gtk_widget_get_parent(at)) {
        const std::string name = nameOf(at);
        place += std::string(" < ") + G_OBJECT_TYPE_NAME(at) + (name.empty() ? "" : " \"" + name + "\"");
    }
    return place;
}

struct Findings {
    std::vector<std::string> faults;
    int focusable = 0;
};

void examine(GtkWidget* widget, gpointer data) {
    auto& found = *static_cast<Findings*>(data);
    if (!gtk_widget_get_mapped(widget))
        return;
    // A scrolled frame takes no keyboard of its own: what lies in it does. Windows have their titles.
    const bool container = GTK_IS_SCROLLED_WINDOW(widget) || GTK_IS_WINDOW(widget);
    if (gtk_widget_get_can_focus(widget) && gtk_widget_is_sensitive(widget) && !container) {
        ++found.focusable;
        const std::string name = nameOf(widget);
        const auto labels = labelsOf(widget);
        if (name.empty() && labels.empty())
            found.faults.push_back("without a name: " + placeOf(widget));
        for (const std::string& label : labels)
            if (!name.empty() && withoutColon(label) != withoutColon(name))
                found.faults.push_back("labelled \"" + label + "\": " + placeOf(widget));
    }
    if (GTK_IS_CONTAINER(widget))
        gtk_container_forall(GTK_CONTAINER(widget), examine, data);
}

Findings examine(wxWindow& window) {
    Findings found;
    examine(window.GetHandle(), &found);
    return found;
}

void twoClasses(SampleOffice& office) {
    for (int i = 0; i < 4; ++i) {
        const auto pupil = office.add(sampleStudent(office.count++));
        static_cast<void>(
            office.review
                .submit(pupil, sampleJpeg(i), "a.jpg", domain::PhotoChannel::panel, office.parent(), false)
                .value());
        if (i == 3)
            static_cast<void>(office.review.accept(pupil).value());
    }
}

/// What the list says of its current row: the object that it handed over last.
struct Spoken {
    std::string words;
    int times = 0;
    static void hear(AtkObject*, gpointer row, Spoken* self) {
        const char* name = atk_object_get_name(ATK_OBJECT(row));
        self->words = name ? name : "";
        ++self->times;
    }
};

} // namespace

namespace {

void expectNames(Desk& desk, const std::string& where) {
    desk.settle();
    const Findings found = examine(desk.frame());
    CAPTURE(where);
    CHECK(found.focusable > 5);
    for (const std::string& fault : found.faults)
        FAIL_CHECK(fault);
}

} // namespace

TEST_CASE(
    "accessible: every control of every view that takes the keyboard has a name, and no foreign label") {
    Desk desk(twoClasses, Language::polish);
    for (const char* view : {"review", "students", "cards", "reports", "sync", "settings", "import",
                             "import-photos", "journal"}) {
        desk.frame().showView(view);
        REQUIRE(desk.frame().currentView() == view);
        expectNames(desk, view);
    }
}

TEST_CASE("accessible: every tab of the cards has names") {
    Desk desk(twoClasses, Language::polish, "cards");
    app::Office& office = desk.desktop().context()->office;
    std::vector<domain::StudentId> ready;
    const auto readiness = app::CardService(office).readiness().value();
    for (const auto& row : readiness.ready)
        ready.push_back(row.student.id);
    const auto issued = app::CardService(office).issue(ready, {}).value();
    REQUIRE_FALSE(issued.cards.empty());
    REQUIRE(app::BlankService(office).receive({"AB 1", "AB 9", {}, {}, {}}).ok());
    REQUIRE(app::DuplicateService(office)
                .enter(issued.cards.front().id, {domain::DuplicateReason::lost, {}, {}})
                .ok());
    desk.desktop().context()->dataChanged();
    desk.settle();
    auto* cards = dynamic_cast<ui::CardsPanel*>(desk.frame().view("cards"));
    REQUIRE(cards);
    for (const char* tab : {"issue", "batches", "marks", "duplicates", "blanks"}) {
        cards->showTab(tab);
        expectNames(desk, tab);
    }
}

TEST_CASE("accessible: forms that open in a view have names") {
    Desk desk(twoClasses, Language::polish, "students");
    desk.click(ui::id::studentsEdit);
    expectNames(desk, "a pupil's form");
    desk.frame().showView("review");
    desk.until([&] { return desk.find<wxWindow>(ui::id::reviewReject)->IsShownOnScreen(); }, 5000);
    desk.settle();
    desk.click(ui::id::reviewReject);
    expectNames(desk, "the reasons");
}

TEST_CASE("no two controls have the same number") {
    Desk desk(twoClasses, Language::polish);
    // The two imports are steps of the same kind and share the numbers of these steps: one is enough.
    for (const char* view :
         {"review", "students", "cards", "reports", "sync", "settings", "import", "journal"}) {
        desk.frame().showView(view);
        desk.settle();
    }
    std::map<int, std::string> known;
    const std::function<void(wxWindow&)> walk = [&](wxWindow& window) {
        constexpr int kFirst = 6000, kLast = 7000; // the numbers of Ids.h
        if (const int number = window.GetId(); number >= kFirst && number < kLast) {
            const auto [there, fresh] = known.emplace(number, ui::utf8(window.GetLabel()));
            CAPTURE(number, there->second, ui::utf8(window.GetLabel()));
            CHECK(fresh);
        }
        for (wxWindow* child : window.GetChildren())
            walk(*child);
    };
    walk(desk.frame());
    CHECK(known.size() > 100);
}

TEST_CASE("accessible: moving in the list of photos speaks the pupil and the status") {
    Desk desk(twoClasses, Language::polish);
    auto* list = desk.find<wxWindow>(ui::id::reviewList);
    Spoken spoken;
    AtkObject* object = gtk_widget_get_accessible(list->m_wxwindow);
    CHECK(atk_object_get_role(object) == ATK_ROLE_LIST);
    g_signal_connect(object, "active-descendant-changed", G_CALLBACK(Spoken::hear), &spoken);
    list->SetFocus();
    desk.key(WXK_DOWN);
    desk.settle();
    CHECK(spoken.times > 0);
    CHECK(spoken.words.find("Oczekuje na akceptację") != std::string::npos);
    g_signal_handlers_disconnect_by_data(object, &spoken);
}

TEST_CASE("accessible: moving in the table of pupils speaks the cells with the titles of their columns") {
    Desk desk(twoClasses, Language::polish, "students");
    auto* list = desk.find<ui::VirtualList>(ui::id::studentsList);
    wxWindow* rows = nullptr;
    for (wxWindow* part : list->GetChildren())
        if (part->AcceptsFocus())
            rows = part;
    REQUIRE(rows);
    Spoken spoken;
    AtkObject* object = gtk_widget_get_accessible(rows->m_wxwindow);
    g_signal_connect(object, "active-descendant-changed", G_CALLBACK(Spoken::hear), &spoken);
    rows->SetFocus();
    desk.key(WXK_DOWN);
    desk.settle();
    CHECK(spoken.times > 0);
    CHECK(spoken.words.find("Klasa: ") != std::string::npos);
    g_signal_handlers_disconnect_by_data(object, &spoken);
}

namespace {

/// The description of the object that has this name on the accessibility bus, among those that are shown.
struct Described {
    std::string name, description;
    int found = 0;
};

void describe(GtkWidget* widget, gpointer data) {
    auto& wanted = *static_cast<Described*>(data);
    if (!gtk_widget_get_mapped(widget))
        return;
    if (nameOf(widget) == wanted.name) {
        const char* words = atk_object_get_description(gtk_widget_get_accessible(widget));
        if (words && *words) {
            wanted.description = words;
            ++wanted.found;
        }
    }
    if (GTK_IS_CONTAINER(widget))
        gtk_container_forall(GTK_CONTAINER(widget), describe, data);
}

std::string spokenOf(Desk& desk, const std::string& name) {
    Described wanted{name, {}, 0};
    desk.until(
        [&] {
            wanted.found = 0;
            describe(desk.frame().GetHandle(), &wanted);
            return wanted.found > 0;
        },
        5000);
    CAPTURE(name);
    CHECK(wanted.found == 1);
    return wanted.description;
}

} // namespace

TEST_CASE("accessible: what is drawn tells in words what it shows") {
    Desk desk(twoClasses, Language::polish);
    desk.settle();
    const std::string facts = spokenOf(desk, "O zdjęciu");
    CHECK(facts.find("a.jpg") != std::string::npos);
    CHECK(facts.find("Przesłano") != std::string::npos);
    desk.frame().showView("cards");
    desk.settle();
    const domain::Student pupil =
        app::CardService(desk.desktop().context()->office).readiness().value().ready.front().student;
    const std::string card = spokenOf(desk, "Podgląd legitymacji");
    CHECK(card.find(pupil.surname) != std::string::npos);
    CHECK(card.find(toPolish(*pupil.birthDate)) != std::string::npos);
}
