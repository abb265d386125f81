#include "server/store/StateOnce.h"

#include "server/store/Seal.h"

namespace esek::server {

std::string stateOnce(Tx& tx, Text name, Text fresh) {
    if (std::string known = tx.state(name); !known.empty())
        return known;
    seal::insertNew(tx.database(), "server_state", {name, fresh});
    return tx.state(name);
}

} // namespace esek::server
