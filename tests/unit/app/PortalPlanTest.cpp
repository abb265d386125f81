// What an order of logins would do, told before it is given.
#include "app/GuardianService.h"
#include "app/PortalService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using app::PortalService;
using Who = PortalService::Who;

namespace {

class NoTokens final : public sync::TokenStore {
    Result<std::optional<std::string>> load() override { return std::optional<std::string>(); }
    Result<void> save(const std::string&) override { return {}; }
    Result<void> erase() override { return {}; }
};

struct ClassOfThree {
    SampleOffice office;
    NoTokens tokens;
    PortalService service{*office.office, tokens};
    std::vector<domain::StudentId> pupils;
    domain::GuardianId mother;
    std::vector<sync::ListedLogin> logins;

    ClassOfThree() {
        for (int i = 0; i < 3; ++i) {
            domain::Student s = sampleStudent(office.count++);
            s.classUnit = "1A";
            pupils.push_back(office.add(s));
        }
        mother = guardian(pupils[0], "Ewa Nowak");
        guardian(pupils[0], "Adam Nowak");
        guardian(pupils[1], "Jan Kos");
    }
    domain::GuardianId guardian(const domain::StudentId& pupil, const char* name) {
        domain::Guardian g;
        g.student = pupil;
        g.name = name;
        return app::GuardianService(*office.office).save(g).value();
    }
    sync::ListedLogin& login(const domain::StudentId& pupil, domain::Role role,
                             domain::GuardianId whose = {}) {
        logins.push_back({"id", pupil, "1234", role, whose, office.clock.now(), {}, {}});
        return logins.back();
    }
    PortalService::Plan plan(Who who, bool onlyMissing, domain::GuardianId one = {}) {
        PortalService::Order order;
        order.classUnit = "1A";
        order.who = who;
        order.onlyMissing = onlyMissing;
        order.guardian = one;
        return service.plan(order, logins).value();
    }
};

} // namespace

TEST_CASE("the plan of logins counts new ones, kept ones and slips that stop working") {
    ClassOfThree c;
    CHECK(c.plan(Who::parents, true) == PortalService::Plan{3, 0, 0, 0});
    CHECK(c.plan(Who::guardians, true) == PortalService::Plan{3, 0, 0, 1});
    CHECK(c.plan(Who::guardians, true, c.mother) == PortalService::Plan{1, 0, 0, 2});
    c.login(c.pupils[1], domain::Role::guardian);
    c.login(c.pupils[2], domain::Role::student);
    c.login(c.pupils[0], domain::Role::guardian).ended = c.office.clock.now();
    CHECK(c.plan(Who::parents, true) == PortalService::Plan{2, 0, 1, 0});
    CHECK(c.plan(Who::parents, false) == PortalService::Plan{3, 1, 0, 0});
    CHECK(c.plan(Who::pupils, true) == PortalService::Plan{2, 0, 1, 0});
    c.login(c.pupils[0], domain::Role::guardian, c.mother);
    CHECK(c.plan(Who::parents, true) == PortalService::Plan{2, 0, 1, 0}); // theirs is not the common one
    CHECK(c.plan(Who::guardians, false) == PortalService::Plan{3, 1, 0, 1});
}

TEST_CASE("a pupil who is named and in the class gets one login") {
    ClassOfThree c;
    PortalService::Order order;
    order.classUnit = "1A";
    order.students.push_back(c.office.office->replica().students().get(c.pupils[0])->student);
    CHECK(c.service.plan(order, {}).value().issued == 3);
    order = {};
    order.classUnit = "9Z";
    CHECK(c.service.plan(order, {}).error().code == ErrorCode::nothingToDo);
}
