#include "server/store/Rows.h"

#include "sync/protocol/Wire.h"

namespace esek::server {

std::string_view wireName(Kind kind) {
    return sync::kEntityOrder[static_cast<std::size_t>(kind)];
}

Kind kindOf(domain::Entity entity) {
    switch (entity) {
    case domain::Entity::school:
        return Kind::school;
    case domain::Entity::student:
        return Kind::student;
    case domain::Entity::batch:
        return Kind::batch;
    case domain::Entity::card:
        return Kind::card;
    case domain::Entity::photoFile:
        break;
    }
    return Kind::photoFile;
}

} // namespace esek::server
