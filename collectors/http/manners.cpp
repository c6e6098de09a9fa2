// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/manners.h"

namespace axial::collectors {

Manners usual_manners() {
    return {[](const std::string& url) -> std::string {
                // GitHub counts searches and GraphQL apart from everything else.
                return url.find("/search/") != std::string::npos ? "search"
                       : url.ends_with("/graphql")               ? "graphql"
                                                                 : "core";
            },
            judge, budget_pause, budget_of};
}

} // namespace axial::collectors
